"""What an identity is: a rule with a shape, and the selectors that say which cells it reads.

Rules are data: `expectations/rules/*.toml` holds them, `expectations.registry` reads them into these
classes.  Nothing here knows a single identity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipelines.model.judgements import Severity
from pipelines.model.stages import Stage

Scope = Literal["table", "document", "department"]
By = Literal["", "block", "line", "class", "code", "source", "item"]
Dimension = Literal["period", "fund", "etype"]

ANY = "*"


@dataclass(frozen=True, slots=True)
class Selector:
    """Which cells one side of an identity adds up.

    A column is named by three coordinates (`pipelines.reconcile.coordinates`): `period`, `fund`, `etype`.  An
    empty tuple asks for the cell that is not split along that coordinate, ``("*",)`` takes any.
    """

    statement: tuple[str, ...]
    role: tuple[str, ...] = ("top",)  # line roles, or places (`pipelines.reconcile.lines`): top, outer, grand, …
    flow: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    fund: tuple[str, ...] = ()
    etype: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    source: tuple[str, ...] = ()  # of income rows: where their money comes from
    code: tuple[str, ...] = ()  # prefixes of the functional or economic code
    name: str = ""  # regular expression on the printed name
    stage: tuple[str, ...] = ()  # stage of the column; empty: both sides have the same
    document_stage: str = ""  # stage of the document
    part_kind: tuple[str, ...] = ()  # department, unit, own
    coefficient: int = 1
    optional: bool = False  # a figure that is not printed counts as nothing, without a word


@dataclass(frozen=True, slots=True)
class Children:
    """Every row equals the sum of the rows directly below it, in every amount column."""


@dataclass(frozen=True, slots=True)
class Classes:
    """A total row equals the outermost rows of its block.

    `total` is the role of the total row.  `extra` are roles that the total holds besides the items (上年结转 …).
    With `via` the items come in through that inner total where the block prints it.
    """

    total: tuple[str, ...]
    extra: tuple[str, ...] = ()
    via: str = ""
    flow: str = ""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The total above several units equals the totals of the units."""


@dataclass(frozen=True, slots=True)
class Columns:
    """On every row, a column equals the columns it is split into along one coordinate.

    `tree` names the parts of every column that has parts; a part that the table does not print at all is
    replaced by its own parts.  The split is known to be complete where all of `required` are printed;
    otherwise rows whose parts fall short are judged only in tables where most rows do add up.
    """

    dimension: Dimension
    parent: str
    tree: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """Inside a 三公 table, an item equals its parts, whether items are rows or columns."""

    parent: str
    tree: Mapping[str, tuple[str, ...]]
    beyond: tuple[str, ...] = ()  # items a printed total may hold besides (会议费, 培训费)


@dataclass(frozen=True, slots=True)
class Figures:
    """Sum of selectors on the left = (or <=) sum of selectors on the right, within a scope and per key."""

    lhs: tuple[Selector, ...]
    rhs: tuple[Selector, ...]
    op: Literal["eq", "le"] = "eq"
    scope: Scope = "document"
    by: By = ""
    zero: tuple[Selector, ...] = ()  # applies only where each of these figures is zero or not printed
    unless: tuple[Selector, ...] = ()  # the condition is lifted where one of these figures is not zero
    if_printed: bool = False  # a figure whose column its statement does not print makes it not applicable
    year_offset: int = 0  # the right side is taken from this many years later (scope department)
    item_of_code: Mapping[str, str] = field(default_factory=dict)  # economic code -> 三公 item, for by = item


@dataclass(frozen=True, slots=True)
class Narrative:
    """Figures the narrative states, against the tables or one another (`pipelines.reconcile.narrative`).

    `check` names the comparison.  `subjects` are those it reads; for a list of parts `total` is the whole, `inner`
    the parts of a part, `complete` the parts (or `complete_name` a name among them) that show the list to be whole.
    """

    check: str
    subjects: tuple[str, ...] = ()
    total: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()
    complete_name: str = ""
    whole_sentence: bool = False  # a list may leave a part out, so it has to be read figure by figure
    apart: bool = False  # the whole and its parts may stand under headings of their own
    said: str = ""  # words without which a sentence does not count
    weak: bool = False  # that it holds says little of its figures: a bound, a direction, a year
    vague: str = ""  # words of a claim that leave room: only roughly so (基本持平), or of other money
    op: Literal["eq", "le"] = "eq"


@dataclass(frozen=True, slots=True)
class Forms:
    """What the forms and lists print (projects, indicators, procurement, assets, staff), against one another, their own
    texts and the money statements (`pipelines.reconcile.forms`).  `check` names the comparison."""

    check: str
    op: Literal["eq", "le"] = "eq"


Shape = Children | Classes | Blocks | Columns | Items | Figures | Narrative | Forms


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the registry.

    `reason_zh` and `reason_en` say why it holds, `basis_zh` and `basis_en` name the law, regulation or accounting rule
    behind it.  `statements` are those whose tables the rule reads (all money statements where empty), `stages` those of
    the document.  A failing `critical` rule keeps its statement out of core.
    """

    id: str
    shape: Shape
    severity: Severity
    text_zh: str
    text_en: str
    reason_zh: str = ""
    reason_en: str = ""
    basis_zh: str = ""
    basis_en: str = ""
    statements: tuple[str, ...] = ()
    stages: tuple[str, ...] = (Stage.BUDGET.value, Stage.FINAL.value)

    @property
    def op(self) -> Literal["eq", "le"]:
        """How the two sides compare."""
        return self.shape.op if isinstance(self.shape, Figures | Forms | Narrative) else "eq"

    @property
    def of_tables(self) -> bool:
        """Whether it is about cells of money statements (`pipelines.reconcile.evaluate`); only those hold any back."""
        return not isinstance(self.shape, Narrative | Forms)

    @property
    def across(self) -> bool:
        """Whether it compares several disclosures of a department (`pipelines.across`): it says so, and no more."""
        return isinstance(self.shape, Figures) and self.shape.scope == "department"

    @property
    def in_table(self) -> bool:
        """Whether one table alone decides it (its failure can keep that table out of core)."""
        if not self.of_tables:
            return False
        return not isinstance(self.shape, Figures) or self.shape.scope == "table"
