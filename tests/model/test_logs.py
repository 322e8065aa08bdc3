"""Logging: quiet unless asked, to stderr, the document on every line."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pytest

from pipelines.model import logs

DOCUMENT = "0123456789abcdef" * 4
LOGGER = logging.getLogger("pipelines.extract.somewhere")


@pytest.fixture(autouse=True)
def nobody_has_said() -> Iterator[None]:
    """No level and no handler, before and after."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    for name in logs.OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)
        logging.getLogger(name).handlers.clear()


def lines(stream: io.StringIO) -> list[str]:
    return [re.sub(r"^[\d-]+ [\d:,]+ ", "", line) for line in stream.getvalue().splitlines()]


def test_every_line_says_which_document_it_is_about() -> None:
    stream = io.StringIO()
    logs.configure("info", stream)
    with logs.about(DOCUMENT):
        LOGGER.info("page %d has no text", 3)
    LOGGER.info("done")
    assert lines(stream) == [
        "INFO 0123456789abcdef pipelines.extract.somewhere: page 3 has no text",
        "INFO - pipelines.extract.somewhere: done",
    ]


def test_the_document_is_told_again_after_one_inside_another() -> None:
    stream = io.StringIO()
    logs.configure("info", stream)
    with logs.about("outer"), pytest.raises(ValueError, match="inner"), logs.about("inner"):
        raise ValueError("inner")
    with logs.about("outer"):
        LOGGER.info("again")
    assert lines(stream) == ["INFO outer pipelines.extract.somewhere: again"]


@pytest.mark.parametrize(
    ("level", "said"),
    [("debug", 4), ("info", 3), ("warning", 2), ("error", 1), ("critical", 0)],
)
def test_nothing_below_the_level_is_said(level: str, said: int) -> None:
    stream = io.StringIO()
    logs.configure(level, stream)
    for name in ("debug", "info", "warning", "error"):
        getattr(LOGGER, name)(name)
    assert len(lines(stream)) == said


def test_the_level_of_others_is_theirs() -> None:
    stream = io.StringIO()
    logs.configure("debug", stream)
    logging.getLogger("pdfminer").warning("nothing of ours")
    assert lines(stream) == []


def test_configuring_again_replaces_where_it_goes() -> None:
    first, second = io.StringIO(), io.StringIO()
    logs.configure("info", first)
    logs.configure("info", second)
    LOGGER.info("once")
    assert (len(lines(first)), len(lines(second))) == (0, 1)


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="one of debug, info, warning, error, critical, not 'loud'"):
        logs.configure("loud")


def test_workers_are_told_the_level_only_where_somebody_set_one() -> None:
    assert logs.configured() is None
    logs.configure("warning", io.StringIO())
    assert logs.configured() == "warning"


def test_a_stage_says_what_it_took_also_where_it_fails() -> None:
    stream = io.StringIO()
    logs.configure("debug", stream)
    with pytest.raises(ZeroDivisionError), logs.stage(LOGGER, "read"):
        raise ZeroDivisionError
    with logs.stage(LOGGER, "recognise"):
        pass
    shown = [re.sub(r"\d+\.\d{3}", "0.000", line) for line in lines(stream)]
    assert shown == [
        "DEBUG - pipelines.extract.somewhere: read took 0.000 s",
        "DEBUG - pipelines.extract.somewhere: recognise took 0.000 s",
    ]
