"""Write, read and check variants.  ``--pairs N`` adds N shapes that differ in several ways at once."""

from __future__ import annotations

import argparse
import random
import traceback
from collections.abc import Iterator

from tests.kit.variants.check import Outcome, outcome
from tests.kit.variants.document import build
from tests.kit.variants.shape import CHOICES, Shape
from tests.kit.variants.write import WRITERS


def single() -> Iterator[Shape]:
    """Every choice once, for a budget and for a final account."""
    for stage in CHOICES["stage"]:
        base = Shape(stage=str(stage))
        yield base
        for name, values in CHOICES.items():
            for value in values:
                if name != "stage" and getattr(base, name) != value:
                    yield base.but(**{name: value})


def mixed(count: int, seed: int) -> Iterator[Shape]:
    """Shapes with every choice at random."""
    draw = random.Random(seed)
    for _ in range(count):
        yield Shape(**{name: draw.choice(values) for name, values in CHOICES.items()})  # type: ignore[arg-type]


def main() -> None:
    """Print what is not read as printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default=",".join(WRITERS))
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of a shape's name")
    parser.add_argument("--no-single", action="store_true")
    parser.add_argument("--show", type=int, default=4)
    options = parser.parse_args()
    shapes = [*([] if options.no_single else single()), *mixed(options.pairs, options.seed)]
    tried = wrong = 0
    for shape in shapes:
        if options.only not in shape.name():
            continue
        for kind in options.formats.split(","):
            tried += 1
            try:
                found = outcome(build(shape), kind)
            except Exception:  # a variant must never stop the others
                found = Outcome(other=[traceback.format_exc(limit=-3)])
            if not found.right:
                wrong += 1
                print(f"{kind:10} {shape.name() or 'plain'}: {len(found.missing)} missing, {len(found.extra)} extra")
                for line in [*found.other, *(f"- {k}" for k in found.missing), *(f"+ {k}" for k in found.extra)][
                    : options.show
                ]:
                    print(f"    {line}")
    print(f"{tried} variants, {wrong} not read as printed")


if __name__ == "__main__":
    main()
