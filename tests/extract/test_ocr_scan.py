"""The scan of the corpus: every figure on its pages, as a person reads them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from pipelines.extract.ocr import available
from pipelines.extract.pdf import read_pdf

TRUTH = Path(__file__).parents[1] / "golden" / "scan_figures.csv"
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
PAGE_NUMBER = re.compile(r"\W*\d+\W*")


@pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")
def test_every_figure_of_the_scan(shared: Path) -> None:
    truth: dict[int, list[str]] = defaultdict(list)
    with TRUTH.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        truth[int(row["page"])].append(row["printed"])
    document = read_pdf(shared / rows[0]["document"])
    found: dict[int, list[str]] = defaultdict(list)
    for paragraph in document.paragraphs:
        if not PAGE_NUMBER.fullmatch(paragraph.text):
            found[paragraph.page] += FIGURE.findall(paragraph.text.replace(" ", ""))
    assert found == truth
    assert document.doubts == []
