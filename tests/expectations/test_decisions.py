"""Lists of decisions are read strictly: each error says its line and what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from expectations.decisions import OF_BODIES, OF_DOCUMENTS, load_bodies, load_documents
from expectations.registry import RegistryError
from pipelines.model.decisions import Named, Relation

SHA = "1" * 64
SIGNED = "seen,a person"


def written(folder: Path, columns: tuple[str, ...], *lines: str) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join([",".join(columns), *lines]) + "\n", encoding="utf-8")
    return path


def test_the_lists_in_the_repository_decide_nothing() -> None:
    assert load_bodies() == ()
    assert load_documents() == ()


def test_a_row_of_bodies(tmp_path: Path) -> None:
    [row] = load_bodies(written(tmp_path, OF_BODIES, ",,,,,,,,", f"same, 甲局 ,431126,乙局,431126,2018,,{SIGNED}"))
    assert (row.relation, row.a, row.b) == (Relation.SAME, Named("甲局", "431126"), Named("乙局", "431126"))
    assert (row.from_year, row.to_year, row.reason, row.owner) == (2018, None, "seen", "a person")
    [moved] = load_bodies(written(tmp_path, OF_BODIES, f"same,甲局,431126,乙局,431126,2018,,{SIGNED}", ",,,,,,,,"))
    assert moved.id == row.id
    [other] = load_bodies(written(tmp_path, OF_BODIES, f"same,甲局,431126,乙局,431126,2019,,{SIGNED}"))
    assert other.id != row.id


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (f"same,甲局,431126,,431126,,,{SIGNED}", "line 2: b missing"),
        ("same,甲局,431126,乙局,431126,,,seen,", "owner missing"),
        (f"alike,甲局,431126,乙局,431126,,,{SIGNED}", "relation 'alike' is none of different, parent, same"),
        (f"same,甲局,,乙局,431126,,,{SIGNED}", "a is an id of core.dim_department, or a name with a_region"),
        (f"same,甲局,431126,431126-0123abcd,431126,,,{SIGNED}", "b is an id"),
        (f"same,甲局,999999,乙局,431126,,,{SIGNED}", "a_region '999999' is no division"),
        (f"same,甲局,431126,乙局,431126,18,,{SIGNED}", "from_year '18' is not a year"),
        (f"same,甲局,431126,乙局,431126,2019,2018,{SIGNED}", "from_year 2019 is after to_year 2018"),
        (f"same,甲局,431126,甲局,431126,,,{SIGNED}", "a and b are the same"),
        (f"different,甲局,431126,甲局,431126,,,{SIGNED}", "a and b are the same"),
        (f"parent,甲局,431126,乙局,431126,2018,,{SIGNED}", "parent is of all years"),
        (f"same,甲局,431126,乙局,130322,,,{SIGNED}", "only parent goes from one to another"),
        (f"parent,甲局,430000,乙局,431126,,,{SIGNED}", "named by its id"),
    ],
)
def test_a_wrong_row_of_bodies(tmp_path: Path, line: str, wrong: str) -> None:
    with pytest.raises(RegistryError, match=r"list\.csv line 2") as error:
        load_bodies(written(tmp_path, OF_BODIES, line))
    assert wrong in str(error.value)


def test_a_row_of_documents(tmp_path: Path) -> None:
    path = written(
        tmp_path, OF_DOCUMENTS, f"{SHA},2,甲局,431126,2024,final,unit,,{SIGNED}", f"*甲局*.pdf,,,,,,,万元,{SIGNED}"
    )
    one, other = load_documents(path)
    assert (one.part_no, one.department_name, one.region_code) == (2, "甲局", "431126")
    assert (one.fiscal_year, one.stage, one.kind, one.unit) == (2024, "final", "unit", None)
    assert [one.is_of(SHA, "x.pdf"), one.is_of("2" * 64, "x.pdf")] == [True, False]
    assert [other.is_of(SHA, "某甲局2024.pdf"), other.is_of(SHA, "x.pdf")] == [True, False]


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ((f"{SHA},,,,,,,,{SIGNED}",), "one of department_name, region_code"),
        ((f",,甲局,,,,,,{SIGNED}",), "document missing"),
        ((f"{SHA[:20]},,甲局,,,,,,{SIGNED}",), "part of a sha256"),
        ((f"{SHA},0,甲局,,,,,,{SIGNED}",), "part_no '0' is not a number from 1"),
        ((f"{SHA},1,,,,,,元,{SIGNED}",), "unit is said of a whole document"),
        ((f"{SHA},,,,,,,两,{SIGNED}",), "unit '两' is none of"),
        ((f"{SHA},,,,,adjusted,,,{SIGNED}",), "stage 'adjusted' is none of budget, final"),
        ((f"{SHA},,,,二〇二四,,,,{SIGNED}",), "fiscal_year '二〇二四' is not a year"),
        ((f"{SHA},,甲局,,,,,,{SIGNED}", f"{SHA},,乙局,,,,,,{SIGNED}"), "line 3: 1111"),
    ],
)
def test_a_wrong_row_of_documents(tmp_path: Path, lines: tuple[str, ...], wrong: str) -> None:
    with pytest.raises(RegistryError, match=r"list\.csv line") as error:
        load_documents(written(tmp_path, OF_DOCUMENTS, *lines))
    assert wrong in str(error.value)


def test_a_list_that_is_not_there_or_lacks_a_column(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"absent\.csv"):
        load_bodies(tmp_path / "absent.csv")
    with pytest.raises(RegistryError, match="no column owner"):
        load_documents(written(tmp_path, OF_DOCUMENTS[:-1]))
