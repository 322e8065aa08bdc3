"""Write, read and check texts.  ``--mixes N`` adds N manners that differ in everything at once."""

from __future__ import annotations

import argparse
from collections import Counter

from tests.kit.variants.prose.build import WRITERS
from tests.kit.variants.prose.check import heard
from tests.kit.variants.prose.shape import mixed, single


def main() -> None:
    """Print what is not read as it is said, and how often."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default=",".join(WRITERS))
    parser.add_argument("--mixes", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-single", action="store_true")
    options = parser.parse_args()
    tally: Counter[tuple[str, bool]] = Counter()
    for shape in [*([] if options.no_single else single()), *mixed(options.mixes, options.seed)]:
        for kind in options.formats.split(","):
            found = heard(shape, kind)
            tally[kind, found.right] += 1
            if not found.right:
                print(kind, shape.name() or "plain", f"reasons {found.reasons[0]} of {found.reasons[1]}")
                print("".join(f"    - {s}\n" for s in found.missing) + "".join(f"    + {s}\n" for s in found.extra))
    for kind in options.formats.split(","):
        print(f"{kind}: {tally[kind, True]} right, {tally[kind, False]} not")


if __name__ == "__main__":
    main()
