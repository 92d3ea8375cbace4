"""Every figure of the bench with its aim; medians of several runs, as a table and as JSON."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One measured thing: the group and name that the scenarios give it, and its aim."""

    group: str
    name: str
    what: str
    unit: str
    aim: float | None = None


def _row(group: str, name: str, what: str, unit: str, aim: float | None = None) -> Figure:
    return Figure(group, name, what, unit, aim)


TITLES: Mapping[str, str] = {
    "hall": "500 phones, 60 tables, 20 contributions a second",
    "large": "2,000 phones, 100 tables, 20 contributions a second",
    "dialogue": "The dialogue: 400 contributions on the wall, 30 tables, 20 more a second",
    "growth": "CPU per contribution from 3 tables, as the hall around them grows",
    "burst": "500 contributions at once",
    "next": "The moderator goes on, 500 phones",
    "joins": "500 phones join",
    "reconnects": "500 phones come back at once",
    "rest": "500 phones at rest",
    "load": "A phone's first load, everything",
}
"""The scenarios, by the name that ``--only`` takes."""

FIGURES: Sequence[Figure] = (
    _row("hall", "ack_p50", "acknowledgement p50", "ms", 5),
    _row("hall", "ack_p99", "acknowledgement p99", "ms", 20),
    _row("hall", "stage_p50", "send → stage p50", "ms", 25),
    _row("hall", "stage_p99", "send → stage p99", "ms", 100),
    _row("hall", "table_p50", "send → the table's other phones p50", "ms"),
    _row("hall", "table_p99", "send → the table's other phones p99", "ms", 350),
    _row("hall", "cpu_each", "CPU per contribution", "ms"),
    _row("hall", "client_cpu", "the load client's own CPU", "%"),
    _row("large", "ack_p50", "acknowledgement p50", "ms"),
    _row("large", "ack_p99", "acknowledgement p99", "ms", 50),
    _row("large", "stage_p50", "send → stage p50", "ms"),
    _row("large", "stage_p99", "send → stage p99", "ms", 150),
    _row("large", "table_p99", "send → the table's other phones p99", "ms", 350),
    _row("large", "cpu_each", "CPU per contribution", "ms"),
    _row("large", "resident", "memory", "MB"),
    _row("large", "client_cpu", "the load client's own CPU", "%"),
    _row("dialogue", "ack_p50", "acknowledgement p50", "ms", 5),
    _row("dialogue", "ack_p99", "acknowledgement p99", "ms", 20),
    _row("dialogue", "stage_p50", "send → stage p50", "ms", 25),
    _row("dialogue", "stage_p99", "send → stage p99", "ms", 100),
    _row("dialogue", "table_p99", "send → the table's other phones p99", "ms", 350),
    _row("dialogue", "cpu_each", "CPU per contribution", "ms"),
    _row("growth", "cpu_small", "60 phones, 20 a table", "ms"),
    _row("growth", "cpu_middle", "500 phones, 20 a table", "ms"),
    _row("growth", "cpu_large", "2,000 phones, 20 a table", "ms"),
    _row("growth", "growth", "growth from 60 to 2,000 phones", "×", 1.5),
    _row("burst", "burst_last", "last acknowledgement", "ms", 1000),
    _row("next", "next_p50", "command → a phone shows it p50", "ms"),
    _row("next", "next_p99", "command → a phone shows it p99", "ms", 150),
    _row("joins", "join_p50", "50 a second: page, seat, page, connected and whole p50", "ms"),
    _row("joins", "join_p95", "50 a second: page, seat, page, connected and whole p95", "ms", 30),
    _row("joins", "rush_last", "all at once: the last is whole", "ms", 3000),
    _row("reconnects", "reconnect_last", "the last is whole", "ms", 500),
    _row("rest", "resident", "memory", "MB", 150),
    _row("rest", "idle_cpu", "CPU in 10 s", "s", 0.3),
    _row("load", "first_load", "bytes on the wire", "KB", 60),
)

Runs = Sequence[Mapping[str, Mapping[tuple[str, str], float]]]
"""For each run: the side's name → (group, name) → value."""


@dataclass(frozen=True)
class Result:
    """What one figure came to."""

    scenario: str
    what: str
    unit: str
    aim: float | None
    medvirk: float
    medvirk_runs: Sequence[float]
    yardstick: float | None
    ratio: float | None
    met: bool | None


def results(runs: Runs, judged: bool) -> list[Result]:
    """The medians of ``runs``, beside their aims when they are to be ``judged``."""
    found = []
    for figure in FIGURES:
        key = (figure.group, figure.name)
        ours = [run["medvirk"][key] for run in runs if key in run["medvirk"]]
        bare = [run["yardstick"][key] for run in runs if key in run.get("yardstick", {})]
        if not ours:
            continue
        value, other = median(ours), median(bare) if bare else None
        found.append(
            Result(
                scenario=TITLES[figure.group],
                what=figure.what,
                unit=figure.unit,
                aim=figure.aim,
                medvirk=round(value, 3),
                medvirk_runs=[round(one, 3) for one in ours],
                yardstick=None if other is None else round(other, 3),
                ratio=round(value / other, 2) if other else None,
                met=value <= figure.aim if judged and figure.aim is not None else None,
            )
        )
    return found


def table(found: Sequence[Result]) -> str:
    """``found`` as lines to be read in a terminal."""
    lines, scenario = [], ""
    head = f"{'':<56}{'Medvirk':>12}{'bare':>12}{'ratio':>8}{'aim':>10}"
    for one in found:
        if one.scenario != scenario:
            scenario = one.scenario
            lines += ["", f"{scenario:<56}{head.strip() and head[56:]}"]
        ratio = "" if one.ratio is None else f"{one.ratio:.1f} ×"
        aim = "" if one.aim is None else f"≤ {one.aim:g}"
        verdict = {True: "met", False: "MISSED", None: ""}[one.met]
        lines.append(
            f"  {one.what:<54}{_amount(one.medvirk, one.unit):>12}"
            f"{_amount(one.yardstick, one.unit):>12}{ratio:>8}{aim:>10}  {verdict}".rstrip()
        )
    return "\n".join(lines)


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def save(found: Sequence[Result], target: Path, runs: int) -> None:
    """Write ``found`` as JSON."""
    machine = {
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
    }
    whole = {"machine": machine, "runs": runs, "figures": [asdict(one) for one in found]}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n")
