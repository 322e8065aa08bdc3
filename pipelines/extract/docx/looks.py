"""How runs look, as far as it tells what is read: hidden, struck out, raised above the line.

After ECMA-376 Part 1, 17.7.2: what a run says of itself, then its character style, then its paragraph's style.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from pipelines.extract.docx.names import W, child, switched_on, value

_HIDDEN, _STRUCK, _RAISED = {W + "vanish"}, {W + "strike", W + "dstrike"}, {W + "vertAlign"}
_DEEPEST = 20  # styles based on one another


@dataclass(frozen=True, slots=True)
class Look:
    """What of a run is not plain; ``None`` where nothing is said."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None

    def over(self, below: Look) -> Look:
        """This look, and where it says nothing, the one below."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
            below.raised if self.raised is None else self.raised,
        )


PLAIN = Look()


class Looks:
    """The looks of a document's runs; ``styles`` is the root of its styles part."""

    def __init__(self, styles: etree._Element | None = None) -> None:
        self._styles: dict[str, Look] = {}
        if styles is not None:
            by_id = {value(s, "styleId") or "": s for s in styles.findall(W + "style")}
            self._styles = {name: look for name in by_id if (look := _of_style(name, by_id)) != PLAIN}

    def of_paragraph(self, paragraph: etree._Element) -> Look:
        """What a paragraph's style says of the runs in it."""
        return self._named(child(paragraph, "pPr", "pStyle")) if self._styles else PLAIN

    def of_run(self, run: etree._Element, paragraph: Look) -> Look:
        """The look of a ``w:r`` in a paragraph of that look."""
        properties = run.find(W + "rPr")
        if properties is None:
            return paragraph
        own = _said(properties)
        return own.over(self._named(child(properties, "rStyle"))).over(paragraph)

    def _named(self, style: etree._Element | None) -> Look:
        return self._styles.get(value(style) or "", PLAIN) if self._styles and style is not None else PLAIN


def _of_style(name: str, by_id: dict[str, etree._Element]) -> Look:
    """The look of a style with those it is based on."""
    look = PLAIN
    for _ in range(_DEEPEST):
        style = by_id.get(name)
        if style is None:
            break
        properties = child(style, "rPr")
        look = look if properties is None else look.over(_said(properties))
        name = value(child(style, "basedOn")) or ""
    return look


def _said(properties: etree._Element) -> Look:
    """What a ``w:rPr`` says."""
    hidden = struck = raised = None
    for node in properties:
        if node.tag in _HIDDEN:
            hidden = switched_on(node)
        elif node.tag in _STRUCK:
            struck = switched_on(node) or bool(struck)
        elif node.tag in _RAISED:
            raised = value(node) == "superscript"
    return PLAIN if hidden is struck is raised is None else Look(hidden, struck, raised)
