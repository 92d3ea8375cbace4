"""Runs a server's module and, between two SIGUSR1, samples what it does each millisecond of CPU.

A sample is taken inside whatever green thread runs, so switches between them confuse nothing.
"""

import runpy
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType

_EVERY = 0.001
_MOST = 45


class Sampler:
    """Counts, for each function, the samples in which it ran and in which it was waited for."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._running = False
        self._samples = 0
        self._own: Counter[str] = Counter()
        self._whole: Counter[str] = Counter()
        signal.signal(signal.SIGUSR1, self._turn)
        signal.signal(signal.SIGPROF, self._sample)

    def _turn(self, _number: int, _frame: FrameType | None) -> None:
        self._running = not self._running
        every = _EVERY if self._running else 0.0
        signal.setitimer(signal.ITIMER_PROF, every, every)
        if not self._running:
            written = self._target.with_suffix(".part")
            written.write_text(self._report())
            written.rename(self._target)

    def _sample(self, _number: int, frame: FrameType | None) -> None:
        self._samples += 1
        seen = set()
        own = True
        while frame is not None:
            name = _name(frame)
            if own:
                self._own[name] += 1
                own = False
            if name not in seen:
                seen.add(name)
                self._whole[name] += 1
            frame = frame.f_back

    def _report(self) -> str:
        lines = [f"{self._samples} samples"]
        for title, counted in (("with what it calls", self._whole), ("by itself", self._own)):
            lines += ["", title]
            for name, count in counted.most_common(_MOST):
                lines.append(f"  {100 * count / max(1, self._samples):5.1f} %  {name}")
        return "\n".join(lines)


def _name(frame: FrameType) -> str:
    code = frame.f_code
    file = code.co_filename
    for root in (f"{Path.cwd()}/", f"{sys.prefix}/lib/", f"{sys.base_prefix}/lib/"):
        file = file.removeprefix(root)
    return f"{file.partition('site-packages/')[2] or file}:{code.co_firstlineno} {code.co_qualname}"


if __name__ == "__main__":
    Sampler(Path(sys.argv[1]))
    module = sys.argv[2]
    sys.argv = sys.argv[2:]
    runpy.run_module(module, run_name="__main__")
