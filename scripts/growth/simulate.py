"""How long nights take on a nation of two million documents: a queue fed with costs that were measured on this machine.

    python -m scripts.growth.simulate [--slots N] [--new N ...]

Nothing is read here.  Documents fall on shards at random, in proportion to how many bodies each has; a slot of the
cluster reads one document at a time, the largest first, judges it, and makes the shards it is given; commits wait for
one another.  What the model leaves out: networks, disks that are slower than this machine's, and publishers' errors.
"""

from __future__ import annotations

import argparse
import heapq
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

DOCUMENTS = 2_000_000
SHARDS = 400  # prefectures, provinces' own, municipalities' districts, the centre
NEW = (0, 5, 2_000, 20_000)
SEED = 1


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU seconds, measured on two cores (docs/scale.md); ``shard_document`` and ``commit_shard`` are estimates."""

    start: float = 4.5  # of a run that finds nothing: imports, Dagster, the plan
    found: float = 0.000_05  # a file that is known and unchanged
    page: float = 0.017  # reading and judging one page, pages that need recognition among them
    pages: Sequence[int] = field(default=(8, 14, 20, 26, 33, 40, 55, 90))  # of a document, in equal shares
    shard: float = 1.3  # making a shard, however small
    shard_document: float = 0.004  # and for each document it holds
    commit: float = 2.5  # a night's commit by itself
    commit_shard: float = 0.4  # and for each shard in it


@dataclass(frozen=True, slots=True)
class Night:
    """Wall seconds of each leg."""

    new: int
    touched: int
    finding: float
    reading: float
    making: float
    commit: float

    @property
    def whole(self) -> float:
        """From the start to what a reader sees."""
        return self.finding + self.reading + self.making + self.commit


def simulate(new: int, slots: int, costs: Costs, random_: random.Random) -> Night:
    """One night with ``new`` documents on ``slots`` slots."""
    weights = [random_.paretovariate(1.5) for _ in range(SHARDS)]
    per_weight = DOCUMENTS / sum(weights)
    fell = Counter(random_.choices(range(SHARDS), weights, k=new))
    reading = (costs.page * random_.choice(costs.pages) for _ in range(new))
    making = (costs.shard + costs.shard_document * weights[shard] * per_weight for shard in fell)
    return Night(
        new,
        len(fell),
        costs.start + costs.found * DOCUMENTS,
        queue(reading, slots),
        queue(making, slots),
        costs.commit + costs.commit_shard * len(fell) if new else 0.0,
    )


def queue(seconds: Iterable[float], slots: int) -> float:
    """When the last of the jobs is done, the longest begun first."""
    free = [0.0] * slots
    for one in sorted(seconds, reverse=True):
        heapq.heapreplace(free, free[0] + one)
    return max(free)


def main() -> int:
    """Print a row for each night."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--slots", type=int, default=16)
    parser.add_argument("--new", type=int, nargs="*", default=NEW)
    given = parser.parse_args()
    print("| new | shards touched | finding s | reading s | making shards s | commit s | whole night |")
    print("|---|---|---|---|---|---|---|")
    for new in given.new:
        night = simulate(new, given.slots, Costs(), random.Random(SEED))
        print(
            f"| {new:,} | {night.touched} | {night.finding:,.0f} | {night.reading:,.0f} | {night.making:,.0f} "
            f"| {night.commit:,.0f} | {night.whole / 60:,.1f} min |"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
