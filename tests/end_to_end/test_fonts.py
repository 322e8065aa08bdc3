"""The same bytes give the same rows on every machine: with its fonts and with none."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

ROOT = Path(__file__).parents[2]
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")  # where pdfium and fontconfig look
LEAST = 6  # documents read twice
LOOKED_AT = 6  # pages of a document


def hidden(command: list[str]) -> list[str]:
    """The command in a name space of its own, where the folders of fonts are empty."""
    mounts = " && ".join(f"mount -t tmpfs none {folder}" for folder in FONTS if Path(folder).is_dir())
    return ["unshare", "-m", "sh", "-c", f'{mounts} && exec "$@"', "sh", *command]


def rows(files: list[Path], *, fonts: bool) -> dict[str, dict[str, str]]:
    command = [sys.executable, "-m", "tests.kit.row_hashes", *map(str, files)]
    run = subprocess.run(
        command if fonts else hidden(command), cwd=ROOT, env=os.environ | {"HOME": "/nonexistent"}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, dict[str, str]] = json.loads(run.stdout)
    return found


def absent_fonts(path: Path) -> frozenset[str]:
    """The fonts of text on the first pages that are not in the file; none of a file that does not open."""
    absent: set[str] = set()
    try:
        opened = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return frozenset()
    with opened as document:
        for number in range(min(len(document), LOOKED_AT)):
            page = document[number]
            for index in range(pdfium.FPDFPage_CountObjects(page)):
                font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFPage_GetObject(page, index))
                if font and not pdfium.FPDFFont_GetIsEmbedded(font):
                    name = ctypes.create_string_buffer(200)
                    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
                    absent.add(name.value.decode("utf-8", "replace"))
    return frozenset(absent)


def one_of_each(paths: Iterable[Path]) -> list[Path]:
    """Of documents that lack the same fonts the smallest."""
    found: dict[frozenset[str], Path] = {}
    for path in sorted(paths, key=lambda path: path.stat().st_size):
        absent = absent_fonts(path)
        if absent:
            found.setdefault(absent, path)
    return list(found.values())


@pytest.fixture(autouse=True)
def _can_hide_fonts() -> None:
    if not any(Path(folder).is_dir() and any(Path(folder).rglob("*.tt[fc]")) for folder in FONTS):
        pytest.skip("this machine has no fonts to hide")
    try:
        subprocess.run(hidden(["true"]), check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("folders cannot be hidden here: it takes root and `unshare`")


def test_no_file_in_the_folders_is_seen(tmp_path: Path) -> None:
    seen = subprocess.run(hidden(["find", *FONTS, "-type", "f"]), capture_output=True, text=True, check=False)
    assert seen.stdout == ""


def test_samples_are_read_alike() -> None:
    files = sorted((ROOT / "samples").glob("*.pdf"))
    assert rows(files, fonts=False) == rows(files, fonts=True)


def test_real_documents_without_their_fonts_are_read_alike(shared: Path) -> None:
    files = one_of_each(path for folder in ("corpus", "wider") for path in (shared / folder).rglob("*.pdf"))
    assert len(files) >= LEAST
    with_fonts = rows(files, fonts=True)
    assert rows(files, fonts=False) == with_fonts
    assert all("raw.cell" in found for found in with_fonts.values())
