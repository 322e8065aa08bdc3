"""Write, read and check forms.  ``--mixes N`` adds N shapes that differ in everything at once."""

from __future__ import annotations

import argparse
from collections import Counter

from tests.kit.variants.forms.check import FORMATS, found
from tests.kit.variants.forms.shape import mixed, single


def main() -> None:
    """Print what is not read as printed, and how often."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--mixes", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-single", action="store_true")
    parser.add_argument("--only", default="", help="projects, goals or purchases")
    options = parser.parse_args()
    tally: Counter[tuple[str, str, bool]] = Counter()
    for shape in [*([] if options.no_single else single()), *mixed(options.mixes, options.seed)]:
        if options.only not in shape.form:
            continue
        for kind in options.formats.split(","):
            read = found(shape, kind)
            tally[shape.form, kind, read.right] += 1
            if not read.right:
                print(kind, shape.form, shape.name() or "plain", len(read.missing), "missing", len(read.extra), "extra")
                print(
                    "".join(f"    - {w}\n" for w in read.missing[:4]) + "".join(f"    + {w}\n" for w in read.extra[:4])
                )
    for form, kind in sorted({label[:2] for label in tally}):
        print(f"{form} {kind}: {tally[form, kind, True]} right, {tally[form, kind, False]} not")


if __name__ == "__main__":
    main()
