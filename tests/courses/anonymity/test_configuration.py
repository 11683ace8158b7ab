"""AN-27 (what files can say of it) and R-66: TLS, logs and cages as `deploy/` has them."""

import re
from pathlib import Path

import pytest
import yaml

from portal.courses.watching.addresses import takes_courses
from tests.courses.watching.test_addresses import LOOKS_LIKE_OURS, OTHERS

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
HOSTS = ("portal.conf", "courses-host.conf")
PLACES = ("courses.locations", "courses-elsewhere.locations")


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", HOSTS)
def test_tls_gives_no_tickets_and_is_of_today(name: str) -> None:
    server = text(f"nginx/{name}")
    assert "ssl_session_tickets off;" in server
    assert re.findall(r"ssl_protocols ([^;]*);", server) == ["TLSv1.2 TLSv1.3"]
    assert "ssl_early_data" not in server


def test_media_demand_tls_for_a_year_and_more() -> None:
    ages = re.findall(
        r'Strict-Transport-Security "max-age=(\d+); includeSubDomains"', text("nginx/courses.locations")
    )
    assert [int(age) >= 31_536_000 for age in ages] == [True]


def blocks(name: str, opening: str) -> list[str]:
    return re.findall(rf"(?ms)^{opening} [^\n]*\{{\n(.*?)^\}}", text(name))


def test_logs_are_really_off_where_courses_are() -> None:
    places = [place for name in PLACES for place in blocks(f"nginx/{name}", "location")]
    assert len(places) == 3
    for place in places:
        assert "access_log off;" in place
        assert "log_not_found off;" in place
        assert "error_log /dev/null crit;" in place
    for name in HOSTS:
        assert set(re.findall(r"error_log ([^;]*);", text(f"nginx/{name}"))) == {"/dev/null crit"}


def test_no_header_of_a_browser_is_handed_on_by_itself() -> None:
    for name in ("nginx/courses.locations", "nginx/courses-host.conf"):
        source = text(name)
        assert source.count("proxy_pass_request_headers off;") == source.count("proxy_pass http")
        handed = set(re.findall(r"\$http_([a-z_]+)", source))
        assert handed <= {"accept", "accept_encoding", "accept_language", "content_type", "origin", "sec_fetch_site"}
    assert "accept_language" not in text("nginx/courses.locations")


def test_a_body_is_never_larger_than_the_memory_for_it() -> None:
    source = text("nginx/courses.locations")
    assert (
        re.search(r"client_max_body_size (\w+);", source)[1]
        == re.search(r"client_body_buffer_size (\w+);", source)[1]
    )  # type: ignore[index]


CAGE = (
    *(
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "LimitCORE=0",
        "MemoryMax=",
        "MemorySwapMax=0",
    ),
    *("CapabilityBoundingSet=\n", "IPAddressDeny=any", "TemporaryFileSystem=/var/lib/portal:ro"),
)


@pytest.mark.parametrize("line", CAGE)
def test_the_courses_own_process_is_caged(line: str) -> None:
    assert line in text("systemd/portal-courses.service")


def test_the_courses_process_is_somebody_else_and_has_no_key_of_the_portal() -> None:
    unit = text("systemd/portal-courses.service")
    assert "User=portal-courses" in unit
    assert "/etc/portal/environment" not in unit
    service = yaml.safe_load(text("compose.yaml"))["services"]["courses"]
    assert not {"PORTAL_SECRET_KEY", "PORTAL_ENCRYPTION_KEYS", "PORTAL_INDEX_KEY"} & set(service["environment"])
    assert "env_file" not in service
    assert [volume["read_only"] for volume in service["volumes"]] == [True]


def test_who_runs_the_courses_hears_what_fails() -> None:
    """The canary tests search what the process says there: nothing of a visitor."""
    unit = text("systemd/portal-courses.service").splitlines()
    assert "StandardError=journal" in unit
    logging = yaml.safe_load(text("compose.yaml"))["services"]["courses"]["logging"]
    assert logging["driver"] == "local"


def test_containers_keep_films_where_nginx_reads_them() -> None:
    services = yaml.safe_load(text("compose.yaml"))["services"]
    alias = re.search(r"alias (\S+)/media/;", text("nginx/courses.locations"))
    assert alias
    for name in ("web", "worker", "upgrade", "courses"):
        (mount,) = services[name]["volumes"]
        data = services[name]["environment"]["PORTAL_DATA_DIR"]
        assert mount["type"] == "bind"
        assert f"{data}/published".replace(mount["target"], mount["source"]) == alias[1], name


def test_nginx_sends_everything_to_the_courses_that_the_dispatch_would() -> None:
    """Both places say the same of which paths are theirs."""
    patterns = [re.findall(r'(?m)^location ~\* "([^"]*)"', text(f"nginx/{name}")) for name in PLACES]
    assert patterns[0] == patterns[1] != []
    ours = re.compile(patterns[0][0], re.ASCII | re.IGNORECASE)
    for path in (*LOOKS_LIKE_OURS, *OTHERS, "/sv/kurser", "/ar/kurser/a/2"):
        assert bool(ours.search(path)) is takes_courses({"PATH_INFO": path}), path
