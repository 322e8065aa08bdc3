"""The committed files are what the script makes, small, and readable without any font installed."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from tests.kit.samples.blocks import Sample, Text
from tests.kit.samples.build import expected_facts, expected_findings, render, samples
from tests.kit.samples.table import Path as HeaderPath
from tests.kit.samples.table import header

BUILT = {s.name: s for s in samples()}
PDFS = sorted(n for n in BUILT if n.endswith(".pdf"))
AMOUNT = re.compile(r"-?[\d,]+\.\d{2}(?!\d)")
STATEMENTS = {
    *("summary", "revenue", "expenditure", "appropriation", "general_budget", "general_budget_economic"),
    *("basic_economic", "government_fund", "state_capital", "three_public"),
}


@cache
def rendered(name: str) -> bytes:
    return render(BUILT[name])


def _content(name: str, data: bytes) -> object:
    """What a file says, whatever the compression library made of it."""
    if name.endswith(".pdf"):
        pages = pypdfium2.PdfDocument(data)
        return [(p.get_size(), p.get_rotation(), p.get_textpage().get_text_range()) for p in pages]
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(BytesIO(data)) as package:
            return {i.filename: (i.date_time, package.read(i)) for i in package.infolist()}
    return data


@pytest.mark.parametrize("name", sorted(BUILT))
def test_committed_file_is_the_one_the_script_makes(folder: Path, name: str) -> None:
    assert _content(name, (folder / name).read_bytes()) == _content(name, rendered(name))


@pytest.mark.parametrize("name", sorted(BUILT))
def test_same_bytes_every_time(name: str) -> None:
    assert render(BUILT[name]) == rendered(name)


def test_expectations_are_those_of_the_model() -> None:
    truth = Path(__file__).with_name("truth")
    assert (truth / "expected.csv").read_text(encoding="utf-8") == expected_facts(list(BUILT.values()))
    assert (truth / "expected_findings.csv").read_text(encoding="utf-8") == expected_findings()


def test_documents_stay_small(folder: Path) -> None:
    assert sum((folder / name).stat().st_size for name in BUILT) < 400_000


def _printed_amounts(sample: Sample) -> Counter[str]:
    texts = [b.text for b in sample.blocks if isinstance(b, Text)]
    for table in sample.tables():
        texts += [cell.text for row in table.rows for cell in row if cell is not None]
    return Counter(found for text in texts for found in AMOUNT.findall(text))


@cache
def _plumber(path: Path) -> tuple[list[str], set[str]]:
    """Words and font names as pdfplumber reads them."""
    with pdfplumber.open(path) as pdf:
        words = [w["text"] for page in pdf.pages for w in page.extract_words()]
        return words, {c["fontname"] for page in pdf.pages for c in page.chars}


@pytest.mark.parametrize("name", PDFS)
def test_both_engines_read_every_amount(folder: Path, name: str) -> None:
    want = _printed_amounts(BUILT[name])
    pdfium = [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(folder / name)]
    for texts in (_plumber(folder / name)[0], pdfium):
        assert Counter(found for text in texts for found in AMOUNT.findall(text)) == want


@pytest.mark.parametrize("name", PDFS)
def test_every_character_uses_the_embedded_font(folder: Path, name: str) -> None:
    fonts = _plumber(folder / name)[1]
    assert fonts
    assert all("WenQuanYiMicroHei" in f for f in fonts)
    assert (folder / name).read_bytes().count(b"/FontFile2") == len(fonts)


def test_one_page_is_rotated_and_reads_upright(folder: Path) -> None:
    pages = list(pypdfium2.PdfDocument(folder / "city_budget_2022.pdf"))
    turned = [p for p in pages if p.get_rotation() == 90]
    assert turned
    assert all(p.get_size()[0] > p.get_size()[1] for p in turned)
    assert "经济分类预算表" in turned[0].get_textpage().get_text_range()


def test_every_money_statement_occurs(expected: list[dict[str, str]]) -> None:
    assert {r["statement"] for r in expected} >= STATEMENTS
    assert {"project", "procurement"} <= {r["statement"] for r in expected}


def test_header_merges_equal_neighbours() -> None:
    paths: list[HeaderPath] = [("A",), ("B", "x"), ("B", "y"), ("C", "x")]
    top, low = header(paths)
    assert [(c.text, c.rows, c.cols) if c else None for c in top] == [("A", 2, 1), ("B", 1, 2), None, ("C", 1, 1)]
    assert [c.text if c else None for c in low] == [None, "x", "y", "x"]
