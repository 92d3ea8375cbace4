"""``python -m bench``: run the scenarios, print the table, write build/bench.json."""

import argparse
import gc
import os
import sys
from pathlib import Path

from bench.figures import TITLES, results, save, table
from bench.process import ROOT, allow_many_files
from bench.runs import Bench


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=TITLES, help="may be given again")
    parser.add_argument("--runs", type=int, default=3, help="medians of so many runs (3)")
    parser.add_argument("--quick", action="store_true", help="20 phones, one run, no verdicts")
    parser.add_argument("--profile", choices=TITLES, help="show where the server's time goes")
    parser.add_argument("--json", type=Path, default=ROOT / "build/bench.json")
    asked = parser.parse_args()
    allow_many_files()
    gc.freeze()
    chosen = {asked.profile} if asked.profile else set(asked.only or TITLES)
    bench = Bench(chosen, asked.quick, asked.profile or "")
    runs = []
    for number in range(1 if asked.quick or asked.profile else asked.runs):
        print(f"run {number + 1}, load of this machine {os.getloadavg()[0]:.1f}", file=sys.stderr)
        runs.append(bench.run())
    found = results(runs, judged=not asked.quick)
    print(table(found))
    if not asked.profile:
        save(found, asked.json, len(runs))


if __name__ == "__main__":
    main()
