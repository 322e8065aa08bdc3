"""Write, read and check variants.  ``--pairs N`` adds N shapes that differ in several ways at once."""

from __future__ import annotations

import argparse
import random
import traceback
from collections import Counter
from collections.abc import Iterator

from tests.kit.variants.check import Outcome, outcome
from tests.kit.variants.document import Variant, build
from tests.kit.variants.manner import drawn
from tests.kit.variants.shape import CHOICES, UNRULED, Shape
from tests.kit.variants.verdict import Verdict, verdict
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


def mixed(count: int, seed: int, **fixed: tuple[object, ...]) -> Iterator[Shape]:
    """Shapes with every choice at random; those of ``fixed`` among these values."""
    draw = random.Random(seed)
    choices = CHOICES | fixed
    for _ in range(count):
        yield Shape(**drawn(draw, choices))


def main() -> None:
    """Print what is not read as printed, and how often."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default=",".join(WRITERS))
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of a shape's name")
    parser.add_argument("--unruled", action="store_true", help="PDFs without rules only")
    parser.add_argument("--no-single", action="store_true")
    parser.add_argument(
        "--judge", action="store_true", help="judge what was read too: held back, said, silent or wrong"
    )
    parser.add_argument("--show", type=int, default=4)
    options = parser.parse_args()
    fixed: dict[str, tuple[object, ...]] = {"ruling": UNRULED} if options.unruled else {}
    shapes = [*([] if options.no_single else single()), *mixed(options.pairs, options.seed, **fixed)]
    tally: Counter[tuple[str, str]] = Counter()
    for shape in shapes:
        if options.only not in shape.name() or (options.unruled and shape.ruling not in UNRULED):
            continue
        for kind in ["pdf"] if options.unruled else options.formats.split(","):
            called, found = _tried(build(shape), kind, options.judge)
            tally[_label(kind, shape), called] += 1
            if called != Verdict.RIGHT:
                print(f"{called:6} {kind:10} {shape.name() or 'plain'}: {_counts(found)}")
                for line in _differences(found)[: options.show]:
                    print(f"    {line}")
    for label in sorted({label for label, _ in tally}):
        print(label.ljust(14), ", ".join(f"{n} {called}" for (of, called), n in sorted(tally.items()) if of == label))


def _tried(variant: Variant, kind: str, judge: bool) -> tuple[str, Outcome]:
    try:
        if judge:
            return verdict(variant, kind)
        found = outcome(variant, kind)
    except Exception:  # a variant must never stop the others
        found = Outcome(other=[traceback.format_exc(limit=-3)])
    return (Verdict.RIGHT if found.right else "other"), found


def _label(kind: str, shape: Shape) -> str:
    return f"{kind} unruled" if kind == "pdf" and shape.ruling in UNRULED else kind


def _counts(found: Outcome) -> str:
    return f"{len(found.missing)} missing, {len(found.extra)} extra"


def _differences(found: Outcome) -> list[str]:
    return [*found.other, *(f"- {k}" for k in found.missing), *(f"+ {k}" for k in found.extra)]


if __name__ == "__main__":
    main()
