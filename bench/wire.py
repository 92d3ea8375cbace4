"""The load client: a small browser, and a Socket.IO screen over a websocket.

Of our own, because two thousand of them must cost less than the server that they load.
"""

import asyncio
import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

HOST = "127.0.0.1"
_MASK = b"\x37\xfa\x21\x3d"
_REGION = re.compile(rb'42\["region",\{"name":"([^"]+)","version":(\d+)')
_UPGRADE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
    "Host: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bWVkdmlyayBtZWR2aXJrIQ==\r\n\r\n"
)


@dataclass(frozen=True)
class Answer:
    """What a page was answered with; ``size`` is all of its bytes on the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    size: int


def unpacked(answer: Answer) -> str:
    """The text of a page."""
    packed = answer.headers.get("content-encoding") == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode()


class Browser:
    """Asks for pages over one connection that is kept, and remembers cookies."""

    def __init__(self, port: int) -> None:
        self._host = f"{HOST}:{port}"
        self._port = port
        self.cookies: dict[str, str] = {}
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        """The answer to a page that is opened."""
        return await self._ask(f"GET {path} HTTP/1.1\r\n", b"")

    async def post(self, path: str, **fields: str) -> Answer:
        """The answer to a form that is sent."""
        body = urlencode(fields).encode()
        kind = "application/x-www-form-urlencoded"
        head = f"POST {path} HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        return await self._ask(head, body)

    async def _ask(self, head: str, body: bytes) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self._port)
        reader, writer = self._streams
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if cookies:
            head += f"Cookie: {cookies}\r\n"
        head += f"Host: {self._host}\r\nAccept-Encoding: gzip\r\nAccept-Language: nb\r\n\r\n"
        writer.write(head.encode() + body)
        first = await reader.readuntil(b"\r\n\r\n")
        status, *lines = first.decode().strip().split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                cookie, _, _ = value.partition(";")
                key, _, kept = cookie.partition("=")
                self.cookies[key] = kept
        content = await reader.readexactly(int(headers.get("content-length", 0)))
        return Answer(int(status.split()[1]), headers, content, len(first) + len(content))

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


class Screen(asyncio.Protocol):
    """A connected screen: says messages, and keeps when it got what."""

    def __init__(self, auth: Mapping[str, Any]) -> None:
        loop = asyncio.get_running_loop()
        self.versions: dict[str, int] = {}
        self.events: list[tuple[float, bytes]] = []
        """When each event arrived (seconds of ``perf_counter``), and its packet."""
        self.received = 0
        """Bytes that came in."""
        self.welcomed: asyncio.Future[float] = loop.create_future()
        """When the first event came."""
        self._auth = auth
        self._connected: asyncio.Future[None] = loop.create_future()
        self._transport: asyncio.Transport | None = None
        self._upgraded = False
        self._buffer = b""
        self._answers: dict[int, asyncio.Future[tuple[float, Any]]] = {}
        self._asked = 0

    @classmethod
    async def open(cls, port: int, auth: Mapping[str, Any]) -> "Screen":
        """Connect to the server at ``port``."""
        loop = asyncio.get_running_loop()
        transport, screen = await loop.create_connection(lambda: cls(auth), HOST, port)
        transport.write(_UPGRADE.format(host=f"{HOST}:{port}").encode())
        await screen._connected
        return screen

    async def call(self, name: str, payload: object) -> tuple[float, dict[str, Any]]:
        """Say ``name``; when the acknowledgement came, and what it says."""
        self._asked += 1
        answer = asyncio.get_running_loop().create_future()
        self._answers[self._asked] = answer
        self._send(f"42{self._asked}{json.dumps([name, payload], separators=(',', ':'))}")
        at, said = await answer
        return at, said

    def close(self) -> None:
        """Hang up at once."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        lost = ConnectionError(f"the server hung up: {exc}")
        waiting: list[asyncio.Future[Any]] = [self._connected, *self._answers.values()]
        for one in waiting:
            if not one.done():
                one.set_exception(lost)
        self._answers.clear()

    def data_received(self, data: bytes) -> None:
        at = perf_counter()
        self.received += len(data)
        buffer = self._buffer + data
        if not self._upgraded:
            head, end, rest = buffer.partition(b"\r\n\r\n")
            if not end:
                self._buffer = buffer
                return
            if b" 101 " not in head.partition(b"\r\n")[0]:
                self._connected.set_exception(ConnectionError(head.decode()))
                return
            self._upgraded, buffer = True, rest
        start, length = 0, len(buffer)
        while length - start >= 2:
            size, begins = buffer[start + 1] & 127, start + 2
            if size == 126:
                size, begins = int.from_bytes(buffer[start + 2 : start + 4]), start + 4
            elif size == 127:
                size, begins = int.from_bytes(buffer[start + 2 : start + 10]), start + 10
            if length < begins + size:
                break
            kind, start = buffer[start] & 15, begins + size
            if kind == 1:
                self._packet(at, buffer[begins:start])
        self._buffer = buffer[start:]

    def _packet(self, at: float, packet: bytes) -> None:
        head = packet[:2]
        if head == b"42":
            self._event(at, packet)
        elif head == b"43":
            begins = packet.index(b"[")
            answer = self._answers.pop(int(packet[2:begins]), None)
            if answer is not None and not answer.done():
                answer.set_result((at, json.loads(packet[begins:])[0]))
        elif head == b"40":
            self._connected.set_result(None)
        elif head == b"44":
            self._connected.set_exception(ConnectionError(packet.decode()))
        elif packet == b"2":
            self._send("3")
        elif head[:1] == b"0":
            self._send("40" + json.dumps(self._auth))

    def _event(self, at: float, packet: bytes) -> None:
        self.events.append((at, packet))
        region = _REGION.match(packet)
        if region:
            self.versions[region[1].decode()] = int(region[2])
        elif packet.startswith(b'42["clock"'):
            self.versions["clock"] = json.loads(packet[2:])[1]["version"]
        if not self.welcomed.done():
            self.welcomed.set_result(at)

    def _send(self, text: str) -> None:
        data = text.encode()
        size = len(data)
        masked = int.from_bytes(data) ^ int.from_bytes((_MASK * (size // 4 + 1))[:size])
        head = b"\x81"
        head += bytes([128 | size]) if size < 126 else b"\xfe" + size.to_bytes(2)
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(head + _MASK + masked.to_bytes(size))
