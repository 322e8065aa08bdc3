"""The same bytes give the same rows on every machine: with its fonts and with none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

ROOT = Path(__file__).parents[2]
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")  # where pdfium and fontconfig look
LEAST = 6  # documents read twice


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


def lacks_a_font(path: Path) -> bool:
    """Whether a text of the first pages is in a font that is not in the file."""
    with pypdfium2.PdfDocument(path) as document:
        for number in range(min(len(document), 6)):
            page = document[number]
            for index in range(pdfium.FPDFPage_CountObjects(page)):
                one = pdfium.FPDFPage_GetObject(page, index)
                font = pdfium.FPDFTextObj_GetFont(one)
                if font and not pdfium.FPDFFont_GetIsEmbedded(font):
                    return True
    return False


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
    files = sorted((shared / "corpus").rglob("*.pdf"), key=lambda path: path.stat().st_size)
    files = [path for path in files if lacks_a_font(path)][:LEAST]
    assert len(files) == LEAST
    with_fonts = rows(files, fonts=True)
    assert rows(files, fonts=False) == with_fonts
    assert all("raw.cell" in found for found in with_fonts.values())
