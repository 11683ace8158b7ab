"""The environment read once into a frozen object; all missing or bad variables are named together."""

import binascii
import hmac
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from portal.core.settings.keys import KEY_BYTES, decoded, demo_keys
from portal.core.settings.municipality import Municipality, read_municipality
from portal.core.settings.oidc import Oidc, demo_oidc, read_oidc

_ROLE = re.compile(r"[^:]+://([^:@/?]*).*", re.DOTALL)
"""The role in the address of a PostgreSQL database."""
_CLAMD = re.compile(r"unix:(/[^\0]{1,100})|tcp://([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:]{2,45}\]):([0-9]{1,5})")

Socket = str | tuple[str, int]
"""Where a program listens: the path of a Unix socket, or host and TCP port."""


class Mode(StrEnum):
    """`demo` runs on a fresh clone without keys; `production` refuses every shortcut of the demo."""

    DEMO = "demo"
    PRODUCTION = "production"


class SettingsError(Exception):
    """The environment cannot be used; `faults` names every variable that has to be mended."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("Settings:\n  " + "\n  ".join(faults))


@dataclass(frozen=True)
class Settings:
    """All that an operator can set. Secrets do not show in its repr. No other module reads the environment."""

    mode: Mode
    database_url: str = field(repr=False)
    data_dir: Path
    base_url: str
    secret_key: bytes = field(repr=False)
    encryption_keys: tuple[bytes, ...] = field(repr=False)
    index_key: bytes = field(repr=False)
    municipality: Municipality = field(repr=False)
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str = "noreply@kommun.example"
    sms_url: str | None = field(default=None, repr=False)
    clamd: Socket | None = None
    courses_host: str | None = None
    courses_database_url: str | None = field(default=None, repr=False)
    courses_key: bytes = field(default=b"", repr=False)
    metrics_token: str | None = field(default=None, repr=False)
    oidc: Oidc | None = None
    population_url: str | None = field(default=None, repr=False)
    port: int = 8000

    @property
    def is_demo(self) -> bool:
        return self.mode is Mode.DEMO

    @property
    def published_dir(self) -> Path:
        """Where published courses lie as plain files, for the courses' own application and for nginx."""
        return self.data_dir / "published"

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Settings from `environ` (the process's own by default); raises `SettingsError` naming every fault."""
        return Reader(environ).settings()


class Reader:
    """Reads variables and gathers what is wrong with them in `faults`."""

    def __init__(self, environ: Mapping[str, str] | None) -> None:
        self.environ = os.environ if environ is None else environ
        self.faults: list[str] = []

    def text(self, name: str, default: str | None = None) -> str | None:
        return self.environ.get(name, "").strip() or default

    def settings(self) -> Settings:
        mode = self.mode()
        data_dir = Path(self.text("PORTAL_DATA_DIR", "var") or "var").absolute()
        port = self.port()
        town, faults = read_municipality(Path(self.text("PORTAL_MUNICIPALITY", "municipality.toml") or ""))
        self.faults += [f"PORTAL_MUNICIPALITY: {fault}" for fault in faults]
        base_url = (self.text("PORTAL_BASE_URL") or self.demo_only(mode, f"http://127.0.0.1:{port}")).rstrip("/")
        keys, clamd = self._keys(mode, data_dir), self._clamd()
        if mode is Mode.PRODUCTION and base_url and not base_url.startswith("https://"):
            self.faults.append("PORTAL_BASE_URL: must begin with https:// in production")
        if mode is Mode.PRODUCTION and not self.text("PORTAL_SMTP_URL"):
            self.faults.append("PORTAL_SMTP_URL: missing (smtp://host:port; letters must reach people)")
        oidc = self._oidc(mode, base_url)
        courses_key, courses_database = self.courses_key(keys["secret"]), self._courses_database(mode)
        if self.faults or town is None:
            raise SettingsError(self.faults)
        return Settings(
            mode=mode,
            database_url=self.text("PORTAL_DATABASE_URL") or f"sqlite:///{data_dir / 'portal.db'}",
            data_dir=data_dir,
            base_url=base_url,
            secret_key=keys["secret"][0],
            encryption_keys=tuple(keys["encryption"]),
            index_key=keys["index"][0],
            municipality=town,
            smtp_url=self.text("PORTAL_SMTP_URL"),
            mail_from=self.text("PORTAL_MAIL_FROM") or town.data_protection_email,
            sms_url=self.text("PORTAL_SMS_URL"),
            clamd=clamd,
            courses_host=self.text("PORTAL_COURSES_HOST"),
            courses_database_url=courses_database,
            courses_key=courses_key,
            metrics_token=self.text("PORTAL_METRICS_TOKEN"),
            oidc=oidc or (demo_oidc(base_url, keys["secret"][0]) if mode is Mode.DEMO else None),
            population_url=self.text("PORTAL_POPULATION_URL"),
            port=port,
        )

    def mode(self) -> Mode:
        value = self.text("PORTAL_MODE", "demo")
        if value not in {"demo", "production"}:
            self.faults.append(f"PORTAL_MODE: {value!r} is neither demo nor production")
            return Mode.PRODUCTION
        return Mode(value)

    def _oidc(self, mode: Mode, base_url: str) -> Oidc | None:
        oidc, faults = read_oidc(self.text, base_url, is_demo=mode is Mode.DEMO)
        register = self.text("PORTAL_POPULATION_URL")
        if oidc and mode is Mode.PRODUCTION and not register:
            faults.append("PORTAL_POPULATION_URL: missing (who has protected identity must be known at sign-in)")
        if register and not register.startswith("https://" if mode is Mode.PRODUCTION else ("https://", "http://")):
            faults.append("PORTAL_POPULATION_URL: must begin with https://")
        self.faults += faults
        return oidc

    def port(self) -> int:
        value = self.text("PORT", "8000") or ""
        if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:  # noqa: PLR2004 (TCP's range)
            self.faults.append(f"PORT: {value!r} is not a port number")
            return 8000
        return int(value)

    def _clamd(self) -> Socket | None:
        value = self.text("PORTAL_CLAMD")
        if value is None:
            return None
        found = _CLAMD.fullmatch(value)
        path, host, port = found.groups() if found else (None, "", "0")
        if path:
            return str(path)
        if not 0 < int(port) < 65536:  # noqa: PLR2004 (TCP's range)
            self.faults.append(f"PORTAL_CLAMD: {value!r} is neither unix:/path nor tcp://host:port")
        return host.strip("[]"), int(port)

    def demo_only(self, mode: Mode, value: str) -> str:
        if mode is Mode.DEMO:
            return value
        self.faults.append("PORTAL_BASE_URL: missing (the address residents reach the portal under)")
        return ""

    def _keys(self, mode: Mode, data_dir: Path) -> dict[str, list[bytes]]:
        names = {
            "secret": "PORTAL_SECRET_KEY",
            "encryption": "PORTAL_ENCRYPTION_KEYS",
            "index": "PORTAL_INDEX_KEY",
        }
        given = {use: self.text(name) for use, name in names.items()}
        if mode is Mode.DEMO and not any(given.values()):
            return {use: [decoded(key)] for use, key in demo_keys(data_dir).items()}
        found = {use: self.decode_all(names[use], given[use]) for use in names}
        firsts = [keys[0] for keys in found.values() if keys]
        if len(set(firsts)) != len(firsts):
            self.faults.append(f"{', '.join(names.values())}: must be three different keys")
        return found

    def _courses_database(self, mode: Mode) -> str | None:
        """The courses' own way to the database; on PostgreSQL a role of their own (AN-9)."""
        portals, own = self.text("PORTAL_DATABASE_URL") or "", self.text("PORTAL_COURSES_DATABASE_URL")
        if mode is Mode.PRODUCTION and portals.startswith("postgresql"):
            if own is None:
                self.faults.append("PORTAL_COURSES_DATABASE_URL: missing (a role of its own: portal courses role)")
            elif own.startswith("postgresql") and _ROLE.sub(r"\1", own) == _ROLE.sub(r"\1", portals):
                self.faults.append("PORTAL_COURSES_DATABASE_URL: must name another role than PORTAL_DATABASE_URL")
        return own

    def courses_key(self, secret: Sequence[bytes]) -> bytes:
        """The courses' own key, or one derived from the first of `secret`; empty when there is neither."""
        given = self.text("PORTAL_COURSES_KEY")
        found = self.decode_all("PORTAL_COURSES_KEY", given) if given else []
        derived = hmac.digest(secret[0], b"courses", "sha256") if secret else b""
        return found[0] if found else derived

    def decode_all(self, name: str, value: str | None) -> list[bytes]:
        """The keys of 32 bytes in `value`, which are separated by commas; what is wrong is a fault."""
        if not value:
            self.faults.append(f"{name}: missing (32 random bytes in base 64: openssl rand -base64 32)")
            return []
        try:
            keys = [decoded(part) for part in value.split(",")]
        except (ValueError, binascii.Error):
            keys = [b""]
        if any(len(key) != KEY_BYTES for key in keys):
            self.faults.append(f"{name}: each key must be 32 bytes in base 64")
        return keys
