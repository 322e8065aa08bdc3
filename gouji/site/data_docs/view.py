"""Great Expectations' own pages with its own renderers, but for the parts that load from a network."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

from great_expectations.render.view.view import DefaultJinjaIndexPageView, DefaultJinjaPageView
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

TEMPLATES = Path(__file__).with_name("templates")
_STYLES = "data_docs_default_styles.css"


def _offline(view: Any) -> None:
    """Put our templates before the package's; number elements instead of drawing random ids."""
    styles = (files("great_expectations") / "render" / "view" / "static" / "styles" / _STYLES).read_text("utf-8")
    local = re.sub(r"url\([^)]*\)", "none", styles)
    view.env.loader = ChoiceLoader([FileSystemLoader(TEMPLATES), DictLoader({_STYLES: local}), view.env.loader])
    numbers = count(1)
    view.env.filters["generate_html_element_uuid"] = lambda prefix=None: f"{prefix or 'id-'}{next(numbers)}"


class OfflinePageView(DefaultJinjaPageView):
    """Pages of suites and validations."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _offline(self)


class OfflineIndexPageView(DefaultJinjaIndexPageView):
    """The first page."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        _offline(self)
