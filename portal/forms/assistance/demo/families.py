"""The households of the demo: invented people with test numbers, sums that could be true."""

from portal.forms.assistance.demo.family import ME, PARTNER, Family
from portal.forms.assistance.rules.answers import AssetType, CostType, IncomeType, Occupation

C, I, O = CostType, IncomeType, Occupation  # noqa: E741 (short names keep the table readable)

WARSAME = Family(
    ("amina",),
    "1234567890",
    "Jag har aktivitetsstöd och bidrag men de räcker inte till hyran.",
    rooms=3,
    flat="1102",
    children=("yusuf", "hodan"),
    costs={C.RENT: 7400, C.ELECTRICITY: 450, C.HOME_INSURANCE: 120},
    occupations=(O.JOBSEEKING,),
    incomes=(
        (I.CHILD_ALLOWANCE, ME, 2650, 20),
        (I.HOUSING_ALLOWANCE, ME, 3400, 20),
        (I.CHILD_SUPPORT, ME, 3346, 25),
        (I.ACTIVITY_SUPPORT, ME, 5000, 25),
    ),
)
EKBERG = Family(
    ("johan", "elin"),
    "2233445566",
    "Elin arbetar deltid och Johan har aktivitetsstöd. Min uppsägningslön tog slut i somras.",
    rooms=4,
    children=("stina", "melker", "alva"),
    costs={C.RENT: 9200, C.ELECTRICITY: 700, C.HOME_INSURANCE: 160, C.UNEMPLOYMENT_FUND: 150},
    occupations=(O.JOBSEEKING, O.WORK_PART),
    incomes=(
        (I.CHILD_ALLOWANCE, ME, 2240, 20),
        (I.ACTIVITY_SUPPORT, ME, 6800, 25),
        (I.CHILD_ALLOWANCE, PARTNER, 2240, 20),
        (I.HOUSING_ALLOWANCE, PARTNER, 2400, 20),
        (I.SALARY, PARTNER, 9900, 25),
    ),
    assets=((AssetType.VEHICLE, "KLM 04A", 15000),),
    worked="Lagerarbete i Nybro, till och med juni.",
)
SANDGREN = Family(
    ("erik",),
    "3030303030",
    "Jag har levt på sparade pengar sedan min firma lades ner.",
    rooms=2,
    costs={C.RENT: 6100, C.ELECTRICITY: 300},
    occupations=(O.JOBSEEKING,),
    assets=((AssetType.BANK_SAVINGS, "", 18500),),
    worked="Egen målerifirma, avslutad i augusti.",
)
LINDROTH = Family(
    ("maja",),
    "4040404040",
    "Jag har bott hos en kompis och fått hjälp med mat. Nu har jag en egen lägenhet.",
    rooms=1,
    costs={C.RENT: 5300},
    occupations=(O.JOBSEEKING,),
)
HADDAD = Family(
    ("samir", "rania"),
    "5050505050",
    "راتب رانيا وتعويض البطالة لا يكفيان لكل الفواتير.",
    rooms=2,
    costs={C.RENT: 7800, C.ELECTRICITY: 400},
    occupations=(O.JOBSEEKING, O.WORK_PART),
    incomes=((I.UNEMPLOYMENT_BENEFIT, ME, 14800, 24), (I.SALARY, PARTNER, 13600, 25)),
    language="ar",
)
WIKANDER = Family(
    ("bjorn",),
    "6060606060",
    "Sjukpenningen är min enda inkomst.",
    rooms=2,
    costs={C.RENT: 6400, C.ELECTRICITY: 250},
    occupations=(O.SICK_LEAVE,),
    incomes=((I.SICKNESS_BENEFIT, ME, 12900, 26),),
)
MALMBORG = Family(
    ("kerstin",),
    "7070707070",
    "Pensionen och bostadstillägget räcker inte sedan hyran höjdes.",
    rooms=3,
    costs={C.RENT: 8900, C.ELECTRICITY: 320, C.HOME_INSURANCE: 110},
    occupations=(O.OTHER,),
    incomes=((I.PENSION, ME, 8300, 19), (I.HOUSING_ALLOWANCE, ME, 1900, 19)),
)
NYLEN = Family(
    ("petra",),
    "8080808080",
    "Efter skilsmässan bor barnen hos mig varannan vecka.",
    rooms=3,
    children=("ida", "oskar"),
    days=15,
    costs={C.RENT: 7700, C.ELECTRICITY: 420},
    occupations=(O.JOBSEEKING,),
    incomes=((I.CHILD_ALLOWANCE, ME, 1325, 20), (I.ACTIVITY_SUPPORT, ME, 8200, 25)),
)
KOVALENKO = Family(
    ("olena",),
    "9090909090",
    "I have lived on the daily allowance. I am at home with my child.",
    rooms=1,
    children=("danylo",),
    costs={C.RENT: 5900, C.ELECTRICITY: 200},
    occupations=(O.PARENTAL_LEAVE,),
    language="en",
)
HASSAN = Family(
    ("abdi", "fadumo"),
    "1010101010",
    "Vi är åtta i familjen. Föräldrapenning och aktivitetsstöd räcker inte.",
    rooms=5,
    children=("ayaan", "sumaya", "bilal", "hani", "idris", "maryam"),
    costs={C.RENT: 11800, C.ELECTRICITY: 900},
    occupations=(O.JOBSEEKING, O.PARENTAL_LEAVE),
    incomes=(
        (I.CHILD_ALLOWANCE, ME, 5920, 20),
        (I.ACTIVITY_SUPPORT, ME, 5600, 25),
        (I.CHILD_ALLOWANCE, PARTNER, 5920, 20),
        (I.PARENTAL_BENEFIT, PARTNER, 5400, 25),
    ),
)
SUNDIN = Family(
    ("filip",),
    "1212121212",
    "Jag har inte haft något arbete sedan i vintras.",
    rooms=1,
    costs={C.RENT: 4900},
    occupations=(O.JOBSEEKING,),
)
OHMAN = Family(
    ("viktor",),
    "1212121212",
    "Jag har levt på lån från vänner.",
    rooms=1,
    costs={C.RENT: 4900},
    occupations=(O.JOBSEEKING,),
)
HELLSTROM = Family(
    ("nora", "adam"),
    "1313131313",
    "Jag läser sista terminen och Adam söker arbete.",
    rooms=2,
    costs={C.RENT: 6900, C.ELECTRICITY: 300},
    occupations=(O.STUDIES, O.JOBSEEKING),
    incomes=((I.STUDY_SUPPORT, ME, 13100, 25),),
)
