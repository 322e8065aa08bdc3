"""The statements that are published, and what is known of each: `statements.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from pathlib import Path

from pipelines.model.entries import Entry, read_entries
from pipelines.model.expenditure_types import ExpenditureType
from pipelines.model.fund_sources import FundSource
from pipelines.model.schemes import Scheme
from pipelines.model.terms import VocabularyError, Word, known

FILE = Path(__file__).with_suffix(".toml")
_REQUIRED = frozenset({"zh", "en", "in_text"})
_FLAGS = frozenset({"money", "form", "listed", "two_sided", "by_source"})
_OPTIONAL = _FLAGS | {"scheme", "fund", "expenditure_type"}


@unique
class Statement(StrEnum):
    """Ids of statements, as they stand in core.dim_statement; ``CONTENTS`` is a table of contents, in no table."""

    SUMMARY = "summary"
    REVENUE = "revenue"
    EXPENDITURE = "expenditure"
    APPROPRIATION = "appropriation"
    GENERAL_BUDGET = "general_budget"
    GENERAL_BUDGET_ECONOMIC = "general_budget_economic"
    BASIC_ECONOMIC = "basic_economic"
    GOVERNMENT_FUND = "government_fund"
    STATE_CAPITAL = "state_capital"
    THREE_PUBLIC = "three_public"
    PROJECT = "project"
    PROCUREMENT = "procurement"
    PERFORMANCE_DEPARTMENT = "performance_department"
    PERFORMANCE_PROJECT = "performance_project"
    ORGANISATION = "organisation"
    STATE_ASSET = "state_asset"
    EXPENDITURE_ECONOMIC = "expenditure_economic"
    EXPENDITURE_PART = "expenditure_part"
    BASIC_EXPENDITURE = "basic_expenditure"
    BASIC_PART = "basic_part"
    APPROPRIATION_EXPENDITURE = "appropriation_expenditure"
    APPROPRIATION_ECONOMIC = "appropriation_economic"
    APPROPRIATION_BASIC_ECONOMIC = "appropriation_basic_economic"
    APPROPRIATION_BASIC_FUNCTIONAL = "appropriation_basic_functional"
    GENERAL_BUDGET_BASIC_FUNCTIONAL = "general_budget_basic_functional"
    GENERAL_BUDGET_PROJECT_ECONOMIC = "general_budget_project_economic"
    OPERATING_EXPENSES = "operating_expenses"
    MEETING_TRAINING_DETAIL = "meeting_training_detail"
    PURCHASE_OF_SERVICES = "purchase_of_services"
    CONTENTS = "contents"

    @property
    def kind(self) -> StatementKind:
        """What `statements.toml` says of it."""
        return STATEMENTS[self]


@dataclass(frozen=True, slots=True)
class StatementKind:
    """One entry of `statements.toml`; the file says what each value means.  ``position`` counts from 1."""

    id: Statement
    zh: str
    en: str
    in_text: str
    position: int
    money: bool
    form: bool
    listed: bool
    two_sided: bool
    by_source: bool
    scheme: Scheme | None
    fund: FundSource | None
    expenditure_type: ExpenditureType | None


def read_statements(path: Path = FILE) -> Mapping[Statement, StatementKind]:
    """Every statement in the order of the file.

    Raises:
        VocabularyError: an entry is incomplete, holds an unknown key or word, or a statement has no entry.
    """
    entries = read_entries(path, _REQUIRED, _OPTIONAL)
    kinds = [_kind(entry, number) for number, entry in enumerate(entries, 1)]
    found = {kind.id: kind for kind in kinds}
    absent = sorted(set(Statement) - found.keys())
    if absent:
        raise VocabularyError(path.name, 1, f"no entry for {', '.join(absent)}")
    return found


def _kind(entry: Entry, position: int) -> StatementKind:
    values = entry.values
    wrong = sorted(flag for flag in _FLAGS if not isinstance(values.get(flag, False), bool))
    if wrong:
        raise entry.wrong(f"{', '.join(wrong)} must be true or false")
    return StatementKind(
        id=known(Statement, entry.id, entry.file, entry.line),
        zh=values["zh"],
        en=values["en"],
        in_text=values["in_text"],
        position=position,
        money=values.get("money", False),
        form=values.get("form", False),
        listed=values.get("listed", True),
        two_sided=values.get("two_sided", False),
        by_source=values.get("by_source", False),
        scheme=_word(Scheme, entry, "scheme"),
        fund=_word(FundSource, entry, "fund"),
        expenditure_type=_word(ExpenditureType, entry, "expenditure_type"),
    )


def _word(vocabulary: type[Word], entry: Entry, key: str) -> Word | None:
    value = entry.values.get(key)
    return None if value is None else known(vocabulary, value, entry.file, entry.line)


STATEMENTS = read_statements()
LISTED = tuple(kind for kind in STATEMENTS.values() if kind.listed)
MONEY = frozenset(kind.id for kind in LISTED if kind.money)
FORMS = frozenset(kind.id for kind in LISTED if kind.form)
TWO_SIDED = frozenset(kind.id for kind in LISTED if kind.two_sided)
BY_SOURCE = frozenset(kind.id for kind in LISTED if kind.by_source)
WHOLE_TYPE = {kind.id: kind.expenditure_type for kind in LISTED if kind.expenditure_type is not None}
