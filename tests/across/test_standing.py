"""Of what several documents of one disclosure print, what stands."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import polars as pl

from pipelines.across.revised import revision_findings
from pipelines.across.standing import STANDINGS, standings

RETURNED = {"document_id": pl.String, "over": pl.String, "returned_at": pl.Datetime("us")}
_Found = dict[tuple[str, str], tuple[str, str | None, str | None]]


class Shelf:
    """Documents of one disclosure, and what they print; ``found`` is (standing, supersedes, later_by) of each."""

    def __init__(self) -> None:
        self.documents: list[dict[str, object]] = []
        self.printed: list[dict[str, object]] = []
        self.figures: list[dict[str, object]] = []
        self.returned: list[dict[str, object]] = []
        self.left_out: list[str] = []

    def document(
        self,
        name: str,
        *,
        seen: int | None = None,
        revision: str | None = None,
        published: date | None = None,
        disclosure: str | None = "body-2024-budget",
    ) -> str:
        first_seen = None if seen is None else datetime(2026, 1, seen)  # noqa: DTZ001 (as the warehouse keeps it)
        self.documents.append(
            {"document_id": name, "part_no": 1, "disclosure_id": disclosure, "revision": revision,
             "published_on": published, "first_seen": first_seen, "address": f"file:///{name}"}
        )  # fmt: skip
        return name

    def put_back(self, document: str, *over: str, on: int) -> None:
        at = datetime(2026, 1, on)  # noqa: DTZ001
        self.returned += [{"document_id": document, "over": one, "returned_at": at} for one in over]

    def prints(
        self,
        document: str,
        item: str,
        *amounts: str,
        table: int = 1,
        name: str = "",
        loaded: bool = True,
        whole: bool = True,
        side: str | None = None,
        step: str = "0.01",
    ) -> None:
        thing = {"document_id": document, "part_no": 1, "table_no": table, "item": item, "name": name}
        self.printed.append(thing | {"lines": len(amounts), "is_loaded": loaded, "is_whole": whole, "side": side})
        self.figures += [
            thing | {"key": "2024/total", "amount": Decimal(one), "step": Decimal(step)} for one in amounts
        ]

    def rows(self) -> pl.DataFrame:
        documents = pl.DataFrame(
            self.documents,
            schema_overrides={"revision": pl.String, "published_on": pl.Date, "first_seen": pl.Datetime("us")},
        )
        printed = pl.DataFrame(self.printed, schema_overrides={"side": pl.String})
        thing = ["document_id", "part_no", "table_no", "item", "name"]
        figures = pl.DataFrame(
            self.figures,
            schema=dict.fromkeys(thing, pl.String) | {"part_no": pl.Int64, "table_no": pl.Int64, "key": pl.String}
            | {"amount": pl.Decimal(20, 2), "step": pl.Decimal(20, 6)},
        )  # fmt: skip
        returned = pl.DataFrame(self.returned, schema=RETURNED)
        return standings(printed, documents, figures, returned, self.left_out)

    def found(self) -> _Found:
        return {
            (row["document_id"], row["item"] + row["name"]): (row["standing"], row["supersedes"], row["later_by"])
            for row in self.rows().sort("table_no").iter_rows(named=True)
        }


CURRENT = ("current", None, None)


def test_text_and_tables_in_two_files_supersede_nothing() -> None:
    shelf = Shelf()
    shelf.prints(shelf.document("text", seen=2), "narrative", "100")
    tables = shelf.document("tables", seen=1)
    shelf.prints(tables, "summary", "100")
    shelf.prints(tables, "revenue", "100", table=2)
    assert set(shelf.found().values()) == {CURRENT}


def test_a_correction_supersedes_the_statement_it_repeats_and_no_other() -> None:
    shelf = Shelf()
    first = shelf.document("first", seen=1)
    shelf.prints(first, "summary", "100")
    shelf.prints(first, "general_budget", "90", table=2)
    shelf.prints(shelf.document("again", seen=1, revision="corrected"), "general_budget", "95")
    assert shelf.found() == {
        ("first", "summary"): CURRENT,
        ("first", "general_budget"): ("superseded", None, "revision"),
        ("again", "general_budget"): ("current", "first", "revision"),
    }


def test_the_title_goes_before_the_date_and_the_date_before_the_sighting() -> None:
    for dates, seen, later in (
        ((date(2024, 3, 1), date(2024, 2, 1)), (1, 2), "published"),  # the first by its date, though met later
        ((None, date(2024, 2, 1)), (1, 2), "first_seen"),  # one date alone says nothing
        ((None, None), (None, 2), "first_seen"),  # what this run found comes after what one before found
    ):
        shelf = Shelf()
        shelf.prints(shelf.document("x", published=dates[0], seen=seen[0]), "summary", "100")
        shelf.prints(shelf.document("y", published=dates[1], seen=seen[1]), "summary", "90")
        winner = "y" if seen == (1, 2) and later == "first_seen" else "x"
        assert shelf.found()[winner, "summary"] == ("current", "y" if winner == "x" else "x", later)


def test_the_same_figures_are_a_duplicate_to_the_digits_of_the_coarser() -> None:
    shelf = Shelf()
    shelf.prints(shelf.document("pdf", seen=1), "summary", "1234500", "65400", step="100")
    shelf.prints(shelf.document("workbook", seen=1), "summary", "65432.10", "1234521.07")
    assert {key[0]: one[0] for key, one in shelf.found().items()} == {"pdf": "duplicate", "workbook": "current"}
    other = Shelf()
    other.prints(other.document("pdf", seen=1), "summary", "1234500", "65400", step="100")
    other.prints(other.document("workbook", seen=1), "summary", "65432.10", "1234621.07")
    assert other.found()["pdf", "summary"][0] == "undecided"


def test_where_nothing_tells_which_is_later_the_fuller_stands() -> None:
    shelf = Shelf()
    shelf.prints(shelf.document("b"), "summary", "100", "60")
    shelf.prints(shelf.document("a"), "summary", "100", "60", "40")
    assert shelf.found() == {
        ("b", "summary"): ("undecided", None, None),
        ("a", "summary"): ("current", "b", None),
    }


def test_some_rows_of_a_statement_do_not_take_its_place() -> None:
    shelf = Shelf()
    shelf.prints(shelf.document("first", seen=1), "general_budget", "100", "60", "40")
    shelf.prints(shelf.document("notice", seen=2, revision="corrected"), "general_budget", "61", whole=False)
    found = shelf.found()
    assert found["first", "general_budget"] == CURRENT
    assert found["notice", "general_budget"][0] == "fragment"


def test_what_does_not_load_takes_the_place_of_what_does_only_by_what_it_prints() -> None:
    for revision, standing in ((None, "held_back"), ("corrected", "current")):
        shelf = Shelf()
        shelf.prints(shelf.document("first", seen=1), "summary", "100")
        shelf.prints(shelf.document("scan", seen=2, revision=revision), "summary", "700", loaded=False)
        assert shelf.found()["scan", "summary"][0] == standing


def test_before_and_after_in_one_file() -> None:
    shelf = Shelf()
    notice = shelf.document("notice")
    shelf.prints(notice, "general_budget", "90", table=1, side="before")
    shelf.prints(notice, "general_budget", "95", table=2, side="after")
    shelf.prints(notice, "summary", "200", table=3)
    rows = {row["table_no"]: row for row in shelf.rows().iter_rows(named=True)}
    assert [(rows[n]["standing"], rows[n]["is_current"]) for n in (1, 2, 3)] == [
        ("corrected", False), ("current", True), ("current", True)]  # fmt: skip
    assert (rows[2]["supersedes"], rows[2]["later_by"], rows[1]["superseded_by"]) == ("notice", "correction", "notice")


def test_a_form_is_printed_again_project_by_project() -> None:
    shelf = Shelf()
    first = shelf.document("first", seen=1)
    shelf.prints(first, "performance", "10", name="河道整治")
    shelf.prints(first, "performance", "20", name="水库加固", table=2)
    shelf.prints(shelf.document("later", seen=2), "performance", "12", name="河道整治")
    assert {key: one[0] for key, one in shelf.found().items()} == {
        ("first", "performance河道整治"): "superseded",
        ("first", "performance水库加固"): "current",
        ("later", "performance河道整治"): "current",
    }


def test_a_short_text_stands_beside_a_long_one() -> None:
    shelf = Shelf()
    shelf.prints(shelf.document("long", seen=1), "narrative", "1", "2", "3", "4")
    shelf.prints(shelf.document("notice", seen=2), "narrative", "5")
    assert {key[0]: one[0] for key, one in shelf.found().items()} == {"long": "current", "notice": "beside"}


def test_the_order_and_the_names_of_files_do_not_matter() -> None:
    one, other = Shelf(), Shelf()
    for shelf, order in ((one, "ab"), (other, "ba")):
        for name in order:
            shelf.prints(shelf.document(name, seen={"a": 2, "b": 1}[name]), "summary", {"a": "1", "b": "2"}[name])
    assert one.found() == other.found()
    assert one.rows().schema == STANDINGS


def test_what_no_disclosure_is_known_of_is_compared_with_nothing() -> None:
    shelf = Shelf()
    shelf.prints(shelf.document("a", disclosure=None), "summary", "1")
    shelf.prints(shelf.document("b", disclosure=None), "summary", "2")
    assert shelf.rows().is_empty()


def test_what_was_not_certain_is_a_finding() -> None:
    shelf = Shelf()
    shelf.prints(shelf.document("b"), "summary", "100", "60")
    shelf.prints(shelf.document("a"), "summary", "100", "60", "40")
    shelf.prints("a", "revenue", "5", table=2)
    [row] = revision_findings(shelf.rows(), {"a": "甲.pdf"}).iter_rows(named=True)
    assert (row["document_id"], row["kind"], row["severity"]) == ("b", "revision_undecided", "warning")
    assert "甲.pdf" in row["message_zh"]
    assert "summary" in row["message_en"]


def test_what_is_certain_is_none() -> None:
    shelf = Shelf()
    shelf.prints(shelf.document("a", seen=1), "summary", "100")
    shelf.prints(shelf.document("b", seen=2), "summary", "90")
    assert revision_findings(shelf.rows(), {}).is_empty()


def three(shelf: Shelf, *, b: dict[str, object] | None = None, c: dict[str, object] | None = None) -> _Found:
    """a, then b in its place, then a put back on the 3rd; c, if there is one, somewhere else."""
    shelf.prints(shelf.document("a", seen=1), "revenue", "100")
    shelf.prints(shelf.document("b", seen=2, **(b or {})), "revenue", "200")  # type: ignore[arg-type]
    if c is not None:
        shelf.prints(shelf.document("c", **c), "revenue", "300")  # type: ignore[arg-type]
    shelf.put_back("a", "b", on=3)
    return shelf.found()


def test_what_was_put_back_stands_whatever_the_other_prints() -> None:
    for says in ({}, {"revision": "更正"}, {"published": date(2026, 5, 1)}):
        found = three(Shelf(), b=says)
        assert found["a", "revenue"] == ("current", "b", "returned")
        assert found["b", "revenue"] == ("superseded", None, "returned")


def test_what_comes_after_it_was_put_back_is_later() -> None:
    found = three(Shelf(), c={"seen": 4})
    assert found["c", "revenue"] == ("current", "a", "first_seen")
    found = three(Shelf(), b={"revision": "更正"}, c={"seen": 4})
    assert found["a", "revenue"][0] == "current", "what is no correction does not correct one"
    found = three(Shelf(), b={"revision": "更正"}, c={"seen": 4, "revision": "再次更正"})
    assert found["c", "revenue"] == ("current", "a", "first_seen")


def test_of_two_that_were_put_back_in_turn_the_last_stands() -> None:
    shelf = Shelf()
    shelf.put_back("b", "a", on=4)
    assert three(shelf)["b", "revenue"] == ("current", "a", "returned")


def test_a_document_put_back_over_another_bodys_is_no_revision_of_its_own() -> None:
    shelf = Shelf()
    shelf.put_back("a", "other", on=3)
    shelf.prints(shelf.document("a", seen=1), "revenue", "100")
    shelf.prints(shelf.document("b", seen=2), "revenue", "200")
    assert shelf.found()["b", "revenue"] == ("current", "a", "first_seen")


def test_what_is_left_out_leaves_its_place_to_what_came_before() -> None:
    shelf = Shelf()
    shelf.left_out = ["b"]
    shelf.prints(shelf.document("a", seen=1), "revenue", "100")
    shelf.prints(shelf.document("b", seen=2), "revenue", "200")
    shelf.prints("b", "summary", "5", table=2)
    assert shelf.found() == {
        ("a", "revenue"): CURRENT,
        ("b", "revenue"): ("withdrawn", None, None),
        ("b", "summary"): ("withdrawn", None, None),
    }


def test_what_is_left_out_and_superseded_stays_superseded() -> None:
    shelf = Shelf()
    shelf.left_out = ["a"]
    shelf.prints(shelf.document("a", seen=1), "revenue", "100")
    shelf.prints(shelf.document("b", seen=2), "revenue", "200")
    assert shelf.found() == {
        ("a", "revenue"): ("superseded", None, "first_seen"),
        ("b", "revenue"): ("current", "a", "first_seen"),
    }
    shelf.left_out = ["a", "b"]
    assert {standing for standing, _, _ in shelf.found().values()} == {"withdrawn"}
