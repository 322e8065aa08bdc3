"""What a run depends on besides the documents, as one short hash: the same hash and bytes give the same warehouse."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_SUFFIXES = (".py", ".toml", ".csv", ".sql", ".json")
_READERS = ("pypdfium2", "pdfplumber", "pdfminer.six", "python-docx", "python-calamine", "lxml")

# Of the extra `ocr`: scans that could not be read are read once it is installed.
_OPTIONAL = ("rapidocr", "onnxruntime", "opencv-python-headless")


@cache
def reading() -> str:
    """Of everything that turns one file into raw rows: readers, recognition, layouts, the libraries they use.

    The identities are part of it: they choose where a table can be read in more than one way.
    """
    versions = [f"{name} {metadata.version(name)}" for name in _READERS]
    versions += [f"{name} {_version(name)}" for name in _OPTIONAL]
    # names without codes are looked up in the reference lists
    return _digest(_files(["pipelines", "warehouse/reference", "expectations/rules"]), versions)


@cache
def building(waivers: tuple[str, ...]) -> str:
    """Of everything that turns raw rows into the published warehouse, reading included.

    ``waivers`` are the ids of those in force: one that expires changes it, what it let load has to go back to
    quarantine.
    """
    return _digest(_files(["pipelines", "expectations", "warehouse"]), [reading(), *waivers])


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"


def _files(packages: Sequence[str]) -> list[Path]:
    return sorted(p for package in packages for p in (_ROOT / package).rglob("*") if p.suffix in _SUFFIXES)


def _relative(path: Path) -> str:
    return path.relative_to(_ROOT).as_posix()


def _digest(paths: Sequence[Path], extra: Sequence[str]) -> str:
    digest = hashlib.sha256("\n".join(extra).encode())
    for path in paths:
        digest.update(f"\n{_relative(path)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
