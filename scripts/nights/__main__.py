"""Simulated nights: at their end the warehouse is that of one ingest of all there ever was, told its history.

    python -m scripts.nights [--nights N] [--seed N] [--folder DIR]

Documents are published, revised in their place and elsewhere, put back, renamed, copied and withdrawn; the clock is set
back and ahead, and other versions make everything anew in between.  Exit status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random

from scripts.measure import compare
from scripts.nights.run import Place
from scripts.nights.world import World
from warehouse.connection import connect_readonly

_CURRENT = """
SELECT DISTINCT document_id FROM core.statement WHERE is_current AND lines > 0
"""
_WITHDRAWN = "SELECT DISTINCT document_id FROM core.dim_document WHERE is_withdrawn"
_FOUND = "SELECT DISTINCT document_id FROM quality.finding WHERE kind = 'withdrawn'"
_STANDING = "SELECT address, sha256 FROM raw.version WHERE withdrawn_at IS NULL"
_CLOCKS = (-400, -3, 40)  # days


def simulate(folder: Path, nights: int, seed: int) -> list[str]:
    """What differs at the end of so many nights; the world and the warehouses are left in ``folder``."""
    random = Random(seed)
    place = Place(folder)
    world = World(place.inbox, random)
    wrong: list[str] = []
    for number in range(1, nights + 1):
        world.change()
        if random.random() < 0.1:
            place.now += timedelta(days=random.choice(_CLOCKS))
            world.done.append(f"{number} clock set")
        if random.random() < 0.1:
            place.upgrade()
            world.done.append(f"{number} upgrade")
        place.pass_night(number)
        wrong += [f"night {number}: {one}" for one in told(place, world)]
    place.reference()
    if compare.main([str(place.store.path), str(folder / "once.duckdb")]):
        wrong.append("the warehouse is not that of one ingest")
    return wrong


def told(place: Place, world: World) -> list[str]:
    """What the warehouse says otherwise than the world."""
    with connect_readonly(place.store.path) as connection:
        current, withdrawn, found = (
            {id_ for (id_,) in connection.execute(sql).fetchall()} for sql in (_CURRENT, _WITHDRAWN, _FOUND)
        )
        standing = dict(connection.execute(_STANDING).fetchall())
    pairs = (
        ("current", current, set(world.current.values())),
        ("withdrawn", withdrawn, world.withdrawn),
        ("findings", found, world.withdrawn),
        ("standing", standing, world.addresses),
    )
    return [f"{name}: {said} and not {meant}" for name, said, meant in pairs if said != meant]


def main() -> int:
    """Print what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nights", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to leave it all (default: nowhere)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gouji-nights-") as folder:
        wrong = simulate(given.folder or Path(folder), given.nights, given.seed)
    print("\n".join(wrong) or f"{given.nights} nights, seed {given.seed}: all is as it was meant")
    return bool(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
