"""A failure costs its part only: an error of ours in one table, the forms or the text is a finding, not the end."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from pipelines.model.document import ReadError
from pipelines.model.sentences import say
from pipelines.recognise.model import Finding
from pipelines.workers.ends import told

KIND = "part_failed"
T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Guard:
    """``findings``: one for each part that failed."""

    findings: list[Finding] = field(default_factory=list)

    def __call__(
        self,
        step: Callable[[], T],
        otherwise: T,
        what: str,
        *,
        page: int = 1,
        statement: str | None = None,
        title: str | None = None,
        grid_no: int | None = None,
    ) -> T:
        """What ``step`` gives, or ``otherwise`` where it fails by an error of ours, whose traceback is logged and
        kept in the finding.

        ``what`` names the part: a word of [part_failed] in the sentences of recognition.
        """
        try:
            return step()
        except (ReadError, MemoryError):  # no error of ours, and nothing that could go on
            raise
        except Exception as error:
            _log.exception("an error of ours: %s %s", what, title or "")
            titled = {} if title is None else {"title": title}
            said = say(f"recognition.part_failed.{what}", **titled)
            self.findings.append(Finding(KIND, page, statement, *said, grid_no, detail=told(error)))
            return otherwise
