"""The arithmetic oracle at full length: consistent elections without an alarm, changed cells without a miss.

Run from the top folder: `python -m benchmarks.oracle --elections 100000`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from multiprocessing import Pool

from tests.nlp.contradictions.oracle import false_alarms, missed

SHOWN_EVERY = 10_000  # so that a run that is stopped has said how far it came


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--processes", type=int, help="how many at once; without it one a core")
    parser.add_argument("--elections", type=int, default=1000, help="how many elections")
    parser.add_argument("--from", type=int, default=0, dest="first", help="number of the first election")
    asked = parser.parse_args()
    seeds = range(asked.first, asked.first + asked.elections)
    began = time.monotonic()
    alarms = differences = broken = 0
    with Pool(asked.processes) as pool:
        for done, found in enumerate(pool.imap(false_alarms, seeds, chunksize=50), start=1):
            alarms += _shown(found)
            if done % SHOWN_EVERY == 0 or done == asked.elections:
                print(f"{done} consistent elections: {alarms} false alarms", flush=True)
        for done, (breaks, differing) in enumerate(pool.imap(missed, seeds, chunksize=50), start=1):
            broken += breaks
            differences += _shown(differing)
            if done % SHOWN_EVERY == 0 or done == asked.elections:
                print(
                    f"{done} changed cells, {broken} of which break a relation: {differences} differences", flush=True
                )
    print(f"{time.monotonic() - began:.0f} s")


def _shown(lines: Iterable[str]) -> int:
    shown = list(lines)
    for line in shown:
        print(line)
    return len(shown)


if __name__ == "__main__":
    main()
