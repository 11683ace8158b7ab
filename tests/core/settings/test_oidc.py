"""The e-ID provider: simulated in the demo, named whole or not at all, never simulated in production."""

from pathlib import Path

import pytest

from portal.core.settings import Oidc, Settings, SettingsError
from portal.core.settings.oidc import LOA3

ROOT = Path(__file__).resolve().parents[3]
KEYS = {
    "PORTAL_SECRET_KEY": "c2Vjc2Vjc2Vjc2Vjc2Vjc2Vjc2Vjc2Vjc2Vjc2Vjc2U=",
    "PORTAL_ENCRYPTION_KEYS": "ZW5jZW5jZW5jZW5jZW5jZW5jZW5jZW5jZW5jZW5jZW4=",
    "PORTAL_INDEX_KEY": "aW5kaW5kaW5kaW5kaW5kaW5kaW5kaW5kaW5kaW5kaW4=",
}
REAL = {
    "PORTAL_OIDC_ISSUER": "https://eid.kommun.example/op",
    "PORTAL_OIDC_CLIENT_ID": "portal",
    "PORTAL_OIDC_CLIENT_SECRET": "hemligt",
    "PORTAL_OIDC_ACR": f"{LOA3}, urn:loa:4",
    "PORTAL_POPULATION_URL": "https://register.kommun.example/person",
}


def read(tmp_path: Path, **environ: str) -> Settings:
    return Settings.from_environment(
        {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_MUNICIPALITY": str(ROOT / "municipality.toml")} | environ
    )


def production(tmp_path: Path, **environ: str) -> Settings:
    given = {
        "PORTAL_MODE": "production",
        "PORTAL_BASE_URL": "https://portal.kommun.example",
        "PORTAL_SMTP_URL": "smtp://mail.kommun.example:25",
    }
    return read(tmp_path, **given, **KEYS, **environ)


def faults(tmp_path: Path, **environ: str) -> str:
    with pytest.raises(SettingsError) as raised:
        production(tmp_path, **environ)
    return "\n".join(raised.value.faults)


def test_the_demo_simulates_its_own_provider(tmp_path: Path) -> None:
    settings = read(tmp_path, PORT="8123")
    assert settings.oidc is not None
    assert settings.oidc.issuer == "http://127.0.0.1:8123/demo-eid"
    assert settings.oidc.acr == (LOA3,)
    assert settings.oidc.is_demo_of(settings.base_url)
    assert settings.oidc.client_secret not in repr(settings)


def test_production_without_a_provider_starts_and_has_none(tmp_path: Path) -> None:
    assert production(tmp_path).oidc is None


def test_production_takes_a_provider_that_is_named_whole(tmp_path: Path) -> None:
    settings = production(tmp_path, **REAL)
    assert settings.oidc == Oidc("https://eid.kommun.example/op", "portal", "hemligt", (LOA3, "urn:loa:4"))
    assert not settings.oidc.is_demo_of(settings.base_url)
    assert "hemligt" not in repr(settings)


@pytest.mark.parametrize("missing", sorted(REAL))
def test_a_provider_that_is_named_in_part_is_refused_with_the_name_of_what_is_missing(
    tmp_path: Path, missing: str
) -> None:
    assert f"{missing}: missing" in faults(tmp_path, **REAL | {missing: ""})


@pytest.mark.parametrize(
    "issuer",
    [
        "http://eid.kommun.example",
        "https://",
        "https://eid.kommun.example/?a=b",
        "https://eid.kommun.example/#op",
        "eid.kommun.example",
        "http://127.0.0.1:4000",
        "https://portal.kommun.example/demo-eid",
    ],
)
def test_production_refuses_issuers_that_cannot_be_trusted(tmp_path: Path, issuer: str) -> None:
    assert "PORTAL_OIDC_ISSUER: " in faults(tmp_path, **REAL | {"PORTAL_OIDC_ISSUER": issuer})


def test_production_refuses_a_register_in_the_clear(tmp_path: Path) -> None:
    assert "PORTAL_POPULATION_URL" in faults(tmp_path, **REAL | {"PORTAL_POPULATION_URL": "http://register.example"})


def test_the_demo_may_use_a_provider_on_the_same_machine(tmp_path: Path) -> None:
    settings = read(tmp_path, **REAL | {"PORTAL_OIDC_ISSUER": "http://127.0.0.1:4000"})
    assert settings.oidc is not None
    assert settings.oidc.issuer == "http://127.0.0.1:4000"
