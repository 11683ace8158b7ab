"""The municipality's own file (`municipality.toml`): names, colours, languages, teams, place types, promises."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from portal.core.settings.assistance import AssistanceSettings, read_assistance
from portal.core.settings.colours import colour_faults
from portal.core.settings.complaints import ComplaintsSettings, read_complaints
from portal.core.settings.courses import CoursesSettings, courses_faults, read_courses
from portal.core.settings.text import Text


@dataclass(frozen=True)
class Box:
    """A rectangle in WGS 84 degrees that holds the whole municipality."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east


@dataclass(frozen=True)
class Team:
    """Those who do the work; cases are routed to a team by their topic."""

    code: str
    name: Text
    email: str | None


@dataclass(frozen=True)
class Topic:
    """Something that can be wrong at a place, who mends it and what is promised, in Swedish working days."""

    code: str
    name: Text
    hint: Text
    icon: str
    team: str
    first_reply_days: int
    fix_days: int


@dataclass(frozen=True)
class PlaceType:
    """A type of place and the topics offered there, in the order they are shown."""

    code: str
    name: Text
    icon: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class HelpNumber:
    """A telephone number for help and the day somebody checked that it is right."""

    number: str
    name: Text
    checked_on: date


@dataclass(frozen=True)
class Municipality:
    """Everything that differs between two municipalities."""

    name: str
    short_name: str
    code: str
    languages: tuple[str, ...]
    staff_languages: tuple[str, ...]
    box: Box
    centre: tuple[float, float]
    tile_url: str | None
    tile_attribution: str
    colours: Mapping[str, str]
    teams: Mapping[str, Team]
    topics: Mapping[str, Topic]
    place_types: Mapping[str, PlaceType]
    help_numbers: tuple[HelpNumber, ...]
    responsible: str
    data_protection_email: str
    website: str
    assistance: AssistanceSettings
    complaints: ComplaintsSettings
    courses: CoursesSettings
    retention_days: Mapping[str, int] = field(default_factory=dict)
    reports_per_minute: int = 60

    def topics_for(self, place_type: str) -> tuple[Topic, ...]:
        """The topics offered at a type of place; an unknown type offers those of the type `other`."""
        kind = self.place_types.get(place_type) or self.place_types["other"]
        return tuple(self.topics[code] for code in kind.topics)


def read_municipality(path: Path) -> tuple[Municipality | None, list[str]]:
    """The municipality in the TOML file at `path`, or every fault found in it as sentences."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return (found, _faults(found)) if (found := _build(raw)) else (None, [])
    except OSError as error:
        return None, [f"cannot read {path}: {error.strerror}"]
    except tomllib.TOMLDecodeError as error:
        return None, [f"{path} is not valid TOML: {error}"]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return None, [f"{path}: missing or wrong: {error}"]


def _build(raw: Mapping[str, Any]) -> Municipality:
    town, area, tiles = raw["municipality"], raw["map"], raw["map"].get("tiles", {})
    return Municipality(
        name=town["name"],
        short_name=town["short_name"],
        code=town["code"],
        languages=tuple(town["languages"]),
        staff_languages=tuple(town["staff_languages"]),
        box=Box(**area["box"]),
        centre=(float(area["centre"]["lat"]), float(area["centre"]["lon"])),
        tile_url=tiles.get("url"),
        tile_attribution=tiles.get("attribution", ""),
        colours=dict(raw.get("colours", {})),
        teams={code: Team(code, Text(team["name"]), team.get("email")) for code, team in raw["teams"].items()},
        topics={code: _topic(code, topic) for code, topic in raw["topics"].items()},
        place_types={
            code: PlaceType(code, Text(kind["name"]), kind["icon"], tuple(kind["topics"]))
            for code, kind in raw["place_types"].items()
        },
        help_numbers=tuple(
            HelpNumber(number["number"], Text(number["name"]), number["checked_on"]) for number in raw["help_numbers"]
        ),
        responsible=town["responsible"],
        data_protection_email=town["data_protection_email"],
        website=town["website"],
        assistance=read_assistance(raw["assistance"]),
        complaints=read_complaints(raw["complaints"]),
        courses=read_courses(raw["courses"]),
        retention_days=dict(raw.get("retention_days", {})),
        reports_per_minute=int(raw.get("limits", {}).get("reports_per_minute", 60)),
    )


def _topic(code: str, topic: Mapping[str, Any]) -> Topic:
    return Topic(
        code=code,
        name=Text(topic["name"]),
        hint=Text(topic.get("hint", {})),
        icon=topic["icon"],
        team=topic["team"],
        first_reply_days=int(topic["first_reply_days"]),
        fix_days=int(topic["fix_days"]),
    )


def _faults(town: Municipality) -> list[str]:
    unknown_teams = [
        f"topics.{topic.code}: there is no team {topic.team!r}"
        for topic in town.topics.values()
        if topic.team not in town.teams
    ]
    unknown_topics = [
        f"place_types.{kind.code}: there is no topic {code!r}"
        for kind in town.place_types.values()
        for code in kind.topics
        if code not in town.topics
    ]
    if town.assistance.team not in town.teams:
        unknown_teams.append(f"assistance.team: there is no team {town.assistance.team!r}")
    other = [] if "other" in town.place_types else ["place_types.other is missing (the type of last resort)"]
    own = other + courses_faults(town.courses) + colour_faults(town.colours)
    return unknown_teams + unknown_topics + _untranslated(town) + own


def _untranslated(town: Municipality) -> list[str]:
    texts = [
        *((f"topics.{t.code}.name", t.name) for t in town.topics.values()),
        *((f"place_types.{p.code}.name", p.name) for p in town.place_types.values()),
        *((f"help_numbers {n.number}", n.name) for n in town.help_numbers),
        ("assistance.office.name", town.assistance.office.name),
        ("assistance.office.hours", town.assistance.office.hours),
        ("complaints.hours", town.complaints.hours),
        *((f"courses.contacts {c.number or c.url}", c.name) for c in town.courses.contacts),
        *((f"courses.contacts {c.number or c.url} text", c.text) for c in town.courses.contacts if c.text),
    ]
    return [
        f"{where} is missing in {language}"
        for where, text in texts
        for language in town.languages
        if not text.get(language)
    ]
