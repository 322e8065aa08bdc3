"""The small budget of the end-to-end tests as a ruled PDF: every table on a page of its own, in 万元."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from tests.end_to_end.budget import EXPENDITURE, REVENUE, SUMMARY, TITLE, Rows

FONT = "STSong-Light"
_LINES = TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("FONT", (0, 0), (-1, -1), FONT, 9)])


def write_budget_pdf(path: Path, *, title: str = TITLE, expenditure: Rows = EXPENDITURE) -> Path:
    """Write the budget; another ``expenditure`` plants an error on pages 4 and 5."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    text = ParagraphStyle("text", fontName=FONT, fontSize=12, leading=20)
    story: list[object] = [Paragraph(title, text), Paragraph("一、部门主要职责：负责全县林业和草原的监督管理。", text)]
    for name, rows in (
        ("部门收支总表", SUMMARY),
        ("部门收入总表", REVENUE),
        ("部门支出总表", expenditure),
        ("一般公共预算支出表", expenditure),
    ):
        story += [
            PageBreak(),
            Paragraph(name, text),
            Paragraph("单位：万元", text),
            Table([list(r) for r in rows], style=_LINES),
        ]
    SimpleDocTemplate(str(path), pagesize=A4, title=title).build(story)
    return path
