"""AN-30: how long an answer takes does not tell whether somebody is signed in elsewhere."""

import math
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.test import Client, EnvironBuilder

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse
from portal.courses.watching import create_courses_app
from portal.courses.watching.app import blind

NUMBER, TRIES, LIKELY, SLIGHT = 200, 3, 0.01, 0.05
COOKIE = {"Cookie": "__Host-portal_session=abc.def; portal_resident=ghi"}


def p_value(one: list[float], other: list[float]) -> float:
    """How likely a difference as large is by chance (Mann and Whitney's U, two sides, normal approximation)."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(rank for rank, (_, group) in enumerate(ranked, 1) if group == 0)
    n, m = len(one), len(other)
    u = ranks - n * (n + 1) / 2
    deviation = math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(u - n * m / 2) / deviation / math.sqrt(2))


def seconds(app: Any, path: str, headers: dict[str, str]) -> float:
    environ = EnvironBuilder(path, headers=headers).get_environ()
    began = time.perf_counter()
    answer = app(environ, lambda *_: None)
    b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return time.perf_counter() - began


def looks_alike(app: Any, path: str) -> float:
    """The highest p of some tries; each asks in turns, so that a busy machine hits both alike."""
    found = []
    for _ in range(TRIES):
        pairs = []
        for turn in range(NUMBER):
            first, second = ({}, COOKIE) if turn % 2 else (COOKIE, {})
            times = {bool(headers): seconds(app, path, headers) for headers in (first, second)}
            pairs.append((times[False], times[True]))
        found.append(p_value([without for without, _ in pairs], [signed for _, signed in pairs]))
        if found[-1] > LIKELY:
            break
    return max(found)


def test_a_course_page_takes_as_long_for_whoever_is_signed_in(settings: Settings, course: PublishedCourse) -> None:
    app = blind(create_courses_app(settings))
    assert Client(app).get(f"/sv/kurser/{course.slug}").status_code == 200
    assert looks_alike(app, f"/sv/kurser/{course.slug}") > LIKELY


def apart(app: Any, path: str) -> float:
    """By which part of it the median time differs with a cookie, at best of some tries."""
    found = []
    for _ in range(TRIES):
        times: dict[bool, list[float]] = {False: [], True: []}
        for turn in range(2 * NUMBER):
            for headers in ({}, COOKIE) if turn % 2 else (COOKIE, {}):
                times[bool(headers)].append(seconds(app, path, headers))
        without, signed = (statistics.median(times[has]) for has in (False, True))
        found.append(abs(signed - without) / without)
    return min(found)


def test_media_take_as_long_for_whoever_is_signed_in(settings: Settings, course: PublishedCourse) -> None:
    app, film = blind(create_courses_app(settings)), course.parts[0].film
    path = f"/media/{course.slug}/{film.made.key if film else ''}/240.mp4"
    assert Client(app).get(path).status_code == 200
    assert (
        apart(app, path) < SLIGHT
    )  # of some 20 µs: a request that holds one header more is itself read by 0.2 later


def test_an_application_that_looks_at_cookies_is_found_out() -> None:
    def looking(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [b"".join(bytes([n % 7]) for n in range(900 if "HTTP_COOKIE" in environ else 600))]

    assert looks_alike(looking, "/") <= LIKELY
    assert apart(looking, "/") > SLIGHT


def test_the_statistic_is_that_of_mann_and_whitney() -> None:
    assert p_value([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]) < LIKELY
    assert p_value([1, 3, 5, 7, 9], [2, 4, 6, 8, 10]) > 0.5
