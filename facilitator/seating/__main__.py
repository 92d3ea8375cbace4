"""Works out a plan in a process of its own: ``python -m facilitator.seating < question > plan``."""

import sys

from facilitator.seating.question import read, written_answer

if __name__ == "__main__":
    sys.stdout.write(written_answer(read(sys.stdin.read())))
