"""A simulated screen: sits down, connects, speaks and listens as a browser does; draws nothing."""

import contextlib
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import socketio

from app.live.protocol import Audience
from app.live.regions import REGIONS

Answer = Mapping[str, Any]
_PATIENCE = 10.0
"""Seconds after which the server is thought not to answer."""


class NotSeated(Exception):
    """The server did not let a phone sit down."""


def sit_down(host: str, port: int, code: str, table: int) -> str:
    """Sit down at a table as a phone does, and open the phone's page; the phone's key.

    Raises:
        NotSeated: with what the server answered.
        OSError: the server cannot be reached.
    """
    line = HTTPConnection(host, port, timeout=_PATIENCE)
    with contextlib.closing(line):
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            line.request("POST", f"/j/{code}/sit", urlencode({"table": table}), headers)
            answer = line.getresponse()
            answer.read()
            cookie = SimpleCookie(answer.getheader("Set-Cookie", "")).get(f"seat_{code}")
            if cookie is None:
                raise NotSeated(f"the server answered {answer.status}")
            line.request("GET", f"/j/{code}", headers={"Cookie": f"seat_{code}={cookie.value}"})
            line.getresponse().read()
        except HTTPException as error:
            raise ConnectionError(str(error)) from error
    return cookie.value


class Screen:
    """A connection of one screen, that may be lost and made again.

    Args:
        heard: called, on a thread of the connection, with the name of a region that arrived.
    """

    def __init__(
        self, url: str, key: str, audience: Audience, heard: Callable[[str], None]
    ) -> None:
        self._url = url
        self._key = key
        self._heard = heard
        self._client: Any = None
        self._asked = self._answered = 0
        # What is older than anything: the first sync brings all of it.
        self._versions = {
            region.name: -1 for region in REGIONS.values() if region.audience is audience
        }

    @property
    def connected(self) -> bool:
        """Whether the screen can speak now."""
        return self._client is not None and bool(self._client.namespaces)

    @property
    def under_way(self) -> int:
        """How many messages have no answer yet."""
        return self._asked - self._answered if self.connected else 0

    def connect(self) -> bool:
        """Connect; whether that went well."""
        client = socketio.Client(
            reconnection=False,
            handle_sigint=False,
            request_timeout=_PATIENCE,
            # It would look at every letter of every region in plain Python.
            websocket_extra_options={"skip_utf8_validation": True},
        )
        client.on("region", self._take)
        try:
            client.connect(
                self._url, transports=["websocket"], auth={"key": self._key}, wait_timeout=_PATIENCE
            )
        except (socketio.exceptions.ConnectionError, OSError):
            return False
        self._asked = self._answered = 0
        self._client = client
        self.sync()
        return True

    def sync(self) -> None:
        """Ask for what is newer, as a browser does from time to time."""
        self.say("sync", {"versions": dict(self._versions)}, lambda _answer: None)

    def say(
        self, name: str, payload: Mapping[str, Any], answered: Callable[[Answer], None]
    ) -> bool:
        """Send a message; ``answered`` is called on a thread of the connection.

        Returns:
            Whether it was sent: not when the connection is lost.
        """
        if not self.connected:
            return False

        def got(answer: Answer) -> None:
            self._answered += 1
            answered(answer)

        try:
            self._client.emit(name, dict(payload), callback=got)
        except socketio.exceptions.SocketIOError:
            return False
        self._asked += 1
        return True

    def ask(self, name: str, payload: Mapping[str, Any]) -> Answer | None:
        """Send a message and wait for its answer; None when none came."""
        try:
            answer: Answer = self._client.call(name, dict(payload), timeout=_PATIENCE)
        except (socketio.exceptions.SocketIOError, AttributeError):
            return None
        return answer

    def hang_up(self) -> None:
        """Lose the connection."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(socketio.exceptions.SocketIOError, OSError):
                client.disconnect()
            # Where the server hung up first, the library leaves the socket to be collected.
            if client.eio.ws is not None:
                client.eio.ws.shutdown()

    def _take(self, region: Mapping[str, Any]) -> None:
        self._versions[region["name"]] = region["version"]
        self._heard(region["name"])
