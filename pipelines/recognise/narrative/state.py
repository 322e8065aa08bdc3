"""What a reader of the narrative keeps in mind between figures.  A state is never changed: each step gives the next."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipelines.model.stages import Stage
from pipelines.recognise.narrative.functions import Path
from pipelines.recognise.narrative.model import Claim, Kind, Subject


@dataclass(frozen=True, slots=True)
class State:
    """Where the reading stands.

    ``claims`` are those of the document so far; the first ``earlier`` of them stand in passages before this one.
    ``outer`` is the state in which the bracket at hand was opened: an aside is about itself only.
    """

    claims: tuple[Claim, ...] = ()
    earlier: int = 0
    path: Path = field(default_factory=Path)
    heading: Subject | None = None
    heading_fund: str | None = None
    listed: Claim | None = None  # the whole whose parts follow, a passage each
    focus: Subject | None = None  # what a figure without words of its own is about
    parent: Claim | None = None  # the whole that parts are now listed of
    last: Claim | None = None  # the amount or change right before
    blocked: bool = False  # the figure before is about something unknown
    unread: bool = False  # ... and it is an amount of this sentence whose words hold none that are known
    of_body: bool = False  # ... and its words are only the budget of some body
    elsewhere: bool = False  # this section lists the amounts of a body that is not the department
    narrower: bool = False  # this passage speaks of targets or evaluations: its amounts are not the department's
    evaluates: int | None = None  # the level of the heading of a chapter of targets or evaluations
    base_year: int | None = None  # the year that the changes stated before are compared with
    carried: str = ""  # words before the figure at hand that go on behind it
    outer: State | None = None

    # -- questions ----------------------------------------------------------------------------------------------

    @property
    def here(self) -> tuple[Claim, ...]:
        """The claims of this passage."""
        return self.claims[self.earlier :]

    @property
    def amounts(self) -> list[Claim]:
        """The amounts of this passage that the talk is of."""
        return [claim for claim in amounts_of(self.here) if not claim.compared]

    @property
    def spoken_of(self) -> Subject | None:
        """What words that name nothing are about; nothing where the figure before is about something unknown."""
        return None if self.blocked else self.focus

    @property
    def whole(self) -> Claim | None:
        """The amount whose parts are now listed."""
        if self.parent is None or self.parent.kind != Kind.AMOUNT:
            return None
        return self.parent

    @property
    def in_unknown_aside(self) -> bool:
        """Whether a bracket is open behind a figure about something unknown."""
        return self.outer is not None and self.outer.blocked

    def claim(self, number: int | None) -> Claim | None:
        """The claim of a number."""
        return self.claims[number - 1] if number else None

    def is_here(self, claim: Claim | None) -> bool:
        """Whether ``claim`` stands in this passage."""
        return claim is not None and claim.number > self.earlier

    def amount_of(self, subject: Subject, stage: Stage | None = None) -> Claim | None:
        """The last amount of ``subject`` in this passage, of ``stage`` where one is given."""
        for claim in reversed(self.amounts):
            if claim.subject.matches(subject) and stage in (None, claim.stage):
                return claim
        return None

    def last_total(self, named: Subject) -> Claim | None:
        """The last amount of ``named`` in the document, of the same source of money."""
        for claim in reversed(amounts_of(self.claims)):
            if not claim.compared and (claim.subject.id, claim.subject.fund) == (named.id, named.fund):
                return claim
        return None

    # -- the next state -----------------------------------------------------------------------------------------

    def begin_section(self, heading: Subject | None, fund: str | None, evaluates: int | None = None) -> State:
        """A heading: what it names holds for the passages below it."""
        return State(
            claims=self.claims,
            earlier=len(self.claims),
            path=self.path,
            heading=heading,
            heading_fund=fund,
            focus=heading,
            evaluates=evaluates,
        )

    def begin_passage(self) -> State:
        """Forget what only the passage before meant."""
        return State(
            claims=self.claims,
            earlier=len(self.claims),
            path=self.path,
            heading=self.heading,
            heading_fund=self.heading_fund,
            elsewhere=self.elsewhere,
            listed=self.listed,
            focus=self.heading,
            parent=self.listed,
            narrower=self.evaluates is not None,
            evaluates=self.evaluates,
        )

    def begin_sentence(self) -> State:
        """Forget what only the sentence before left unread."""
        return replace(self, unread=False, of_body=False) if self.unread or self.of_body else self

    def without_carried(self) -> State:
        """The words that were carried on are used up."""
        return replace(self, carried="") if self.carried else self

    def open_bracket(self) -> State:
        """An aside begins: what it is about holds only inside it; it may list the parts of the amount before it."""
        follows_amount = self.last is not None and self.last.kind == Kind.AMOUNT
        return replace(self, outer=self, parent=self.last if follows_amount else self.parent)

    def close_bracket(self) -> State:
        """The aside ends: the talk is again of what it was of before."""
        before = self.outer
        if before is None:
            return self
        return replace(
            self,
            focus=before.focus,
            parent=before.parent,
            last=before.last,
            blocked=before.blocked,
            carried=before.carried,
            outer=before.outer,
        )

    def leave_list(self) -> State:
        """The list of parts ends: its whole's own whole is the one whose parts are now listed."""
        if self.parent is None:
            return self
        above = self.claim(self.parent.of)
        ends_listed = self.outer is None and self.listed is not None and self.listed.number == self.parent.number
        return replace(self, parent=above, listed=above if ends_listed else self.listed)

    def stated(self, claim: Claim) -> State:
        """``claim`` is one more; the talk stays where it was."""
        return replace(self, claims=(*self.claims, claim))

    def talks_of(self, claim: Claim) -> State:
        """``claim`` is one more, and the talk is of it."""
        told = replace(self, blocked=False, unread=False, of_body=False, base_year=claim.base_year)
        return replace(told, claims=(*self.claims, claim), focus=claim.subject, last=claim)

    def under(self, path: Path) -> State:
        """Later functions stand under ``path``."""
        return self if path is self.path else replace(self, path=path)


def amounts_of(claims: tuple[Claim, ...]) -> list[Claim]:
    """The amounts of the budget among ``claims``."""
    return [claim for claim in claims if claim.kind == Kind.AMOUNT and not claim.subject.apart]
