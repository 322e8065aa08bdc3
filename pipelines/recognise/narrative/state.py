"""What a reader of the narrative keeps in mind between figures."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.recognise.narrative.functions import Path
from pipelines.recognise.narrative.model import Claim, Subject


@dataclass(slots=True)
class State:
    """Where the reading stands.  ``here`` are the claims of the passage at hand, ``earlier`` the ones before it."""

    path: Path = field(default_factory=Path)
    focus: Subject | None = None  # what a figure without words of its own is about
    parent: Claim | None = None  # the whole that parts are now listed of
    last: Claim | None = None  # the claim right before
    blocked: bool = False  # the figure before is about something unknown
    heading: Subject | None = None
    heading_fund: str | None = None
    listed: Claim | None = None  # the whole whose parts follow, a passage each
    here: list[Claim] = field(default_factory=list)
    earlier: list[Claim] = field(default_factory=list)
    brackets: list[tuple[Subject | None, Claim | None, Claim | None, bool]] = field(default_factory=list)

    def amount_of(self, subject: Subject | None, stage: str | None = None) -> Claim | None:
        """The last amount of ``subject`` in this passage, of ``stage`` where one is given."""
        for claim in reversed(self.here):
            same = claim.kind == "amount" and (subject is None or same_subject(claim.subject, subject))
            if same and (stage is None or claim.stage == stage):
                return claim
        return None

    def begin_passage(self) -> None:
        """Forget what only the passage before meant."""
        self.earlier += self.here
        self.here, self.brackets = [], []
        self.last, self.blocked = None, False
        self.focus = self.heading
        self.parent = self.listed

    def open_bracket(self) -> None:
        """An aside begins: what it is about holds only inside it."""
        self.brackets.append((self.focus, self.parent, self.last, self.blocked))
        if self.last is not None and self.last.kind == "amount":
            self.parent = self.last

    def close_bracket(self) -> None:
        """The aside ends."""
        if self.brackets:
            self.focus, self.parent, self.last, self.blocked = self.brackets.pop()


def same_subject(one: Subject, other: Subject) -> bool:
    """Whether two subjects are the same; an unnamed fund or flow matches any."""
    if (one.id, one.functional_code, one.economic_code) != (other.id, other.functional_code, other.economic_code):
        return False
    if one.functional_code is None and one.id in ("function", "economic") and one.name != other.name:
        return False
    if one.fund and other.fund and one.fund != other.fund:
        return False
    return not (one.flow and other.flow and one.flow != other.flow)
