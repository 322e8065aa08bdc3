"""Jinja2 as this report uses it: autoescaping on, undefined names an error, both languages side by side."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gouji.site import words
from pipelines.model.sentences import Sentence, say

TEMPLATES = Path(__file__).with_name("templates")
# Inside <script> only these could end the element or open another; JSON may write them as escapes.
_SCRIPT_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def bilingual(pair: tuple[str, str] | None) -> Markup:
    """Both languages as spans, of which the stylesheet shows one; equal words only once."""
    zh, en = pair or ("", "")
    if zh == en:
        return escape(zh)
    # Not Markup.format, which takes ten times as long: a page says a hundred such pairs.
    return Markup(f'<span lang="zh">{escape(zh)}</span><span lang="en">{escape(en)}</span>')


def script_json(value: Any) -> Markup:
    """``value`` as JSON that may stand inside a script element, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for char, escaped in _SCRIPT_ESCAPES.items():
        text = text.replace(char, escaped)
    return Markup(text)  # every character that could leave the element is escaped above


@cache
def environment() -> Environment:
    """The environment of all templates (one per process)."""
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        t=lambda name, **parameters: bilingual(say(f"site.text.{name}", **parameters)),
        title=lambda name: bilingual(say(f"site.title.{name}")),
        column_title=lambda name: bilingual(say(f"site.column.{name}")),
        plain=lambda name, **parameters: " ".join(say(f"site.text.{name}", **parameters)),
        say=say,
        both=Sentence,
        b=bilingual,
        word=lambda kind, key: bilingual(words.pair(getattr(words, kind), key)),
        node=lambda node: bilingual(words.node_pair(node)),
        yuan=words.yuan,
        share=words.share,
        script_json=script_json,
    )
    return found
