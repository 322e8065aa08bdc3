"""A year told in many manners, and its projects, goals and purchases printed in many forms, are read as they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kit.variants.forms import check as of_forms
from tests.kit.variants.forms import shape as form_shapes
from tests.kit.variants.prose import check as of_texts
from tests.kit.variants.prose import shape as manners
from tests.kit.variants.prose.build import WRITERS

MIXES = 8


def _texts() -> Iterator[tuple[str, manners.TextShape]]:
    """Every choice in one format each, in turn; and in each format some that differ in everything at once."""
    formats = tuple(WRITERS)
    yield from ((formats[n % len(formats)], shape) for n, shape in enumerate(manners.single()))
    yield from ((kind, shape) for seed, kind in enumerate(formats) for shape in manners.mixed(MIXES, seed))


def _forms() -> Iterator[tuple[str, form_shapes.FormShape]]:
    formats = of_forms.FORMATS
    shapes = [*form_shapes.single(), *form_shapes.mixed(MIXES, 5)]
    yield from ((formats[n % len(formats)], shape) for n, shape in enumerate(shapes))


def _name(value: object) -> str:
    return value if isinstance(value, str) else f"{getattr(value, 'form', '')} {value.name() or 'plain'}"  # type: ignore[attr-defined]


@pytest.mark.parametrize(("kind", "shape"), _texts(), ids=_name)
def test_what_is_told_is_heard(kind: str, shape: manners.TextShape) -> None:
    found = of_texts.heard(shape, kind)
    assert (found.missing, found.extra) == ([], [])
    assert found.reasons[0] >= found.reasons[1]


@pytest.mark.parametrize(("kind", "shape"), _forms(), ids=_name)
def test_rows_of_forms_are_read(kind: str, shape: form_shapes.FormShape) -> None:
    found = of_forms.found(shape, kind)
    assert (found.missing, found.extra) == ([], [])


@pytest.mark.parametrize(("kind", "form"), zip(of_forms.FORMATS, form_shapes.CHOICES, strict=False))
def test_rows_of_forms_stay_as_they_are_when_they_are_judged(kind: str, form: str) -> None:
    found = of_forms.found(form_shapes.FormShape(form=form), kind, judged=True)
    assert (found.missing, found.extra) == ([], [])


def test_a_figure_that_is_not_told_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check itself: a figure of which the text says something else is named."""
    real = of_texts.build

    def other(shape: manners.TextShape) -> object:
        text = real(shape)
        text.paragraphs[:] = [
            p.replace("“三公”经费预算数46.00万元", "“三公”经费预算数47.00万元") for p in text.paragraphs
        ]
        return text

    monkeypatch.setattr(of_texts, "build", other)
    found = of_texts.heard(manners.TextShape(), "html")
    assert [s.figure for s in found.missing] == ["46.00"] and [s.figure for s in found.extra] == ["47.00"]
