from __future__ import annotations

import os
import shutil

import pytest

from tests.end_to_end.bad_files import write_bad_files
from tests.end_to_end.budget import write_budget
from tests.end_to_end.conftest import Place


def test_each_bad_file_gets_its_line_and_harms_nothing(place: Place) -> None:
    reasons = write_bad_files(place.documents)
    write_budget(place.documents / "good.docx")
    (place.documents / "renamed.pdf").write_text("这不是 PDF，只是一段文字。\n", encoding="utf-8")

    run = place.start()

    assert run.returncode == 1, run.stderr
    assert run.stderr == ""
    said = {name: (status, reason) for name, status, reason in place.rows(
        "SELECT file_name, status, reason FROM quality.document JOIN raw.document USING (document_id)".replace(
            "reason", "quality.document.reason"
        )
    )}  # fmt: skip
    assert said.pop("good.docx") == ("loaded", None)
    assert said.pop("renamed.pdf")[0] in {"no_statements", "unreadable"}
    assert said.keys() == reasons.keys()
    for name, (status, reason) in said.items():
        assert status == "unreadable", name
        assert reason in reasons[name], name
        assert any(name in line and f"[{reason}]" in line for line in run.stdout.splitlines()), name
    assert place.rows("SELECT count(*) FROM quality.document WHERE message_zh IS NULL AND status = 'unreadable'") == [
        (0,)
    ]
    assert place.rows("SELECT count(*) FROM core.fact_budget") == [(61,)]

    again = place.ingest()
    assert again.returncode == 0, "nothing is new"
    assert "Could not be read" not in again.stdout
    assert f"Still unreadable ({len(reasons)})" in again.stdout


def test_a_folder_without_permission_is_named_and_forgotten_once_it_opens(place: Place) -> None:
    prefix: list[str] = []
    if os.geteuid() == 0:  # root reads everything, unless it gives that power up
        if not shutil.which("setpriv"):
            pytest.skip("running as root without setpriv: no folder can be closed to us")
        prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    write_budget(place.documents / "good.docx")
    closed = place.documents / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        run = place.start(prefix=prefix)
    finally:
        closed.chmod(0o700)

    assert run.returncode == 4, run.stderr  # nobody knows what lies there
    assert "Not looked through (1)" in run.stdout
    assert any(str(closed) in line and "[permission_denied]" in line for line in run.stdout.splitlines())
    assert place.rows("SELECT status, reason FROM quality.document ORDER BY status") == [
        ("loaded", None),
        ("unreadable", "permission_denied"),
    ]

    assert place.ingest().returncode == 0
    assert place.rows("SELECT status FROM quality.document") == [("loaded",)]
