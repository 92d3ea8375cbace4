"""The server: the only place that knows eventlet and gevent, and all that has to be held in them.

``MEDVIRK_ASYNC=gevent`` chooses the other one. The network library is prepared before anything
that uses the network is imported, which is why the imports stand inside functions.
"""

import os
import sys
import warnings
from io import StringIO
from socket import IPPROTO_TCP, TCP_NODELAY
from typing import Any, cast

from app.driver import Driver, Server, WsgiApp

LISTEN_BACKLOG = 4096
MOST_CONNECTIONS = 20_000


def run(host: str = "0.0.0.0", port: int = 8000) -> None:
    """Serve until a signal says stop.

    Exits with a message when the address is taken or another server has the database.
    """
    driver = driver_named(os.environ.get("MEDVIRK_ASYNC", ""))

    from app.serving import serve

    serve(driver, host, port)


def driver_named(name: str) -> Driver:
    """The library called ``name``, prepared; eventlet when it is not gevent."""
    return _gevent() if name == "gevent" else _eventlet()


def _eventlet() -> Driver:
    with warnings.catch_warnings():
        # It says at every start that it is in bug-fix mode, to people who run a meeting.
        warnings.simplefilter("ignore")
        import eventlet
    eventlet.monkey_patch()

    import eventlet.wsgi
    from engineio.async_drivers import eventlet as engineio_driver
    from eventlet.websocket import FailedConnectionError, RFC6455WebSocket

    from app.live import LARGEST_MESSAGE, limits

    class EventletServer:
        def __init__(self, host: str, port: int, wsgi: WsgiApp) -> None:
            family = eventlet.green.socket.AF_INET6 if ":" in host else None
            arguments = {"family": family} if family else {}
            # Shared ports are the default: a second server would silently take half of the phones.
            self._socket = eventlet.listen(
                (host, port), backlog=LISTEN_BACKLOG, reuse_port=False, **arguments
            )
            # Every connection has it from here. Without it the second of two short packets waits
            # until the first has been confirmed, for which a phone takes its time.
            self._socket.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
            self._wsgi = wsgi
            self._thread: Any = None

        def start(self) -> None:
            self._thread = eventlet.spawn(
                eventlet.wsgi.server,
                self._socket,
                self._wsgi,
                # The default is 1024: the next phone would wait for ever.
                max_size=MOST_CONNECTIONS,
                log_output=False,
                # The default shows tracebacks to whoever asks.
                debug=False,
                # A client that sends its request a byte a minute is cut off.
                socket_timeout=60,
            )

        def stop(self) -> None:
            self._thread.kill()

    class BoundedWebSocket(RFC6455WebSocket):  # type: ignore[misc]
        """Bounds a message that comes in many frames, and how much comes at all."""

        flow: limits.Flow

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            # It would write a line for every screen that hung up first.
            self.log = StringIO()

        class Message(RFC6455WebSocket.Message):  # type: ignore[misc]
            size = 0

            def push(self, data: bytes, final: bool = False) -> None:
                self.size += len(data)
                if self.size > LARGEST_MESSAGE:
                    raise FailedConnectionError(1009, "too large")
                super().push(data, final)

        def _recv_frame(self, message: Any = None) -> Any:
            before = message.size if message else 0
            frame = super()._recv_frame(message)
            carried = frame.size - before if frame is message else frame.size
            if not self.flow.take(carried):
                raise FailedConnectionError(1008, "too much")
            return frame

    def bound(engine: Any, rate: bool) -> None:
        class BoundedWsgi(engineio_driver.WebSocketWSGI):  # type: ignore[misc]
            def _handle_hybi_request(self, environ: dict[str, Any]) -> BoundedWebSocket:
                plain = super()._handle_hybi_request(environ)
                socket = BoundedWebSocket(
                    plain.socket, environ, plain.version, max_frame_length=LARGEST_MESSAGE
                )
                socket.flow = limits.Flow(rate)
                return socket

        # Engine.IO's own place for what its server is made of.
        engine._async = {**engine._async, "websocket": BoundedWsgi}

    return Driver("eventlet", EventletServer, bound)


def _gevent() -> Driver:
    from gevent import monkey

    monkey.patch_all()

    from gevent.pool import Pool
    from gevent.pywsgi import WSGIServer
    from geventwebsocket.exceptions import WebSocketError
    from geventwebsocket.handler import WebSocketHandler

    from app.live import LARGEST_MESSAGE, limits

    class BoundedWebSocket:
        """Bounds a message that comes in many frames, and how much comes at all."""

        def __init__(self, plain: Any, rate: bool) -> None:
            self._plain = plain
            self._size = 0
            self._flow = limits.Flow(rate)
            self._read_head, self._read = plain.stream.read, plain.raw_read
            plain.stream.read, plain.raw_read = self._read_header, self._read_payload

        def __getattr__(self, name: str) -> Any:
            return getattr(self._plain, name)

        def receive(self) -> Any:
            self._size = 0
            return self._plain.receive()

        def _read_header(self, length: int) -> bytes:
            # Every frame's header begins with two bytes of its own.
            if length == 2 and not self._flow.take(0):
                raise WebSocketError("too many")
            data: bytes = self._read_head(length)
            return data

        def _read_payload(self, length: int) -> bytes:
            self._size += length
            if self._size > LARGEST_MESSAGE or not self._flow.take(length):
                raise WebSocketError("too much")
            data: bytes = self._read(length)
            return data

    held = {"rate": True}

    class Handler(WebSocketHandler):  # type: ignore[misc]
        def upgrade_connection(self) -> Any:
            result = super().upgrade_connection()
            if getattr(self, "websocket", None) is not None:
                bounded = BoundedWebSocket(self.websocket, held["rate"])
                self.environ["wsgi.websocket"] = bounded
            return result

        def log_request(self) -> None:
            """Addresses and keys of requests stay out of the log."""

    def make_server(host: str, port: int, wsgi: WsgiApp) -> Server:
        server = WSGIServer(
            (host, port),
            wsgi,
            backlog=LISTEN_BACKLOG,
            spawn=Pool(MOST_CONNECTIONS),
            handler_class=Handler,
            log=None,
        )
        server.init_socket()
        return cast(Server, server)

    def bound(_engine: Any, rate: bool) -> None:
        held["rate"] = rate

    return Driver("gevent", make_server, bound)


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
