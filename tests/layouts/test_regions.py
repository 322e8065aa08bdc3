"""The list of divisions that names are read by is the one scripts/build_identity_regions.py makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.layouts.load import load
from scripts import build_identity_regions as build


def test_the_list_is_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not build.SOURCE.exists():
        pytest.skip("needs ../shared/reference/region.csv, the list of divisions")
    made = tmp_path / "regions.csv"
    monkeypatch.setattr(build, "TARGET", made)
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr("sys.argv", ["build_identity_regions", str(build.SOURCE)])
    kept = build.SOURCE
    assert kept.exists()
    build.main()
    current = Path(__file__).resolve().parents[2] / "pipelines" / "layouts" / "identity" / "regions.csv"
    assert made.read_bytes() == current.read_bytes()


def test_divisions_carry_their_path_and_years() -> None:
    rows = {(e.data["code"], e.data["valid_from"]): e.data for e in load("identity/regions.csv")["row"]}
    assert len(rows) == 3637
    assert (rows["110101", "1980"]["name"], rows["110101", "1980"]["path"]) == ("东城区", "北京市东城区")
    assert rows["110103", "1980"]["valid_to"] == "2009"
