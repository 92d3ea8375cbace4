"""The bench itself runs, with a handful of phones; nothing is said about its figures."""

import json
import subprocess
import sys
from pathlib import Path

from bench.figures import FIGURES, TITLES

ROOT = Path(__file__).parents[2]


def test_every_figure_is_measured_and_none_is_judged_with_a_handful_of_phones(
    tmp_path: Path,
) -> None:
    target = tmp_path / "bench.json"
    command = [sys.executable, "-m", "bench", "--quick", "--json", str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    figures = json.loads(target.read_text())["figures"]
    assert [(one["scenario"], one["what"]) for one in figures] == [
        (TITLES[figure.group], figure.what) for figure in FIGURES
    ]
    assert {one["met"] for one in figures} == {None}


def test_a_profile_tells_where_the_time_went() -> None:
    command = [sys.executable, "-m", "bench", "--quick", "--profile", "burst"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "app/live/dispatch.py" in done.stdout
