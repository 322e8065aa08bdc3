"""What the marts' SQL asks of the vocabulary, as macros: the lists themselves stand in `pipelines.model` alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipelines.model.bodies import PARTS
from pipelines.model.fund_sources import BUDGETS, OWN_FUNDS
from pipelines.model.statements import LISTED, TWO_SIDED
from pipelines.model.three_public import Item
from warehouse import reference


def macros() -> Iterator[str]:
    """``CREATE MACRO`` for each question; every macro takes a word and works on NULL as ``IN`` and ``CASE`` do.

    is_two_sided(statement)         whether it prints income beside spending
    is_budget_statement(statement)  whether it is the spending of one of the three budgets, whole and by function
    statement_fund(statement)       the fund all its amounts are of, or NULL
    is_budget(fund_source)          whether it is one of the three budgets a 财政拨款 is made of
    is_own_fund(fund_source)        whether it is a part of 单位资金
    is_part(kind)                   whether a department's figures include those of such a body
    item_name(item)                 what a 三公 item is called, NULL for any other word

    is_transfer(scheme, code, year) whether another government spends the money of such a code (reference/transfers.csv)

    And what a mart writes in its column ``found_in``:

    is_equal(name, value)           the condition under which a column holds the value, as SQL
    begins(name, value)             the same of a column whose words begin with it
    in_cells(facts, line_ids)       the table and the condition that find these cells
    """
    of_one_budget = (k for k in LISTED if k.fund in BUDGETS and k.scheme == "functional" and k.expenditure_type is None)
    yield _among("is_two_sided", "statement", TWO_SIDED)
    yield _among("is_budget_statement", "statement", (kind.id for kind in of_one_budget))
    yield _named("statement_fund", "statement", {kind.id: kind.fund for kind in LISTED if kind.fund is not None})
    yield _among("is_budget", "fund_source", BUDGETS)
    yield _among("is_own_fund", "fund_source", OWN_FUNDS)
    yield _among("is_part", "kind", PARTS)
    yield _named("item_name", "item", {item: item.zh for item in Item})
    yield _transfer()
    yield from _CONDITIONS


_QUOTED = "'''' || replace(value::VARCHAR, '''', '''''') || ''''"
_CONDITIONS = (
    "CREATE TEMP MACRO is_equal(name, value) AS"
    f" CASE WHEN value IS NULL THEN name || ' IS NULL' WHEN typeof(value) = 'VARCHAR' THEN name || ' = ' || {_QUOTED}"
    " ELSE name || ' = ' || value::VARCHAR END",
    "CREATE TEMP MACRO begins(name, value) AS"
    f" CASE WHEN value IS NULL THEN name || ' IS NULL' ELSE 'starts_with(' || name || ', ' || {_QUOTED} || ')' END",
    "CREATE TEMP MACRO in_cells(facts, line_ids) AS"
    " facts || ' WHERE line_id IN (''' || array_to_string(line_ids, ''', ''') || ''')'",
)


def _among(name: str, word: str, words: Iterable[str]) -> str:
    return f"CREATE TEMP MACRO {name}({word}) AS {word} IN ({', '.join(_quote(one) for one in sorted(words))})"


def _transfer() -> str:
    cases = (
        f"WHEN {_quote(row['scheme'])} THEN starts_with(code, {_quote(row['code'])})"
        f" AND year BETWEEN {row['valid_from'] or 0} AND {row['valid_to'] or 9999}"
        for row in reference.transfers().iter_rows(named=True)
    )
    any_of = " OR ".join(f"coalesce(CASE scheme {case} END, false)" for case in cases)
    return f"CREATE TEMP MACRO is_transfer(scheme, code, year) AS {any_of}"


def _named(name: str, word: str, names: Mapping[str, str]) -> str:
    cases = " ".join(f"WHEN {_quote(one)} THEN {_quote(text)}" for one, text in names.items())
    return f"CREATE TEMP MACRO {name}({word}) AS CASE {word} {cases} END"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
