"""A whole text in one manner, and the bytes of it in each format."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from io import BytesIO

from docx import Document
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.kit.variants.prose import matters, wholes
from tests.kit.variants.prose.shape import TextShape
from tests.kit.variants.prose.told import Text

_CHAPTERS: tuple[tuple[str, Callable[[Text], None]], ...] = (
    ("收入{noun}情况说明", wholes.income),
    ("支出{noun}情况说明", wholes.spending),
    ("一般公共预算支出{noun}情况说明", wholes.functions),
    ("一般公共预算基本支出{noun}情况说明", wholes.economic),
    ("预算执行情况说明", matters.carried_out),
    ("“三公”经费{noun}情况说明", matters.three_public),
    ("“三公”经费使用情况说明", matters.trips),
    ("国有资本经营预算支出情况说明", matters.nothing_of_state_capital),
    ("机关运行经费情况说明", matters.running_costs),
    ("政府采购情况说明", matters.procurement),
    ("国有资产占用情况说明", matters.vehicles),
    ("大型设备及固定资产情况说明", matters.assets),
    ("人员情况说明", matters.staff),
    ("预算绩效情况说明", matters.targets),
)
_NUMERALS = "一二三四五六七八九十"
_FONT, _SIZE, _LEAD = "STSong-Light", 12.0, 22.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 80.0, 515.0, 760.0, {"roomy": 80.0, "tight": 400.0}


def build(shape: TextShape) -> Text:
    """Cover and chapters of ``shape``."""
    text = Text(shape)
    text.write(shape.department)
    text.write(f"{shape.year}年{'度' if shape.stage == 'final' else ''}部门{shape.noun}公开说明")
    for number, (title, chapter) in enumerate(_CHAPTERS, 1):
        before = len(text.paragraphs)
        chapter(text)
        if len(text.paragraphs) > before and shape.headings != "none":
            text.paragraphs.insert(before, _numbered(shape, number) + title.format(noun=shape.noun))
    return text


def _numbered(shape: TextShape, number: int) -> str:
    numeral = "十" * (number > 10) + _NUMERALS[(number - 1) % 10]
    return {"一、": f"{numeral}、", "（一）": f"（{numeral}）", "1.": f"{number}."}[shape.headings]


def write_docx(text: Text) -> bytes:
    """A Word document."""
    document = Document()
    for paragraph in text.paragraphs:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def write_html(text: Text) -> bytes:
    """A web page."""
    said = "\n".join(f"<p>{escape(p)}</p>" for p in text.paragraphs)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{said}</body></html>'.encode()


def write_pdf(text: Text) -> bytes:
    """A PDF: each paragraph's first line indented, lines broken at the edge, over pages."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595.2, 841.9), invariant=1)
    y = _TOP
    canvas.setFont(_FONT, _SIZE)
    for number, paragraph in enumerate(text.paragraphs):
        for line, x in _lines(paragraph, text.shape.indent * _SIZE):
            if y < _BOTTOM[text.shape.page]:
                canvas.showPage()
                canvas.setFont(_FONT, _SIZE)
                y = _TOP
            if number < 2:
                canvas.drawCentredString((_LEFT + _RIGHT) / 2, y, line)
            else:
                canvas.drawString(x, y, line)
            y -= _LEAD
    canvas.save()
    return out.getvalue()


def _lines(paragraph: str, indent: float) -> list[tuple[str, float]]:
    """Lines with their left edges; a line is full where no other sign fits, wherever that is."""
    out, line, x = [], "", _LEFT + indent
    for sign in paragraph:
        if line and x + pdfmetrics.stringWidth(line + sign, _FONT, _SIZE) > _RIGHT and sign not in "，。、；：）”%":
            out.append((line, x))
            line, x = "", _LEFT
        line += sign
    return [*out, (line, x)]


WRITERS: dict[str, Callable[[Text], bytes]] = {"docx": write_docx, "html": write_html, "pdf": write_pdf}
