"""What the libraries under the server would do by themselves, and must not."""

import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.live import LARGEST_MESSAGE
from facilitator.models import Meeting
from tests.app.live.hall import ROOT, Hall, running
from tests.services import free_port

HANDSHAKE = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"
)
TEXT, CONTINUATION, PING = 1, 0, 9
FINAL = 0x80


class Wire:
    """A websocket by its bytes, so that a test can send what no client would."""

    def __init__(self, port: int, *headers: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        more = "".join(f"{header}\r\n" for header in headers)
        self.socket.sendall(HANDSHAKE.format(port=port, more=more).encode())
        self.head = b""
        while b"\r\n\r\n" not in self.head:
            got = self.socket.recv(4096)
            assert got, self.head
            self.head += got

    def frame(self, opcode: int, payload: bytes, *, final: bool = True) -> None:
        """Send one frame; a mask of zeros leaves the payload as it is."""
        length = len(payload)
        masked = 0x80
        if length > 125:
            size = struct.pack("!BH", masked | 126, length)
        else:
            size = struct.pack("!B", masked | length)
        self.socket.sendall(bytes([opcode | (FINAL if final else 0)]) + size + bytes(4) + payload)

    def is_closed(self) -> bool:
        """Whether the server hangs up, at once or after a closing frame."""
        try:
            while self.socket.recv(65536):
                pass
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False
        return True


Connect = Callable[..., Wire]


@pytest.fixture
def connect(hall: Hall) -> Iterator[Connect]:
    """Opens wires to the server, and closes them after the test."""
    with ExitStack() as stack:

        def connect(*headers: str) -> Wire:
            wire = Wire(hall.port, *headers)
            stack.enter_context(wire.socket)
            return wire

        yield connect


def send_until_refused(wire: Wire, opcode: int, payload: bytes, count: int, *, final: bool) -> int:
    """Send up to ``count`` frames; how many the server let through."""
    for number in range(count):
        try:
            wire.frame(CONTINUATION if number and not final else opcode, payload, final=final)
        except (BrokenPipeError, ConnectionResetError):
            return number
    return count


@pytest.fixture
def many_files() -> Iterator[None]:
    """Lets the test open as many connections as the server takes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.usefixtures("many_files")
def test_more_than_a_thousand_screens_are_connected_at_once(connect: Connect) -> None:
    assert len([connect() for _ in range(1050)]) == 1050


def test_messages_are_not_packed_for_each_screen_apart(connect: Connect) -> None:
    wire = connect("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
    assert wire.head.startswith(b"HTTP/1.1 101")
    assert b"Sec-WebSocket-Extensions" not in wire.head


def test_a_message_in_one_frame_has_a_largest_size(connect: Connect) -> None:
    wire = connect()
    wire.frame(TEXT, b"4" + b"x" * LARGEST_MESSAGE)
    assert wire.is_closed()


def test_a_message_in_many_frames_has_the_same_largest_size(connect: Connect) -> None:
    wire = connect()
    send_until_refused(wire, TEXT, b"x" * 4000, 5, final=False)
    assert wire.is_closed()


def test_a_flood_of_frames_without_anything_in_them_is_cut_off(connect: Connect) -> None:
    wire = connect()
    send_until_refused(wire, TEXT, b"", 2000, final=False)
    assert wire.is_closed()


def test_a_flood_of_pings_is_cut_off(connect: Connect) -> None:
    wire = connect()
    send_until_refused(wire, PING, b"x" * 100, 2000, final=True)
    assert wire.is_closed()


def test_a_flood_of_large_messages_is_cut_off(connect: Connect) -> None:
    wire = connect()
    send_until_refused(wire, TEXT, b"6" + b"x" * 16000, 40, final=True)
    assert wire.is_closed()


def test_others_are_answered_while_one_floods(
    hall: Hall, meeting: Meeting, connect: Connect
) -> None:
    phone = hall.phone(meeting)
    wire = connect()
    send_until_refused(wire, TEXT, b"6" + b"x" * 16000, 40, final=True)
    began = time.monotonic()
    assert phone.say("sync", {"versions": {}})["ok"] is True
    assert time.monotonic() - began < 1


BROKEN = """
import os, sys, time
from app import server
def broken(environ, start_response):
    raise ValueError("secret")
driver = server.driver_named(os.environ.get("MEDVIRK_ASYNC", ""))
driver.make_server("127.0.0.1", int(sys.argv[1]), broken).start()
print("ready", flush=True)
time.sleep(60)
"""


def test_a_request_that_breaks_something_is_told_nothing_of_it() -> None:
    port = free_port()
    command = [sys.executable, "-c", BROKEN, str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
            plain.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            answer = b"".join(iter(lambda: plain.recv(4096), b""))
        process.kill()
    assert answer.split()[1] == b"500"
    assert (b"Traceback" in answer, b"secret" in answer) == (False, False)


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://127.0.0.1:{port}", b"101"), ("http://elsewhere.example", b"400"), ("null", b"400")],
)
def test_only_pages_of_the_same_host_may_connect(
    hall: Hall, connect: Connect, origin: str, status: bytes
) -> None:
    wire = connect(f"Origin: {origin.format(port=hall.port)}")
    if b" 101 " in wire.head and status == b"400":
        # gevent agrees to the protocol first, and hangs up then.
        assert wire.is_closed()
    else:
        assert wire.head.split()[1] == status


def test_a_second_server_at_the_same_address_says_so_and_stops(hall: Hall, tmp_path: Path) -> None:
    other = Hall(tmp_path)
    done = subprocess.run(
        other.command(hall.port),
        cwd=ROOT,
        env={**os.environ, **other.environ},
        capture_output=True,
        text=True,
        timeout=30,
    )
    other.close()
    assert (done.returncode, done.stderr) == (
        1,
        f"Adressen 127.0.0.1:{hall.port} er opptatt. Velg en annen port med --port, eller stopp"
        " det som bruker den.\n",
    )


def test_a_second_server_of_the_same_file_says_so_and_stops(hall: Hall) -> None:
    done = subprocess.run(
        hall.command(free_port()),
        cwd=ROOT,
        env={**os.environ, **hall.environ},
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (
        1,
        "En annen Medvirk-tjener bruker allerede databasen"
        f" {hall.folder / 'medvirk.sqlite'}. Stopp den først, eller velg en annen mappe med"
        " MEDVIRK_DATA.\n",
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_in_good_order(tmp_path: Path, number: int) -> None:
    with running(tmp_path) as hall:
        wire = Wire(hall.port)
        with wire.socket:
            assert hall.stop(number) == 0
            assert wire.is_closed()
        assert "Traceback" not in hall.log()
        hall.start()


def test_the_log_tells_neither_keys_nor_words(hall: Hall, meeting: Meeting) -> None:
    phone = hall.phone(meeting)
    phone.say("give", {"id": "x", "exercise": 1, "body": {"text": "Bare mellom oss"}})
    hall.open({"key": "pTRAPP47..hemmelig"})
    said = hall.log()
    assert [word for word in ("hemmelig", "mellom oss", meeting.code) if word in said] == []
