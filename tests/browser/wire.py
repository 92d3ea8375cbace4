"""The hall's Wi-Fi: what goes through it arrives, until somebody pulls the plug without a word."""

import contextlib
import socket
from threading import Event, Thread


class Wire:
    """A TCP relay to a server on this machine.

    Args:
        port: where the server listens.
    """

    def __init__(self, port: int) -> None:
        self._server = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._back = Event()
        self._back.set()
        self._ends: list[socket.socket] = []
        self._threads = [Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def lose_answers(self) -> None:
        """From now on nothing comes back; what is sent arrives, and nobody is told."""
        self._back.clear()

    def mend(self) -> None:
        """New connections work again; the old ones are gone."""
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._back.set()

    def close(self) -> None:
        """Stop relaying."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.mend()
        for thread in self._threads:
            thread.join()
        for end in self._ends:
            end.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                phone, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                self._ends += [phone, server]
                for source, target, answers in ((phone, server, False), (server, phone, True)):
                    relay = Thread(target=self._relay, args=(source, target, answers), daemon=True)
                    self._threads.append(relay)
                    relay.start()

    def _relay(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not answers or self._back.is_set():
                    target.sendall(data)
            target.shutdown(socket.SHUT_WR)
