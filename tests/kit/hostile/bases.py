"""The whole documents that hostile files are made of: the bundled samples, and one or two of each other format."""

from __future__ import annotations

import io
import zipfile
from base64 import encodebytes
from functools import cache
from pathlib import Path

from openpyxl import load_workbook
from PIL import Image, ImageDraw

from tests.acquire.rar import rar_of
from tests.kit.hostile import sheets
from tests.kit.samples import small
from tests.kit.samples.write_office import write_docx
from tests.kit.samples.write_text import write_html, write_tab_rows
from tests.kit.variants.biff import Printed, workbook

_ROOT = Path(__file__).parents[3]
_SAMPLES = _ROOT / "samples"
_OLD_WORD = _ROOT / "tests" / "extract" / "files" / "old_word.doc"


@cache
def bases() -> dict[str, tuple[bytes, ...]]:
    """The bytes of whole documents by format; the same in every process."""
    found = {kind: _bundled(kind) for kind in ("pdf", "docx", "xlsx", "html", "txt")}
    tables = _tables()
    html, page = found["html"][-1], write_html(small.page())
    rows = write_tab_rows(small.page())
    return found | {
        "pdf": (*found["pdf"], *_plain_pdfs()),
        "docx": (*found["docx"], write_docx(small.page())),
        "xls": (_xls(tables),),
        "xlsb": (sheets.xlsb(tables),),
        "ods": (sheets.ods(tables),),
        "xml": (sheets.xml2003(tables),),
        "doc": (_OLD_WORD.read_bytes(),),
        "rtf": (_rtf(tables),),
        "mhtml": (_mhtml(html), _mhtml(page)),
        "csv": tuple(_csv(tables).encode(encoding) for encoding in ("utf-8-sig", "gb18030", "utf-16")),
        "zip": (_zip({"预算.html": page, "内/预算.txt": rows, "a.csv": _csv(tables).encode()}),),
        "rar": (rar_of({"预算.html": page, "预算.txt": rows}),),
        "png": (_png(),),
    }


def _bundled(kind: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(_SAMPLES.glob(f"*.{kind}")))


def _tables() -> sheets.Tables:
    """The sheets of a bundled workbook: name and rows of values."""
    book = load_workbook(_SAMPLES / "petitions_budget_2024.xlsx", data_only=True)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def _xls(tables: sheets.Tables) -> bytes:
    printed = [
        (
            name,
            [
                Printed(r, c, float(value) if isinstance(value, int | float) else str(value))
                for r, row in enumerate(rows)
                for c, value in enumerate(row)
                if value is not None
            ],
        )
        for name, rows in tables.items()
    ]
    return workbook(printed)


def _csv(tables: sheets.Tables) -> str:
    """The first sheet that has more columns than any other."""
    rows = max(tables.values(), key=lambda rows: len(rows[0]))
    return "\r\n".join(",".join("" if v is None else f'"{v}"' for v in row) for row in rows)


def _rtf(tables: sheets.Tables) -> bytes:
    out = [r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}"]
    for name, rows in tables.items():
        out.append(_escaped(name) + r"\par")
        for row in rows:
            edges = "".join(rf"\cellx{1000 * n}" for n in range(1, len(row) + 1))
            cells = "".join(rf"\intbl {_escaped('' if v is None else str(v))}\cell" for v in row)
            out.append(rf"\trowd{edges}{cells}\row")
        out.append(r"\pard\par")
    return ("\n".join(out) + "}").encode("ascii")


def _escaped(text: str) -> str:
    return "".join(c if c.isascii() and c not in "\\{}" else rf"\u{(ord(c) + 32768) % 65536 - 32768}?" for c in text)


def _mhtml(html: bytes) -> bytes:
    head = (
        'From: <saved>\r\nSubject: budget\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--b"\r\n'
    )
    part = "\r\n----b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return (head + part).encode() + encodebytes(html) + b"\r\n----b--\r\n"


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data)
    return out.getvalue()


def _png() -> bytes:
    picture = Image.new("L", (400, 200), 255)
    draw = ImageDraw.Draw(picture)
    for n in range(5):
        draw.line((0, 40 * n, 400, 40 * n), 0)
        draw.line((100 * n, 0, 100 * n, 160), 0)
        draw.text((10, 40 * n + 10), f"{1234.5 + n:.2f}", 0)
    out = io.BytesIO()
    picture.save(out, "png")
    return out.getvalue()


def _plain_pdfs() -> tuple[bytes, ...]:
    """A page with a table in operators and objects that stand open, so that they can be damaged by their meaning."""
    lines = [f"{x} 700 m {x} 600 l S" for x in (72, 250, 400)] + [f"72 {y} m 400 {y} l S" for y in range(600, 720, 20)]
    words = [f"BT /F1 10 Tf 80 {605 + 20 * n} Td (208050{n}) Tj 180 0 Td (1,234.5{n}) Tj ET" for n in range(5)]
    content = "\n".join([*lines, *words]).encode()
    return (pdf([content]), pdf([content] * 3))


def pdf(contents: list[bytes]) -> bytes:
    """A PDF with a page for each content stream, nothing packed."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, content in enumerate(contents):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {5 + 2 * n} 0 R >>"
        )
        objects += [page.encode(), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)]
    out, places = b"%PDF-1.7\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (len(places) + 1, table, len(places) + 1, len(out))
