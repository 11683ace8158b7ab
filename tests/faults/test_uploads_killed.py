"""The server is killed in the middle of an upload: what had been answered is there, and the film goes on from it."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from portal.accounts.permissions import Role
from portal.core import clock
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.courses.films.folders import Folders
from portal.courses.rules.catalogue import Variant
from portal.courses.service import editing
from tests.factories import accounts, workshop
from tests.factories.accounts import PASSWORD
from tests.factories.server import Server, serving

PIECE = 1024 * 1024
FILM = os.urandom(3 * PIECE + 77)


class Editor:
    """An editor on the wire: a cookie, a form token, and the upload of one film."""

    def __init__(self, port: int, root: str) -> None:
        self.port, self.root, self.headers = port, root, {"Content-Type": "application/x-www-form-urlencoded"}
        signing = urlencode({"email": "maria@kommun.example.org", "password": PASSWORD})
        answer, _ = self.ask("POST", "/handlaggning/logga-in", signing.encode())
        self.headers["Cookie"] = (answer.headers["Set-Cookie"] or "").split(";")[0]
        token = re.search('name="csrf_token" value="([^"]+)"', self.ask("GET", root)[1])
        assert token
        self.headers["X-CSRF-Token"] = token[1]

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        kind = {"Content-Type": "application/octet-stream"} if method == "PUT" else {}
        connection.request(method, path, body, self.headers | kind)
        answer = connection.getresponse()
        content = answer.read().decode()
        connection.close()
        return answer, content

    def told(self, method: str, path: str = "", body: bytes = b"") -> dict[str, Any]:
        answer, content = self.ask(method, f"{self.root}/uppladdning{path}", body)
        assert answer.status == 200, content
        told: dict[str, Any] = json.loads(content)
        return told

    def begin(self) -> int:
        sent = urlencode({"name": "film.mp4", "size": len(FILM), "seam": self.told("GET")["received"], "proof": ""})
        received: int = self.told("POST", body=sent.encode())["received"]
        return received

    def begin_a_piece_without_ending_it(self, at: int) -> socket.socket:
        lines = [f"PUT {self.root}/uppladdning/{at} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {PIECE}"]
        lines += [f"{name}: {value}" for name, value in (self.headers | {"Content-Type": "x/y"}).items()]
        wire = socket.create_connection(("127.0.0.1", self.port))
        wire.sendall("\r\n".join([*lines, "", ""]).encode() + FILM[at : at + PIECE // 2])
        return wire


def test_an_upload_goes_on_after_the_server_was_killed_in_the_middle_of_a_piece(
    settings: Settings, keyring: Keyring, sqlite_template: Path
) -> None:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sqlite_template, settings.data_dir / "portal.db")
    root = prepared(Database(settings.database_url, keyring))
    upload = Folders.below(settings.data_dir).uploads / root.rsplit("/", 1)[1]
    environment = {"PORTAL_DATA_DIR": str(settings.data_dir)}
    with serving(environment, workers=1) as server:
        editor = Editor(server.port, root)
        assert editor.begin() == 0
        assert editor.told("PUT", "/0", FILM[:PIECE])["received"] == PIECE
        with editor.begin_a_piece_without_ending_it(PIECE):
            kill(server)
    with serving(environment, workers=1) as server:
        editor = Editor(server.port, root)
        assert editor.begin() == PIECE
        for at in range(PIECE, len(FILM), PIECE):
            told = editor.told("PUT", f"/{at}", FILM[at : at + PIECE])
        assert told["state"] == "waiting"
    assert upload.read_bytes() == FILM


def prepared(database: Database) -> str:
    """The address of a film that waits for its upload; its editor has an account."""
    now = clock.now()
    accounts.make_account(database, Role.EDITOR, now=now)
    with database.write() as session:
        editor = workshop.editor(session)
        course = workshop.draft(session, editor)
        part = editing.add_part(session, course.id, title="Ett", by=editor, now=now)
        film_id = editing.add_film(session, part.id, Variant.PLAIN, by=editor, now=now).id
    database.dispose()
    return f"/handlaggning/kurser/film/{film_id}"


def kill(server: Server) -> None:
    """Kill the server and its processes without a word of warning."""
    own = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text(encoding="ascii").split()
    for process in [server.process.pid, *map(int, own)]:
        os.kill(process, signal.SIGKILL)
    server.process.wait(10)
