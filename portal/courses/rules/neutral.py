"""Words that must not stand in titles, addresses and file names: whoever shares a device reads them in its history.

Patterns are whole words. Compounds count where the dangerous part cannot mean anything else (`hedersvåld`), not where
it is a piece of ordinary words: `förslag`, `slagverk`, `umgänge`, `utbrott`, `oberoende` and "social responsibility"
are neutral. Where a word has two meanings the dangerous one decides (`slag`, `beroende`), for an editor can always
find another. In addresses and file names, which have no å, ä, ö, the words are known without their dots as well.
Promise AN-13 (docs/anonymity.md); the list is a floor, not a licence: people still read titles before publication.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

SWEDISH = (
    r"\w*våld\w*",
    r"slag|slagen|slagit|slå|slår|slog|slåss|slagsmål\w*|(barn)?aga|agade?|agas",
    r"\w*misshand\w*|\w*övergrepp\w*|incest\w*|kvinnojour\w*|kvinnofrid\w*",
    r"\w*missbruk\w*|(?!oberoende)\w*beroende\w*|\w*narkotik\w*|\w*alkohol\w*|drog(er\w*|en|fri\w*|[bmpv]\w+)?|knark\w*",
    r"\w*familjehem\w*|foster(hem|barn|famil|föräl|vård)\w*|jourhem\w*|\w*omhändert\w*|tvångsvård\w*|lvu|lvm",
    r"heder|hedern|heders(för|rel|kult|kontext|kodex|tänk|norm|mord|utsatt)\w*|tvångsgift\w*|barnäktenskap\w*|könsstymp\w*",
    r"hot|hotet|hoten|hota([rst]|de?|nde)?|hot(full|bild|else)\w*|(döds|livs|bomb)hot\w*",
    r"hat|hatet|hata([rst]|de?)?|hat(brott|isk|fyll)\w*|näthat\w*|stalk(a\w*|er|ing|ning)|grooming\w*",
    r"porr\w*|(barn|hämnd|nät|webb)porr\w*|pornogra\w*|rädd|rädsl\w*|livrädd\w*|(döds|separations)?ångest\w*",
    r"bup|hvb|\w*psykiatri\w*|psykos\w*|depress\w*|deprim\w*|ätstörning\w*|anorexi\w*|försörjningsstöd\w*",
    r"soc|socen|soctant\w*|social(en|tant|tjänst|nämnd|sekret|kontor|förvalt|bidrag|jour|assist|arbet|utred)\w*|\w*orosanmäl\w*",
    r"\w*självmord\w*|\w*självskad\w*|suicid\w*|\w*krimin\w*|brott|brotts\w+|brottet|brotten|fängels\w*",
    r"gäng|gäng(et|en|ens|ets|k\w+|l\w+|m\w+|v\w+)|(ungdoms|mc|kriminella)gäng\w*|prostitu\w*",
)
ENGLISH = (
    r"violen\w*|abus\w*|beat|beats|beaten|beating\w*|assault\w*|rape\w*|molest\w*",
    r"addict\w*|alcohol\w*|drug|drugs|drugged|narcotic\w*|overdos\w*",
    r"threat\w*|hate|hates|hated|hatred|afraid|scared|fear|fears|feared|fearful|frighten\w*|terrified|stalked|stalkers?",
    r"porn\w*|psychiatr\w*|neglect\w*|battered|trauma\w*|blackmail\w*",
    r"foster|fosters|fostered|fostering|crime|crimes|crimin\w*|prison\w*|suicid\w*|gangs|gangster\w*|prostitut\w*",
)
ONLY_IN_TEXT = (r"gang",)
"""English here, but what `gång` (time, walk) becomes in an address."""
ARABIC = (
    r"عنف|عنيف\w*|ضرب|ضربه|ضربات|اعتداء\w*|اساءه|اساءات|اغتصاب\w*|تحرش\w*",
    r"ادمان\w*|مدمن\w*|تعاطي|مخدر\w*|كحول\w*|خمور",
    r"تهديد|تهديدات|مهدده?|مهددون|كراهيه|اباحي\w*|خوف|خائفه?|خائفون|خائفين|ايذاء\w*|تعنيف|معنفه?|معنفات|ابتزاز|اكتئاب",
    r"حاضنه|حاضن|كافله|سوسيال|انتحار\w*|عصابه|عصابات|جريمه|جرائم|اجرام\w*|سجن|سجون",
)
PHRASES = (
    r"social (service|worker|welfare|board)s?|child (protection|welfare)|family homes?|self harm\w*",
    r"honou?r (based|related|violence|killings?|crimes?|culture|oppression)",
    r"eating disorders?|concern reports?|reports? of concern|care orders?|(forced|child) marriages?",
    r"(är|blir|bli|var|känner (sig|oss|er)) rädda",
    r"anmälan om oro|anmäla oro|(barn|ungdoms) psyk\w*|psykisk ohälsa|ال?(اسره|اسر|عائله|عائلات) ال?بديله",
    r"(ال?ابلاغ|بلاغ|بلاغات) (عن )?ال?قلق|ال?زواج ال?قسري|ال?طب ال?نفسي|باسم الشرف|رعايه ال?(شباب|احداث) ال?قسريه",
    r"skyddat boende|ekonomiskt bistånd|familje hem\w*|مراكز? الايواء|ال?خدمات ال?اجتماعيه|ال?شؤون ال?اجتماعيه",
)
ADDRESSES = (
    r"(\w+[nsr])?vald(et|s|s\w+|tag\w*|tog|ta|ts)?",
    r"gang(et|en|krim\w*|medl\w*|vald\w*)|(ungdoms|mc)gang\w*",
)
"""What remains of two words without their dots, narrower, since `utvald` and `en-gang-till` are ordinary."""

_DOTLESS = str.maketrans("åäö", "aao")
_ALEF = str.maketrans("أإآٱىة", "ااااي\u0647")
_ARABIC_JOINED = re.compile(r"^(?:[وف]?(?:ال|لل|[بك]ال)|[وف](?=\w{4}))")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"[a-z0-9._/-]+")


def is_neutral(text: str) -> bool:
    """True when nobody who reads `text` over a shoulder learns what the reader might be going through."""
    return not offending_words(text)


def offending_words(text: str) -> tuple[str, ...]:
    """The words and phrases of `text` that must be replaced, as they are written, each once."""
    plain = _plain(text)
    is_address = _ADDRESS.fullmatch(plain) is not None
    pattern = _IN_ADDRESS if is_address else _IN_TEXT
    words = [match.group() for match in _WORD.finditer(plain)]
    found = [word for word in words if any(pattern.fullmatch(form) for form in _forms(word))]
    joined = " ".join(_even(word) for word in words)
    return tuple(dict.fromkeys([*found, *(match.group() for match in _PHRASE.finditer(joined))]))


def neutral_title(title: str, otherwise: str) -> str:
    """`title` for the head of a page, or `otherwise` when it is not neutral."""
    return title if is_neutral(title) else otherwise


def _plain(text: str) -> str:
    """Small letters, composed, without marks that cannot be seen and without Arabic vowel signs."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(
        letter for letter in composed if unicodedata.category(letter) not in {"Cf", "Mn"} and letter != "ـ"
    )


def _even(word: str) -> str:
    return word.translate(_ALEF)


def _forms(word: str) -> Iterator[str]:
    """The word, and in Arabic the word without its article and conjunction."""
    even = _even(word)
    yield even
    bare = _ARABIC_JOINED.sub("", even)
    if bare != even:
        yield bare


def _compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_WITHOUT_DOTS = [pattern.translate(_DOTLESS) for pattern in SWEDISH[1:-1]]
_IN_TEXT = _compiled((*SWEDISH, *ENGLISH, *ONLY_IN_TEXT, *ARABIC))
_IN_ADDRESS = _compiled((*_WITHOUT_DOTS, *ENGLISH, *ADDRESSES))
_PHRASE = re.compile(r"(?<!\w)(?:" + "|".join(PHRASES) + r")(?!\w)")
