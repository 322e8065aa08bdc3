"""``python -m tests.kit.samples [DIR]``: write the samples; ``--characters`` prints what the bundled font must hold."""

from __future__ import annotations

import sys
from pathlib import Path

from .build import characters, files

DEFAULT = Path(__file__).resolve().parents[3]


def main(arguments: list[str]) -> None:
    """Write every generated file below the folder named (the project without one)."""
    if arguments[:1] == ["--characters"]:
        print(characters())
        return
    folder = Path(arguments[0]) if arguments else DEFAULT
    for name, data in files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        print(f"{len(data):>8} {name}")


main(sys.argv[1:])
