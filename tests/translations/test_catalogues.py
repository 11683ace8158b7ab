"""The catalogues are whole: every string of the source, every placeholder and tag, in every language."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from portal.core.settings.municipality import Municipality, read_municipality
from tests.translations.catalogue_faults import ROOT, extracted, faults_of, unfillable, written

# What staff alone meet, in Swedish and English; the ready replies (backoffice/rules.py), what a resident is asked
# (assistance/staff/asking.py) and the pages of e-ID go to residents.
STAFF_ALONE = re.compile(
    r"^templates/(backoffice|accounts|places|assistance/staff)/|^templates/layouts/(staff|case)\.html$"
    r"|^templates/(?!assistance/review).*/review\.html$|^templates/components/staff_parts\.html$"
    r"|^portal/accounts/(?!eid/|population/|residents/|resident_guard\.py)|^portal/cli/"
    r"|^portal/backoffice/(?!rules\.py)|^portal/platform/(geo|jobs|tables)/|^portal/reports/places/(?!sheets\.py)"
    r"|^portal/forms/assistance/(robot/(wording|heard_text)|agencies/replies|rules/decision)\.py$"
    r"|^portal/forms/assistance/service/(approving|automation|deciding|investigating|jav|paying|reconsidering)\.py$"
    r"|^templates/courses/staff/|^portal/courses/(films|service|queries|form|feature|printing)(/|\.py$)"
    r"|^portal/courses/rules/(workflow|gate|reasons|captions|uploads)(/|\.py$)"
    r"|^templates/complaint/(register|node|new_node|import|preview|parts)\.html$"
    r"|^portal/forms/complaint/(form/register|rules/register|rules/register_file|service/(register|importing))\.py$"
    r"|^portal/(?!forms/assistance/staff/asking).*/(staff|commands|fsck)(/|\.py$)"
)


@pytest.fixture(scope="module")
def source() -> Catalog:
    return extracted()


def _town() -> Municipality:
    town, faults = read_municipality(ROOT / "municipality.toml")
    assert town is not None, faults
    return town


@pytest.mark.parametrize("language", _town().languages)
def test_a_catalogue_holds_every_string_with_its_placeholders_and_tags(language: str, source: Catalog) -> None:
    may_lack = None if language in _town().staff_languages else STAFF_ALONE
    assert faults_of(written(language), source, may_lack) == []


def test_the_template_of_the_catalogues_is_up_to_date(source: Catalog) -> None:
    with (ROOT / "translations" / "messages.pot").open("rb") as file:
        template = read_po(file)
    assert {m.id for m in template if m.id} ^ {m.id for m in source if m.id} == set()


def test_no_string_of_the_source_holds_a_lone_per_cent_sign(source: Catalog) -> None:
    assert unfillable(source) == []


def test_the_extraction_finds_words_labels_templates_and_letters(source: Catalog) -> None:
    for text in ("We have received your report.", "What is wrong?", "Thank you, we have it", "Hello,"):
        assert source.get(text) is not None


@pytest.mark.parametrize(
    ("path", "is_spared"),
    [
        ("portal/forms/assistance/staff/forms.py", True),
        ("portal/forms/assistance/staff/asking.py", False),
        ("portal/forms/assistance/form/money.py", False),
        ("portal/accounts/staff/pages.py", True),
        ("portal/accounts/eid/refusals.py", False),
        ("templates/assistance/staff/review.html", True),
        ("templates/assistance/review.html", False),
        ("templates/damage/review.html", True),
        ("templates/eid/sign_in.html", False),
        ("templates/courses/staff/course.html", True),
        ("templates/courses/course.html", False),
        ("portal/courses/rules/catalogue.py", False),
        ("templates/complaint/node.html", True),
        ("templates/complaint/tell.html", False),
    ],
)
def test_what_residents_read_is_never_spared(path: str, *, is_spared: bool) -> None:
    assert bool(STAFF_ALONE.search(path)) is is_spared


# The check itself, on bad examples.


def _source() -> Catalog:
    source = Catalog()
    source.add("Hello", locations=[("portal/pages/routes.py", 1)])
    source.add("In the <b>%(area)s</b>", locations=[("templates/pages/home.html", 1)])
    source.add(("%(num)s lamp", "%(num)s lamps"), locations=[("templates/pages/home.html", 2)])
    source.add("Queue", locations=[("templates/backoffice/queue.html", 1)])
    return source


def _arabic() -> Catalog:
    good = Catalog(locale="ar", fuzzy=False)
    good.add("Hello", "مرحبًا")
    good.add("In the <b>%(area)s</b>", "في <b>%(area)s</b>")
    few, many = "%(num)s مصابيح", "%(num)s مصباحًا"
    good.add(("%(num)s lamp", "%(num)s lamps"), ("لا مصابيح", "مصباح", "مصباحان", few, many, many))
    good.add("Queue", "")
    return good


def test_a_whole_catalogue_has_no_faults() -> None:
    assert faults_of(_arabic(), _source(), STAFF_ALONE) == []


def test_a_string_of_staff_alone_is_wanted_where_nothing_may_lack() -> None:
    assert faults_of(_arabic(), _source()) == ["empty: 'Queue'"]


def _drop(catalogue: Catalog) -> None:
    catalogue.delete("Hello")


def _empty(catalogue: Catalog) -> None:
    catalogue["Hello"].string = ""


def _fuzzy(catalogue: Catalog) -> None:
    catalogue["Hello"].flags.add("fuzzy")


def _fuzzy_head(catalogue: Catalog) -> None:
    catalogue.fuzzy = True


def _lose_placeholder(catalogue: Catalog) -> None:
    catalogue["In the <b>%(area)s</b>"].string = "في <b>هنا</b>"


def _add_placeholder(catalogue: Catalog) -> None:
    catalogue["Hello"].string = "مرحبًا %(name)s"


def _other_placeholder(catalogue: Catalog) -> None:
    catalogue["In the <b>%(area)s</b>"].string = "في <b>%(place)s</b>"


def _lose_tag(catalogue: Catalog) -> None:
    catalogue["In the <b>%(area)s</b>"].string = "في %(area)s"


def _two_forms(catalogue: Catalog) -> None:
    catalogue["%(num)s lamp"].string = ("مصباح", "%(num)s مصباحًا")


def _number_lost_where_many(catalogue: Catalog) -> None:
    catalogue["%(num)s lamp"].string = ("لا مصابيح", "مصباح", "مصباحان", "%(num)s مصابيح", "مصابيح", "%(num)s مصباحًا")


def _left_over(catalogue: Catalog) -> None:
    catalogue.add("Goodbye", "مع السلامة")


def _obsolete(catalogue: Catalog) -> None:
    catalogue.add("Goodbye", "مع السلامة")
    catalogue.update(_source())


def _per_cent(catalogue: Catalog) -> None:
    catalogue["Hello"].string = "100 % مرحبًا"


def _space(catalogue: Catalog) -> None:
    catalogue["Hello"].string = "مرحبًا "


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_drop, "not in the catalogue: 'Hello'"),
        (_empty, "empty: 'Hello'"),
        (_fuzzy, "marked fuzzy: 'Hello'"),
        (_fuzzy_head, "the head is marked fuzzy"),
        (_lose_placeholder, "placeholders differ"),
        (_add_placeholder, "placeholders differ"),
        (_other_placeholder, "placeholders differ"),
        (_lose_tag, "tags differ"),
        (_two_forms, "wrong number of plural forms"),
        (_number_lost_where_many, "placeholders differ"),
        (_left_over, "no longer in the source: 'Goodbye'"),
        (_obsolete, "no longer in the source: 'Goodbye'"),
        (_per_cent, "a lone per cent sign"),
        (_space, "space at an end"),
    ],
)
def test_a_spoilt_catalogue_is_told(spoil: Callable[[Catalog], None], says: str) -> None:
    catalogue = _arabic()
    spoil(catalogue)
    faults = faults_of(catalogue, _source(), STAFF_ALONE)
    assert [says in fault for fault in faults] == [True]


def test_another_plural_rule_is_told() -> None:
    catalogue = read_po(BytesIO(b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'), locale="ar")
    assert "the plural rule of ar" in faults_of(catalogue, Catalog(), STAFF_ALONE)[0]


def test_a_source_string_that_a_template_could_not_show_is_told() -> None:
    source = _source()
    source.add("100 % sure")
    assert unfillable(source) == ["100 % sure"]
