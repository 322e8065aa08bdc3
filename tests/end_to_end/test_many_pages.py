"""A PDF of 10,000 pages is read whole, or said to take too long; what lies beside it loads either way."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.budget import write_budget
from tests.end_to_end.conftest import Place

PAGES = 10_000


def write_many_pages(path: Path, pages: int = PAGES) -> None:
    """A PDF whose pages share one content stream, written object by object (drawing them would take a minute)."""
    text = b"BT /F1 11 Tf 72 720 Td (One page of many) Tj ET"
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
    ]
    shared = b"/MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >>"
    objects += [b"<< /Type /Page /Parent 2 0 R %s >>" % shared] * pages
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(out)


def test_ten_thousand_pages(place: Place) -> None:
    write_many_pages(place.documents / "many.pdf")
    write_budget(place.documents / "good.docx")
    run = place.ingest()
    ((pages, status, reason),) = place.rows(
        "SELECT pages, status, quality.document.reason FROM raw.document JOIN quality.document USING (document_id)"
        " WHERE file_name = 'many.pdf'"
    )
    if reason == "time_limit":  # on a slow machine: a clear line, and the run says so
        assert (run.returncode, status) == (1, "unreadable")
        assert "many.pdf" in run.stdout
    else:
        assert (run.returncode, status, pages) == (0, "no_statements", PAGES)
    assert place.rows("SELECT count(*) FROM core.fact_budget") == [(61,)]
