"""What nobody meant to send: values, methods and kinds of bodies; and the names of all fields there are."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW")
NASTY = (
    "",
    " ",
    "\x00",
    "\r\nSet-Cookie: a=b",
    "../../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "%",
    '\'; DROP TABLE "case"; --',
    "' OR '1'='1",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{% for x in y %}",
    "${jndi:ldap://x}",
    "a" * 5000,
    "\u202e\u200f\ufeff",
    "\ud800",
    "🙂" * 300,
    "İ" * 300,
    "-1",
    "0",
    "99999999999999999999",
    "1e999",
    "NaN",
    "true",
    "null",
    "00000000-0000-0000-0000-000000000000",
    "[]",
    "a[b][c]=d",
    "https://evil.example/",
    "//evil.example",
    "2026-02-30",
    "٣٤",
    "1_9999999999999999",
    "19900101-0017",
)
BODIES = (
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "",
)


def field_names() -> tuple[str, ...]:
    """The name of every field that a template or a form class names."""
    found: set[str] = set()
    for path in (ROOT / "templates").rglob("*.html"):
        found |= set(re.findall(r'\bname="([a-z_]+)"', path.read_text(encoding="utf-8")))
    for path in (ROOT / "portal").rglob("*.py"):
        found |= set(re.findall(r"(?m)^    (\w+) = (?:\w+\.)?\w*Field\(", path.read_text(encoding="utf-8")))
        found |= set(re.findall(r"request\.args\.get\(\"(\w+)\"", path.read_text(encoding="utf-8")))
    return tuple(sorted(found))


def quoted(value: str) -> str:
    """Every byte of `value` as a percent sign and two digits, halves of characters included."""
    return "".join(f"%{byte:02X}" for byte in str(value).encode("utf-8", "surrogatepass"))


def storable(value: str) -> str:
    """`value` without what cannot be written as UTF-8."""
    return str(value).encode("utf-8", "ignore").decode()
