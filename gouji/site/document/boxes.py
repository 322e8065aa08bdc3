"""Findings with the place to look at: the page picture, the strip of it to show, and the cells to box."""

from __future__ import annotations

from dataclasses import dataclass, field

from gouji.site.access import Row
from gouji.site.document.equations import line_key
from gouji.site.document.load import DocumentRows

_STRIP = 0.28  # of the page's height: enough to see the box and what is around it
_AROUND = 1.5  # points between the ink of a cell and its box

Box = tuple[float, float, float, float]  # x, y, width, height in points


@dataclass(slots=True)
class Figure:
    """A page picture with boxes, in points; the strip of it shown first starts at ``y`` and is ``strip`` high."""

    page: int
    width: float
    height: float
    y: float
    strip: float
    main: Box | None
    others: list[Box] = field(default_factory=list)


def picture_name(slug: str, page: int) -> str:
    """File name of a page picture, the same for builder and page."""
    return f"{slug}-p{page}.jpg"


def finding_figure(finding: Row, found: DocumentRows) -> Figure | None:
    """Where a finding is printed, None where its page has no size (not a paged format) or is not known."""
    page = found.pages.get(finding["page"] or 0)
    if page is None or not page["width"] or not page["height"]:
        return None
    line = found.lines.get(finding["line_id"] or "")
    main = _box(found, finding["page"], line_key(line)) if line else None
    terms = found.terms.get((finding["finding_id"] or "").removeprefix("F-"), [])
    keys = {line_key(found.lines[line_id]) for _, line_id, _, _ in terms if line_id in found.lines}
    others = [box for key in sorted(keys) if (box := _box(found, finding["page"], key)) and box != main]
    width, height = float(page["width"]), float(page["height"])
    strip = min(height, height * _STRIP)
    middle = main[1] + main[3] / 2 if main else strip / 2
    return Figure(
        finding["page"], width, height, max(0.0, min(middle - strip / 2, height - strip)), strip, main, others
    )


def _box(found: DocumentRows, page: int, key: str) -> Box | None:
    place = found.places.get((page, key))
    if place is None:
        return None
    left, top, right, bottom = place
    return left - _AROUND, top - _AROUND, right - left + 2 * _AROUND, bottom - top + 2 * _AROUND
