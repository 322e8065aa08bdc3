"""A copy of the tree in a folder of its own: without the real documents, so that no test can lean on them."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def files_of(root: Path = ROOT) -> list[str]:
    """The files of the working tree that git tracks or would."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
    return sorted(name for name in listed if name and (root / name).is_file())


def digest_of(files: Iterable[Path]) -> str:
    """One value for the content of ``files``."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()[:16]


@contextmanager
def copied() -> Iterator[Path]:
    """The copy, until the caller is done with it.  Its parent holds nothing else: there is no ``../shared``."""
    with tempfile.TemporaryDirectory(prefix="gouji-mutate-") as folder:
        target = Path(folder).resolve() / "tree"
        for name in files_of():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
        yield target
