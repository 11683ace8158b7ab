"""The pages of the courses as anybody gets them: complete without a script, neutral by name, the same for all."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.core.settings import Settings
from portal.core.settings.courses import Contact
from portal.core.settings.text import Text
from portal.courses.published import CourseWords, PartWords, PublishedCourse, PublishedPart, Shelf
from portal.courses.rules.catalogue import Age, Audience, Topic
from portal.courses.rules.neutral import is_neutral
from portal.courses.watching import create_courses_app
from tests.factories import courses

SLUG = "granser-utan-brak"
PAGES = (
    "",
    f"/{SLUG}",
    f"/{SLUG}/1",
    f"/{SLUG}/2",
    f"/{SLUG}/intyg",
    "/om/ingenting",
    "/om/sakerhet",
    "/om/stada",
    "/om/intyg",
)
LANGUAGES = ("sv", "en", "ar")
MOST_BYTES = 40_000


def page_of(reader: FlaskClient, path: str, language: str = "sv") -> str:
    answer = reader.get(f"/{language}/kurser{path}")
    assert answer.status_code == 200, path
    return answer.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_leaves_nothing_behind_and_can_be_left(reader: FlaskClient, path: str, language: str) -> None:
    answer = reader.get(f"/{language}/kurser{path}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    first = re.search(r"<a\b[^>]*>", answer.text)
    assert first
    assert 'href="https://www.smhi.se/vader"' in first[0]
    assert 'rel="noreferrer noopener nofollow"' in first[0]
    assert answer.text.count("data-quick-exit") == 2
    assert "og:" not in answer.text


@pytest.mark.parametrize("path", [*PAGES, "/finns-inte"])
def test_links_to_elsewhere_do_not_say_where_one_comes_from(reader: FlaskClient, path: str) -> None:
    links = re.findall(r"<a\b[^>]*>", reader.get(f"/sv/kurser{path}").text)
    outside = [link for link in links if 'href="http' in link]
    assert outside
    assert all('rel="noreferrer noopener nofollow"' in link for link in outside)


@pytest.mark.parametrize("path", PAGES)
def test_two_visitors_get_the_same_bytes(reader: FlaskClient, path: str) -> None:
    one = reader.get(f"/sv/kurser{path}", environ_base={"REMOTE_ADDR": "127.0.0.1"})
    other = reader.get(f"/sv/kurser{path}", environ_base={"REMOTE_ADDR": "198.51.100.7"})
    assert one.data == other.data


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_the_name_of_a_page_tells_nothing(reader: FlaskClient, path: str, language: str) -> None:
    page = page_of(reader, path, language)
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    described = re.search(r'<meta name="description" content="([^"]*)">', page)
    assert title
    assert described
    assert is_neutral(title[1])
    assert is_neutral(described[1])


def test_a_telling_title_stands_on_the_page_but_not_on_the_tab(
    reader: FlaskClient, shelf: Shelf, tmp_path: Path
) -> None:
    part = courses.published_part("f" * 32)
    part = PublishedPart(part.films, {"sv": PartWords("Våld i hemmet")})
    words = {"sv": CourseWords("Om missbruk", "Om våld.", "Om våld.")}
    courses.put(shelf, replace(courses.published_course("om-det", words=words), parts=(part,)), tmp_path / "telling")
    page = page_of(reader, "/om-det")
    head, _, body = page.partition("</head>")
    assert "Våld i hemmet" in body
    assert is_neutral(" ".join(re.findall(r"<title>.*?</title>|content=\"[^\"]*\"", head, re.DOTALL)))


def test_the_catalogue_shows_every_course_by_whom_it_is_for(
    reader: FlaskClient, shelf: Shelf, tmp_path: Path
) -> None:
    courses.put(
        shelf,
        courses.published_course(
            "ett-hem", audience=Audience.FAMILY_HOMES, topics=(Topic.FAMILY_HOME,), ages=(Age.TEEN,), is_easy=True
        ),
        tmp_path / "more",
    )
    page = page_of(reader, "")
    assert page.index('id="for-parents"') < page.index('id="for-family_homes"')
    assert "for-companies" not in page
    card = re.search(r'<li class="course-card"[^>]*data-age="13-18"[^>]*>', page)
    assert card
    assert 'data-access="captions easy"' in card[0]
    assert 'data-topic="family_home"' in card[0]
    assert 'data-language="ar en sv"' in card[0]
    assert 'href="/sv/kurser/ett-hem"' in page


def test_what_somebody_looks_for_can_not_be_sent(reader: FlaskClient) -> None:
    form = re.search(r"<form[^>]*data-finder.*?</form>", page_of(reader, ""), re.DOTALL)
    assert form
    assert "only-script" in form[0]
    assert " name=" not in form[0]
    assert " action=" not in form[0]
    assert 'type="submit"' not in form[0]


def test_an_empty_shelf_helps(reader: FlaskClient, shelf: Shelf, course: PublishedCourse) -> None:
    shelf.withdraw(course.slug)
    page = page_of(reader, "")
    assert 'href="tel:112"' in page
    assert "data-finder" not in page


def test_a_part_shows_its_film_text_exercise_and_the_way_on(reader: FlaskClient) -> None:
    page = page_of(reader, f"/{SLUG}/1")
    film = f"/media/{SLUG}/{1:032x}/360.mp4#t=2.5"
    assert f'<a href="{film}" data-start="2.5">Det är så de lär sig att vilja något själva.</a>' in page
    assert f'href="/sv/kurser/{SLUG}/2"' in page
    assert f"/media/{SLUG}/{1:032x}/360.mp4#t=6" in page
    assert 'aria-current="page"' in page
    assert 'href="/sv/kurser/om/ingenting"' in page


def test_the_last_part_leads_to_the_certificate(reader: FlaskClient) -> None:
    assert f'href="/sv/kurser/{SLUG}/intyg"' in page_of(reader, f"/{SLUG}/2")


def test_a_course_of_one_part_has_no_list_of_parts(reader: FlaskClient, shelf: Shelf, tmp_path: Path) -> None:
    courses.put(shelf, courses.published_course("kort", parts=1), tmp_path / "short")
    assert 'class="stops"' not in page_of(reader, "/kort")
    assert 'class="stops"' in page_of(reader, f"/{SLUG}")


def test_a_course_asks_for_needs_where_it_has_questions(reader: FlaskClient, shelf: Shelf, tmp_path: Path) -> None:
    courses.put(shelf, courses.published_course("utan", survey=()), tmp_path / "without")
    assert f'href="/en/kurser/{SLUG}/asikt">Answer a few questions' in page_of(reader, f"/{SLUG}", "en")
    assert 'href="/en/kurser/utan/asikt">Tell us what you think' in page_of(reader, "/utan", "en")


def test_reflections_stand_in_no_form(reader: FlaskClient) -> None:
    page = page_of(reader, f"/{SLUG}")
    areas = re.findall(r"<textarea[^>]*>", page)
    assert len(areas) == 2
    assert not any(" name=" in area or " form=" in area for area in areas)
    assert not any("<textarea" in form for form in re.findall(r"<form.*?</form>", page, re.DOTALL))


def test_nothing_of_media_is_asked_for_before_a_press(reader: FlaskClient) -> None:
    page = page_of(reader, f"/{SLUG}")
    assert 'preload="none"' in page
    assert " autoplay" not in page
    assert not re.search(r"<(img|link|script|iframe)[^>]*/media/", page)


def test_words_that_are_missing_are_shown_in_swedish_and_said_to_be(
    reader: FlaskClient, shelf: Shelf, tmp_path: Path
) -> None:
    part = replace(courses.published_part("e" * 32), words={"sv": PartWords("Bara på svenska")})
    words = {"sv": CourseWords("En svensk kurs")}
    courses.put(shelf, replace(courses.published_course("svensk", words=words), parts=(part,)), tmp_path / "swedish")
    page = page_of(reader, "/svensk", "ar")
    assert '<h1 lang="sv" dir="ltr">Bara på svenska</h1>' in page
    assert 'class="note small"' in page
    assert 'dir="rtl"' in page


def test_a_part_without_film_can_be_read(reader: FlaskClient, shelf: Shelf, tmp_path: Path) -> None:
    part = PublishedPart({}, {"sv": PartWords("Att läsa", "Läs detta.\n\n- ett\n- två")})
    courses.put(shelf, replace(courses.published_course("las"), parts=(part,)), tmp_path / "read")
    page = page_of(reader, "/las")
    assert "<video" not in page
    assert "<li>ett</li><li>två</li>" in page


@pytest.mark.parametrize("path", [f"/{SLUG}/0", f"/{SLUG}/3", "/finns-inte", "/finns-inte/intyg", "/om"])
def test_what_is_not_there_is_a_page_that_leads_to_the_courses(reader: FlaskClient, path: str) -> None:
    answer = reader.get(f"/sv/kurser{path}")
    assert answer.status_code == 404
    assert 'href="/sv/kurser"' in answer.text
    assert "data-quick-exit" in answer.text


def test_each_reader_is_shown_the_contacts_meant_for_them(reader: FlaskClient, shelf: Shelf, tmp_path: Path) -> None:
    company = courses.published_course("salja", audience=Audience.COMPANIES, ages=(), topics=(Topic.PROCUREMENT,))
    courses.put(shelf, company, tmp_path / "company")
    assert "116 111" in page_of(reader, f"/{SLUG}")
    assert "116 111" not in page_of(reader, "/salja")
    assert 'href="tel:112"' in page_of(reader, "/salja")


def test_a_contact_on_the_web_is_linked_without_a_trace(settings: Settings, course: PublishedCourse) -> None:
    town = settings.municipality
    contact = Contact(
        Text({"sv": "Chatt"}), Text({}), town.courses.contacts[0].checked_on, url="https://chatt.example"
    )
    town = replace(town, courses=replace(town.courses, contacts=(contact,)))
    app = create_courses_app(replace(settings, municipality=town))
    page = page_of(app.test_client(use_cookies=False), f"/{course.slug}")
    assert '<a href="https://chatt.example" rel="noreferrer noopener nofollow">' in page
    app.extensions["portal"].database.dispose()


def test_with_a_host_of_their_own_the_rest_of_the_portal_is_linked_in_full(
    settings: Settings, course: PublishedCourse
) -> None:
    app = create_courses_app(replace(settings, courses_host="film.example", base_url="https://portal.example"))
    reader = app.test_client(use_cookies=False)
    page = page_of(reader, "")
    assert 'class="site-header__home" href="https://portal.example/sv/"' in page
    assert 'href="https://portal.example/sv/om/tillganglighet"' in page
    assert 'href="/sv/kurser/om/ingenting"' in page
    assert reader.get("/ar/").headers["Location"] == "/ar/kurser/"
    assert reader.get("/", headers={"Accept-Language": "ar"}).headers["Location"] == "/ar/kurser/"
    app.extensions["portal"].database.dispose()


def test_a_course_page_and_all_it_needs_is_small(reader: FlaskClient) -> None:
    page = page_of(reader, f"/{SLUG}")
    wanted = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page))
    assert len(wanted) >= 4
    sizes = [pressed(reader, path) for path in (f"/sv/kurser/{SLUG}", *wanted)]
    assert sum(sizes) <= MOST_BYTES


def pressed(reader: FlaskClient, path: str) -> int:
    """How many bytes of `path` travel to a browser that takes gzip."""
    with reader.get(path, headers={"Accept-Encoding": "gzip"}) as answer:
        return len(answer.data)


def test_a_municipality_has_its_own_colours_here_as_well(settings: Settings, course: PublishedCourse) -> None:
    town = replace(settings.municipality, colours={"sea": "#5b2a86"})
    app = create_courses_app(replace(settings, municipality=town))
    reader = app.test_client(use_cookies=False)
    sheet = re.search(r'href="(/sv/kurser/om/farger\.css)"', page_of(reader, f"/{course.slug}"))
    assert sheet
    answer = reader.get(sheet[1])
    assert "--sea:#5b2a86" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    app.extensions["portal"].database.dispose()


def test_a_page_replaced_while_it_is_made_is_not_kept(
    reader: FlaskClient, shelf: Shelf, course: PublishedCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {"sv": CourseWords("Nya gränser", "Helt nya.")}
    real = Shelf.course

    def too_late(one: Shelf, slug: str) -> PublishedCourse | None:
        found = real(one, slug)
        courses.put(shelf, replace(course, words=words), tmp_path / "again")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(Shelf, "course", too_late)
        assert "Nya gränser" not in page_of(reader, f"/{SLUG}")
    assert "Nya gränser" in page_of(reader, f"/{SLUG}")
