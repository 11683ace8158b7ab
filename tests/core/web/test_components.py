"""The macros: tied together for screen readers, and safe with whatever was sent."""

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.core.settings import Settings
from portal.core.web import templating
from tests.factories.markup import FIELDS, LINKS, SPECIAL, Everything, Page, called, drawing_app, macro, sent


@pytest.fixture
def app(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    monkeypatch.setattr(templating, "current_language", lambda: "sv")
    made = drawing_app(settings)
    with made.test_request_context("/sv/"):
        yield made


@pytest.mark.usefixtures("app")
class TestFields:
    @pytest.mark.parametrize("name", FIELDS)
    def test_every_control_has_a_label_and_every_description_exists(self, name: str) -> None:
        page = Page(macro("field.html", "field(f)", f=sent()[name]))
        controls = [a for tag in ("input", "select", "textarea") for a in page.all(tag)]
        labelled = {a["for"] for a in page.all("label")}
        assert controls
        assert {a["id"] for a in controls} == labelled
        described = [i for _, a in page.elements for i in a.get("aria-describedby", "").split()]
        assert set(described) <= set(page.ids)
        assert len(page.ids) == len(set(page.ids))

    @pytest.mark.parametrize("name", FIELDS)
    def test_a_field_that_was_never_sent_can_be_drawn(self, name: str) -> None:
        assert Page(macro("field.html", "field(f)", f=Everything()[name])).elements

    @pytest.mark.parametrize("name", FIELDS)
    def test_what_was_sent_never_becomes_markup(self, name: str) -> None:
        text = macro("field.html", "field(f)", f=sent(**{name: SPECIAL})[name])
        assert "<script" not in text
        assert "\x00" not in text

    def test_an_error_marks_the_field_and_is_read_with_it(self) -> None:
        text = macro("field.html", "field(f)", f=sent()["name"])
        (control,) = Page(text).all("input")
        assert control["aria-invalid"] == "true"
        assert control["aria-describedby"] == "name-hint name-error"
        assert "Write your name" in text

    def test_a_password_is_never_shown_again(self) -> None:
        assert "opensesame" not in macro("field.html", "field(f)", f=sent(secret="opensesame")["secret"])

    def test_a_number_that_is_no_number_stays_as_it_was_typed(self) -> None:
        (control,) = Page(macro("field.html", 'field(f, suffix="kr")', f=sent(rent="sjutusen")["rent"])).all("input")
        assert control["value"] == "sjutusen"
        assert control["inputmode"] == "decimal"

    def test_words_that_begin_with_a_line_break_keep_it(self) -> None:
        text = macro("field.html", "field(f)", f=sent(words="\nhello")["words"])
        assert ">\n\nhello</textarea>" in text

    def test_a_text_with_a_limit_has_a_counter_that_is_read_with_it(self) -> None:
        page = Page(macro("field.html", "field(f, maxlength=4000)", f=sent()["words"]))
        (control,) = page.all("textarea")
        assert "words-counter" in control["aria-describedby"]
        assert any(a.get("data-counter") == "words" and a["data-max"] == "4000" for a in page.all("p"))

    def test_the_chosen_option_is_chosen(self) -> None:
        picked = [
            a["value"]
            for a in Page(macro("field.html", "field(f)", f=sent(area="b")["area"])).all("option")
            if "selected" in a
        ]
        ticked = [
            a["value"]
            for a in Page(macro("field.html", "field(f)", f=sent(alone="n")["alone"])).all("input")
            if "checked" in a
        ]
        assert (picked, ticked) == (["b"], ["n"])

    def test_tiles_choose_by_value_and_ignore_what_is_not_offered(self) -> None:
        options = [
            SimpleNamespace(value="y", label="Yes", icon="check"),
            {"value": "n", "label": "No", "icon": "close", "hint": "h"},
        ]
        for value, expected in (("n", ["n"]), ("zzz", [])):
            page = Page(macro("field.html", "tiles(f, options)", f=sent(alone=value)["alone"], options=options))
            assert [a["value"] for a in page.all("input") if "checked" in a] == expected
            assert [a["for"] for a in page.all("label")] == ["alone-0", "alone-1"]

    def test_the_photo_box_shows_kept_photos_and_offers_to_remove_them(self) -> None:
        kept = [SimpleNamespace(id="7", megabytes=2.4)]
        text = macro("field.html", "photos(f, kept)", f=sent()["paper"], kept=kept)
        page = Page(text)
        assert "2.4 MB" in text
        assert page.all("img") == []
        assert [a["value"] for a in page.all("input") if a["type"] == "checkbox"] == ["7"]
        assert "multiple" in page.all("input")[0]

    def test_a_date_is_three_labelled_numbers(self) -> None:
        form = sent(name="27")
        text = macro("field.html", 'date_parts(f.name, f.email, f.words, "When?", error="Write a day")', f=form)
        page = Page(text)
        assert {a["for"] for a in page.all("label")} == {"name", "email", "words"}
        assert page.all("input")[0]["value"] == "27"

    @given(st.text(max_size=60))
    def test_any_text_at_all_can_be_shown_again(self, typed: str) -> None:
        for name in ("name", "rent", "words", "alone"):
            assert Page(macro("field.html", "field(f)", f=Everything(MultiDict({name: typed}))[name])).elements

    def test_the_summary_links_to_the_first_control_of_each_field(self) -> None:
        page = Page(macro("error_summary.html", "error_summary(form)", form=sent(area="a")))
        assert [a["href"] for a in page.all("a")] == ["#name", "#alone-0"]

    def test_without_errors_there_is_no_summary(self) -> None:
        assert (
            macro("error_summary.html", "error_summary(form)", form=sent(name="A", alone="y", area="a")).strip() == ""
        )


@pytest.mark.usefixtures("app")
class TestParts:
    NOW = datetime(2026, 11, 21, 17, 42, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("file", "call"),
        [
            ("tag.html", 'tag("New")'),
            ("tag.html", 'promise("1 day late", "broken")'),
            ("tag.html", 'avatar("AL", "Anna")'),
            ("tag.html", "avatar()"),
            ("icon.html", 'icon_text("pin", "Here")'),
            ("icon.html", 'icon_box("pin", "amber")'),
            ("button.html", 'button("Send", "quiet", "send", "go", "1", key="a")'),
            ("button.html", 'link_button("Map", "/map", "quiet", "map")'),
            ("pagination.html", 'pagination("/n", none, "Pages")'),
            ("summary_list.html", 'summary_list([("a", "b"), ("c", "d", "/e", "Change", "c")])'),
            ("services.html", 'service_card("/x", "pin", "Report", "Two presses")'),
            ("services.html", 'follow_box("/f", "Follow", "Show", "7K4M", error="Not found", token="t")'),
            ("places.html", 'place_row("/p", "swing", "Park", "near")'),
            ("receipt.html", 'receipt_code("Receipt", "7K4M-QX2P", "Keep it")'),
            ("staff_parts.html", 'chip("Area", "/off")'),
            ("staff_parts.html", 'diff("Mine", "Theirs", [("State", "a", "b"), ("Team", "x", "x")])'),
            ("staff_parts.html", "key_help()"),
        ],
    )
    def test_a_part_is_well_formed_with_ids_that_do_not_repeat(self, file: str, call: str) -> None:
        page = Page(macro(file, call))
        assert page.elements
        assert len(page.ids) == len(set(page.ids))

    @pytest.mark.parametrize(
        ("file", "call"),
        [
            ("banner.html", 'banner("danger", "Careful")'),
            ("empty.html", 'empty("search", "Nothing")'),
            ("places.html", 'known_card("Known here")'),
            ("places.html", 'known_row("Swing", "yesterday", none, "swing")'),
        ],
    )
    def test_a_part_with_an_inside_shows_it(self, file: str, call: str) -> None:
        text = called(file, call)
        assert Page(text).elements
        assert "<p>inside</p>" in text

    def test_facets_say_which_is_chosen(self) -> None:
        facets = [SimpleNamespace(url="/a", label="Mine", count=3, is_current=True)]
        page = Page(macro("staff_parts.html", 'facet_group("Views", facets)', facets=facets))
        assert page.all("a")[0]["aria-current"] == "true"

    def test_a_timeline_gives_each_moment_to_machines_too(self) -> None:
        events = [SimpleNamespace(title="It came in", moment=self.NOW)]
        page = Page(macro("timeline.html", "timeline(events)", events=events))
        assert page.all("time")[0]["datetime"] == self.NOW.isoformat()

    def test_a_message_keeps_its_own_direction_and_language(self) -> None:
        page = Page(
            macro("timeline.html", 'bubble("We", now, words, True, "ar", "rtl")', now=self.NOW, words=SPECIAL)
        )
        assert page.all("p")[1] == {"class": "bubble__text", "dir": "rtl", "lang": "ar"}

    def test_a_state_nobody_has_taken_says_so_in_words(self) -> None:
        assert "Nobody yet" in macro("tag.html", "avatar()")

    def test_the_languages_are_links_that_name_themselves(self) -> None:
        page = Page(macro("language_menu.html", "language_menu(links)", links=LINKS))
        assert [(a["href"], a["lang"], "aria-current" in a) for a in page.all("a")] == [
            ("/sv/", "sv", True),
            ("/ar/", "ar", False),
        ]

    def test_with_a_form_the_languages_send_it_so_that_nothing_is_lost(self) -> None:
        page = Page(macro("language_menu.html", 'language_menu(links, form="report")', links=LINKS))
        assert [(a["form"], a["name"], a["value"]) for a in page.all("button")] == [
            ("report", "language", "sv"),
            ("report", "language", "ar"),
        ]
