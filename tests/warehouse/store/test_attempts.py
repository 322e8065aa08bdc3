"""When a document that could not be read is tried again, and when no more."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from expectations.policy import load_policy
from pipelines.acquire import scan
from pipelines.model.document import ReadError, Unreadable
from pipelines.workers.machine import trouble
from pipelines.workers.worker import failure
from tests.warehouse.store.test_plan import Kept
from warehouse.store import plan as planning
from warehouse.store.attempts import Attempt, after, given_up
from warehouse.store.fingerprint import building, reading
from warehouse.store.known import Known
from warehouse.store.plan import plan

TWO = datetime(2026, 3, 1, 2, 30)  # noqa: DTZ001 - half past two in the first night
KILLED = ReadError(Unreadable.MEMORY, "the reader was killed by the system")
POLICY = load_policy()


def test_it_is_tried_after_one_two_four_and_eight_nights_and_then_given_up() -> None:
    attempt, night, nights = after(None, KILLED, TWO, 5, ()), 0, []
    while attempt.next_try_at is not None:
        night += 1
        begins = TWO.replace(hour=2, minute=0) + timedelta(days=night)
        if attempt.is_due(begins, ()):
            nights.append(night)
            attempt = after(attempt, KILLED, begins + timedelta(minutes=40), 5, ())
    assert nights == [1, 3, 7, 15]
    assert (attempt.tries, attempt.first_failed_at) == (5, TWO)
    (row,) = given_up("d" * 64, attempt, KILLED).iter_rows(named=True)
    assert row["kind"] == "given_up"
    assert "2026-03-01" in row["message_zh"] and "读取超出内存限制" in row["message_zh"]
    assert "reading took too much memory" in row["message_en"]


def test_a_run_by_hand_the_same_morning_does_not_try_it() -> None:
    attempt = after(None, KILLED, TWO, 5, ())
    assert not attempt.is_due(TWO + timedelta(hours=6), ())
    assert given_up("d", attempt, KILLED).is_empty()


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (ReadError(Unreadable.DAMAGED, "cut short"), False),
        (ReadError(Unreadable.ENCRYPTED, "needs a password"), False),
        (ReadError(Unreadable.INTERNAL, "the reader failed: KeyError"), False),
        (ReadError(Unreadable.INTERNAL, "the reader crashed (SIGSEGV)", died=True), True),
        (ReadError(Unreadable.TIME, "not read within 120 seconds"), True),
        (ReadError(Unreadable.TOOL_MISSING, "needs a converter", lacking="libreoffice"), True),
        (ReadError(Unreadable.MACHINE, "No space left on device"), True),
    ],
)
def test_only_what_tells_of_the_machine_is_tried_again(error: ReadError, again: bool) -> None:
    assert (after(None, error, TWO, 5, ()).next_try_at is not None) is again
    assert given_up("d", after(None, error, TWO, 1, ()), error).height == again  # of what is final nobody gave up


def test_a_tool_that_appears_is_a_reason_to_try_at_once() -> None:
    lacking = ReadError(Unreadable.DAMAGED, "the other converter rejects it", lacking="libreoffice")
    attempt = after(None, lacking, TWO, 5, {"ocr"})
    assert not attempt.is_due(TWO + timedelta(days=99), {"ocr"})
    assert attempt.is_due(TWO, {"ocr", "libreoffice"})
    elsewhere = after(None, lacking, TWO, 5, {"libreoffice"})  # it is here, and was not where the file was read
    assert not elsewhere.is_due(TWO + timedelta(days=99), {"libreoffice"})


def test_another_version_counts_anew_and_says_since_when() -> None:
    attempt = after(Attempt("time_limit", 4, TWO), KILLED, TWO + timedelta(days=30), 5, (), anew=True)
    assert (attempt.tries, attempt.first_failed_at) == (1, TWO)


def test_what_waits_has_not_been_tried() -> None:
    waits = ReadError(Unreadable.WAITING, "it takes long")
    attempt = after(Attempt("time_limit", 2, TWO), waits, TWO, 2, ())
    assert (attempt.tries, attempt.is_due(TWO + timedelta(hours=23), ())) == (2, True)


def test_a_full_disk_behind_an_error_is_the_machines_fault() -> None:
    try:
        try:
            raise OSError(28, "No space left on device")
        except OSError as error:
            raise ReadError(Unreadable.DAMAGED, "a.docx is cut short or damaged") from error
    except ReadError as error:
        found = failure(error)
    assert (found.reason, found.is_transient) == (Unreadable.MACHINE, True)
    assert "No space left on device" in found.message
    assert trouble(ValueError("failed to write (os error 28)")) == "No space left on device"
    assert trouble(FileNotFoundError(2, "No such file")) is None


@pytest.mark.parametrize(("days", "read"), [(0.4, []), (1, ["a.txt"])])
def test_a_plan_reads_what_is_due(tmp_path: Path, days: float, read: list[str]) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    sources, _ = scan([str(tmp_path)])
    killed, damaged, _ = (source.document_id for source in sources)
    attempts = {
        killed: after(None, KILLED, TWO, 5, ()),
        damaged: after(None, ReadError(Unreadable.DAMAGED, "cut short"), TWO, 5, ()),
    }
    ids = [source.document_id for source in sources]
    known = Known(
        dict.fromkeys(ids, reading(POLICY)),
        dict.fromkeys(ids, "3205"),
        made_by={"3205": building(POLICY)},
        attempts=attempts,
    )
    found = plan([str(tmp_path)], Kept(Path("none"), holds=known), POLICY, now=TWO + timedelta(days=days))
    assert [source.file_name for source in found.changed] == read
    assert found.is_current is not bool(read)
    assert found.gone == ({killed} if read else set())


def test_what_is_read_and_could_not_be_judged_is_judged_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (source,), _ = scan([str(tmp_path)])
    one = source.document_id
    attempt = Attempt("reader_failed", 1, TWO, TWO + timedelta(hours=12), is_read=True)
    monkeypatch.setattr(planning, "present", frozenset)
    known = Known({one: reading(POLICY)}, {one: "3205"}, made_by={"3205": building(POLICY)}, attempts={one: attempt})
    found = plan([str(tmp_path)], Kept(Path("none"), holds=known), POLICY, now=TWO + timedelta(days=1))
    assert (found.changed, found.again) == ((), {one})
