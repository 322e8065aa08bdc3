"""``python -m tests.kit.mutate``: draw slips, try each, and say which no test noticed."""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.kit.mutate.copy import ROOT, copied, digest_of, files_of
from tests.kit.mutate.fates import Fate, known_equivalent, stored, table
from tests.kit.mutate.sample import Server, covered, tried
from tests.kit.mutate.slips import Slip, drawn, slips_of

HERE = Path(__file__).resolve().parent
RESULTS = ROOT / "build" / "mutate"


def main() -> int:
    """Read the command line, sample each package, print the table."""
    told = tomllib.loads((HERE / "packages.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(prog="python -m tests.kit.mutate", description=__doc__)
    parser.add_argument("--package", action="append", choices=sorted(told["packages"]), help="all where none is named")
    parser.add_argument("--count", type=int, default=20, help="slips a package (20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10_000, help="begin no slip after that long")
    parser.add_argument("--under", default="", help="only slips in files below this path")
    parser.add_argument("--again", action="store_true", help="try again those no test noticed before")
    parser.add_argument("--table", action="store_true", help="run nothing: the table of what was found before")
    given = parser.parse_args()
    ends = time.monotonic() + 60 * given.minutes
    rows: list[tuple[str, list[Fate]]] = []
    for package in given.package or told["packages"]:
        tests = [f for f in told["packages"][package] if (ROOT / f).exists()]
        name = f"{package.replace('/', '.')}-{given.seed}"
        file = RESULTS / f"{name}.jsonl"
        if not given.table and tests and (ROOT / package).exists():
            without = [f"--ignore={f}" for f in told["without"]]
            _sample(package, tests, without, file, given, ends)
        if file.exists():
            rows.append((package, stored(file)[1]))
    print(table(rows))
    return 0


def _sample(
    package: str, tests: list[str], without: list[str], file: Path, given: argparse.Namespace, ends: float
) -> None:
    slips = [s for s in slips_of(ROOT, package) if s.file.startswith(given.under)]
    wanted = list(itertools.islice(drawn(slips, given.seed), given.count))
    state = digest_of(ROOT / name for name in files_of() if name.endswith((".py", ".toml", ".csv", ".sql")))
    before, fates = stored(file)
    if before != state and not given.again:
        fates = []
    done = {fate.slip_key: fate for fate in fates if not given.again or fate.noticed}
    left = [slip for slip in wanted if slip.key not in done]
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as out:
        out.write(json.dumps({"state": state}) + "\n")
        for slip in wanted:
            if slip.key in done:
                out.write(done[slip.key].line())
        out.flush()
        for fate in _tried(package, tests, without, left, ends):
            out.write(fate.line())
            out.flush()


def _tried(package: str, tests: list[str], without: list[str], left: list[Slip], ends: float) -> Iterator[Fate]:
    equivalent = known_equivalent(HERE / "equivalent.toml")
    started = time.monotonic()
    with copied() as tree, closing(Server(tree)) as cold:
        coverage = covered(cold, package, [*without, *tests])
        _say(f"{package}: {len(coverage.seconds)} tests in {time.monotonic() - started:.0f} s; {len(left)} slips")
        yield from (Fate.of(slip, "equivalent", equivalent[slip.key]) for slip in left if slip.key in equivalent)
        slips = (slip for slip in left if slip.key not in equivalent)
        with closing(Server(tree, *without, *tests)) as warm:
            for slip, kind, by in tried(cold, warm, coverage, slips):
                _say(f"{kind:10} {slip.file}:{slip.line} {slip.before}  ->  {slip.after}  {by}")
                yield Fate.of(slip, kind, by)
                if time.monotonic() > ends:
                    return


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
