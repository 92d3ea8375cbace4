"""``python -m bench.twins``: how long the suggestions for 400 texts take, beside a bare comparison.

The yardstick compares every text with every other as it stands, with the same library; ours stems,
weighs and groups besides. Prints both in milliseconds, and the ratio, for texts of several lengths.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations
from random import Random
from statistics import median
from time import perf_counter

from rapidfuzz.fuzz import token_sort_ratio

from facilitator.samples.voices import bodies_of
from facilitator.twins import twins

TEXTS = 400
RUNS = 5
_KINDS = ("forces", "ideas", "measures")


def main() -> None:
    """Measure and print."""
    known = [word for kind in _KINDS for body in bodies_of(kind) for word in body["text"].split()]
    for length in (3, 12, 25):
        choose = Random(length)
        said = tuple(
            (str(number), " ".join(choose.choices(known, k=length))) for number in range(TEXTS)
        )
        ours = _median(partial(twins.__wrapped__, said, "nb"))
        bare = _median(partial(_compare_all, [text for _, text in said]))
        print(f"{length:>3} words: {ours:6.1f} ms, bare {bare:6.1f} ms, {ours / bare:.1f} ×")


def _compare_all(texts: Sequence[str]) -> None:
    for one, other in combinations(texts, 2):
        token_sort_ratio(one, other)


def _median(work: Callable[[], object]) -> float:
    took = []
    for _ in range(RUNS):
        began = perf_counter()
        work()
        took.append(1000 * (perf_counter() - began))
    return median(took)


if __name__ == "__main__":
    main()
