"""A server in a process of its own: started, watched, profiled and stopped by its own handle."""

import contextlib
import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import psutil

from bench.wire import HOST

ROOT = Path(__file__).parents[1]
_PATIENCE = 60.0
_FILES = 20_000


class Process:
    """Runs ``python -m module … port`` with what it says kept in ``folder``.

    Args:
        profiled: whether samples of where it spends its time may be asked for.
    """

    def __init__(
        self, folder: Path, module: Sequence[str], environ: Mapping[str, str], profiled: bool
    ) -> None:
        self.port = _free_port()
        self._log = folder / "server.log"
        self._profile = folder / "profile.txt"
        command = [*module, str(self.port)]
        if profiled:
            command = ["bench.sampled", str(self._profile), *command]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env={**os.environ, **environ},
                stdout=log,
                stderr=log,
            )
        self._watched = psutil.Process(self._process.pid)
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def _wait(self) -> None:
        deadline = time.monotonic() + _PATIENCE
        while True:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(f"http://{HOST}:{self.port}/healthz"),
            ):
                return
            if self._process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"the server did not start:\n{self._log.read_text()}")
            time.sleep(0.05)

    @property
    def cpu(self) -> float:
        """Seconds of processor time that it has used."""
        times = self._watched.cpu_times()
        return float(times.user + times.system)

    @property
    def resident(self) -> float:
        """Megabytes of memory that it holds."""
        return float(self._watched.memory_info().rss) / 2**20

    @contextlib.contextmanager
    def profile(self) -> Iterator[None]:
        """Take samples of what it does meanwhile, and print where the time went."""
        self._process.send_signal(signal.SIGUSR1)
        yield
        self._process.send_signal(signal.SIGUSR1)
        deadline = time.monotonic() + _PATIENCE
        while not self._profile.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        print(self._profile.read_text(), flush=True)

    def stop(self) -> None:
        """End it."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def allow_many_files() -> None:
    """Let this process have a connection for everybody."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])
