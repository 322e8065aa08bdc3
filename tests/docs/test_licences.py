"""What is installed is what is locked, with hashes, under a licence that may be used; the list of licences says so."""

from __future__ import annotations

import re
from importlib import metadata

import pytest

from scripts import licences
from scripts.licences import LIST, LOCK, known, locked, may_be_used, rows


def test_the_list_is_of_what_is_locked_and_says_what_is_installed() -> None:
    listed = LIST.read_text(encoding="utf-8")
    assert set(re.findall(r"^\| ([\w.-]+) \|", listed, re.MULTILINE)) - {"library"} <= set(locked())
    missing = [row for _, row in rows() if row is not None and row not in listed]
    assert missing == [], "make licences"


def test_every_locked_file_has_hashes_and_no_address() -> None:
    text = LOCK.read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(locked()) > 100
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_what_is_installed_is_what_is_locked() -> None:
    locked_as = r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;]+)"
    versions = dict(re.findall(locked_as, LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    found = {name: metadata.version(name) for name in versions if _is_installed(name)}
    assert {name: version for name, version in found.items() if version != versions[name]} == {}
    assert len(found) > 100


@pytest.mark.parametrize(
    ("expression", "is_right"),
    [
        ("MIT", True),
        ("BSD-3-Clause AND MIT AND Zlib", True),
        ("GPL-3.0-only OR Apache-2.0", True),
        ("MIT AND LGPL-2.1-only", False),
        ("GPL-3.0-only", False),
        ("MPL-2.0", False),
        ("Proprietary", False),
    ],
)
def test_which_licences_may_be_used(expression: str, is_right: bool) -> None:
    assert may_be_used("some-library", expression, known()) is is_right


def test_a_library_that_may_not_be_used_stops_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    given = known()
    given["exceptions"].pop("certifi")
    monkeypatch.setattr(licences, "known", lambda: given)
    with pytest.raises(LookupError, match=r"certifi: MPL-2\.0 is not among the licences"):
        list(rows())


def _is_installed(name: str) -> bool:
    try:
        metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return False
    return True
