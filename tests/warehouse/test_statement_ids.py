"""Every statement recognition can name is described in the warehouse."""

from __future__ import annotations

from pipelines.layouts.tables import statements
from warehouse import reference


def test_every_money_statement_of_the_layouts_has_its_row_in_dim_statement() -> None:
    described = dict(reference.statements().select("statement", "is_money").iter_rows())
    named = {layout.id: layout.money for layout in statements() if layout.id != "contents"}
    assert {i: described.get(i) for i in named} == named
