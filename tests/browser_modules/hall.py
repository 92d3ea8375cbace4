"""A server that a test fills with pages and answers, and the pages that it serves."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import socketio
from werkzeug.serving import WSGIRequestHandler
from werkzeug.wrappers import Request, Response

ROOT = Path(__file__).parents[2]
IMPORTS = {
    "idiomorph": "/node_modules/idiomorph/dist/idiomorph.esm.js",
    "socket.io-client": "/node_modules/socket.io-client/dist/socket.io.esm.min.js",
}


@dataclass
class Hall:
    """A server that a test fills: pages by path, answers to Socket.IO messages by name."""

    port: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    posts: dict[str, Callable[[dict[str, str]], str]] = field(default_factory=dict)
    answers: dict[str, Callable[[dict[str, Any]], object]] = field(default_factory=dict)
    auths: list[object] = field(default_factory=list)
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refusing: dict[str, str] | None = None
    sockets: socketio.Server = field(
        default_factory=lambda: socketio.Server(async_mode="threading", cors_allowed_origins="*")
    )
    sids: list[str] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://hall.test:{self.port}"

    def said(self, name: str) -> list[dict[str, Any]]:
        """The payloads of the messages called ``name``."""
        return [payload for said, payload in list(self.heard) if said == name]

    def listen(self) -> None:
        @self.sockets.event
        def connect(sid: str, _environ: object, auth: object) -> None:
            self.auths.append(auth)
            if self.refusing:
                raise socketio.exceptions.ConnectionRefusedError("no", self.refusing)
            self.sids.append(sid)

        @self.sockets.event
        def disconnect(sid: str, _reason: object) -> None:
            self.sids.remove(sid)

        @self.sockets.on("*")
        def anything(name: str, _sid: str, payload: dict[str, Any]) -> object:
            self.heard.append((name, payload))
            answer = self.answers.get(name)
            return answer(payload) if answer else {"ok": True}

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        return Response.from_app(self._files, environ)(environ, start)

    def _files(self, environ: dict[str, Any], start: Any) -> Any:
        request = Request(environ)
        if request.method == "POST":
            html = self.posts[request.path](request.form.to_dict())
            return Response(html, mimetype="text/html")(environ, start)
        if request.path in self.pages:
            html = self.pages[request.path]
            return Response(html, mimetype="text/html")(environ, start)
        folder = "app/static" if request.path.startswith("/js/") else ""
        file = ROOT / folder / request.path.lstrip("/")
        if not file.is_file():
            return Response(status=404)(environ, start)
        return Response(file.read_bytes(), mimetype=guess_type(file)[0])(environ, start)


class Quiet(WSGIRequestHandler):
    """Does not tell every request to the terminal."""

    def log(self, *_args: object) -> None:
        pass


def document(body: str = "", script: str = "", attributes: str = "") -> str:
    """A page with ``body``, where modules import each other and the packages by name."""
    imports = json.dumps({"imports": IMPORTS})
    return (
        f'<!doctype html><html lang="nb"><meta charset="utf-8"><title>Hallen</title>'
        f'<link rel="icon" href="data:,"><script type="importmap">{imports}</script>'
        f'<body {attributes}>{body}<script type="module">{script}</script></body></html>'
    )
