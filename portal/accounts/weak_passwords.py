"""Words that are no secret, alone or with digits and signs around them; long, but the first that anybody tries."""

_WORDS = """
    password passwort passord lösenord losenord mittlösenord hemligt hemlighet välkommen valkommen welcome letmein
    changeme administrator admin administratör handläggare handlaggare kommun kommunen kalmarkommun kalmar småland
    smaland öland oland portal medborgare medborgarportal felanmälan felanmalan
    vår var våren sommar sommaren höst host hösten hosten vinter vintern januari februari mars april maj juni juli
    augusti september oktober november december måndag tisdag onsdag torsdag fredag lördag söndag
    january february march june july august october monday tuesday wednesday thursday friday saturday sunday
    spring summer autumn winter
    qwerty qwertyuiop qwertyuiopå qwertyuiopasdfghjkl asdfghjkl asdfghjklöä zxcvbnm qwertyasdfgh qazwsxedcrfv
    abcdefghijkl abcdefghijklm abcdefghijklmn abcdefghijklmnop iloveyou jagälskardig älskling football fotboll
    kalmarff sverige stockholm göteborg goteborg malmö malmo princess dragon monkey sunshine superman batman
    trustno correcthorsebatterystaple
"""

WEAK_WORDS = frozenset(_WORDS.split())
