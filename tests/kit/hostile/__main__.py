"""``python -m tests.kit.hostile FOLDER``: write hostile files and say what each is."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.kit.hostile.make import hostile, made


def main() -> None:
    """Write them below the folder named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    for n, path in enumerate(hostile(options.seed, options.count, options.folder, options.first), options.first):
        one = made(options.seed, n)
        print(n, one.kind, ", ".join(one.damage), ascii(path.name))


main()
