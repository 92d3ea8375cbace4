"""What the rest of the server needs of a network library; imports nothing that uses the network."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Server(Protocol):
    """What runs requests until it is stopped."""

    def start(self) -> None:
        """Begin to answer, in the background."""

    def stop(self) -> None:
        """Take no more connections."""


@dataclass(frozen=True)
class Driver:
    """One of the two network libraries, prepared."""

    name: str
    make_server: Callable[[str, int, WsgiApp], Server]
    bound: Callable[[Any, bool], None]
    """Bounds what a websocket carries in, for a Socket.IO server; the rate too, or not."""
