"""What the courses need in a process of their own: no encryption key, no mail server, no e-ID."""

from collections.abc import Mapping
from pathlib import Path

from portal.core.settings.environment import Mode, Reader, Settings, SettingsError
from portal.core.settings.keys import demo_keys
from portal.core.settings.municipality import read_municipality


def courses_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings with no key that opens or signs what is the portal's; raises `SettingsError` naming every fault."""
    return _CoursesReader(environ).settings()


class _CoursesReader(Reader):
    def settings(self) -> Settings:
        mode, port = self.mode(), self.port()
        data_dir = Path(self.text("PORTAL_DATA_DIR", "var") or "").absolute()
        town, faults = read_municipality(Path(self.text("PORTAL_MUNICIPALITY", "municipality.toml") or ""))
        self.faults += [f"PORTAL_MUNICIPALITY: {fault}" for fault in faults]
        base_url = (self.text("PORTAL_BASE_URL") or self.demo_only(mode, f"http://127.0.0.1:{port}")).rstrip("/")
        database_url = self._database_url(mode, data_dir)
        key = self._key(mode, data_dir)
        if self.faults or town is None:
            raise SettingsError(self.faults)
        return Settings(
            mode=mode,
            database_url=database_url,
            data_dir=data_dir,
            base_url=base_url,
            secret_key=b"",
            encryption_keys=(),
            index_key=b"",
            municipality=town,
            courses_host=self.text("PORTAL_COURSES_HOST"),
            courses_database_url=database_url,
            courses_key=key,
            port=port,
        )

    def _database_url(self, mode: Mode, data_dir: Path) -> str:
        given = self.text("PORTAL_COURSES_DATABASE_URL")
        if given is None and mode is Mode.PRODUCTION:
            self.faults.append("PORTAL_COURSES_DATABASE_URL: missing (a role that reaches the counters alone)")
        return given or self.text("PORTAL_DATABASE_URL") or f"sqlite:///{data_dir / 'portal.db'}"

    def _key(self, mode: Mode, data_dir: Path) -> bytes:
        """The same that the portal's own process reckons, so that a certificate is good in both."""
        secret = self.text("PORTAL_SECRET_KEY")
        if not secret and not self.text("PORTAL_COURSES_KEY") and mode is Mode.DEMO:
            secret = demo_keys(data_dir)["secret"]
        key = self.courses_key(self.decode_all("PORTAL_SECRET_KEY", secret) if secret else [])
        if not key and not self.faults:
            self.faults.append("PORTAL_COURSES_KEY: missing (32 random bytes in base 64: openssl rand -base64 32)")
        return key
