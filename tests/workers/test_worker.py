"""What a worker says of its end, when it is replaced, and what it is allowed."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.model.document import ReadError, Unreadable
from pipelines.workers.allowance import More, Request, ask_for, lift_memory, on_request
from pipelines.workers.ends import death, failure
from pipelines.workers.mapper import Outcome, ProcessMapper, SerialMapper
from tests.workers.conftest import Outcomes
from tests.workers.work import work

REPO = Path(__file__).parents[2]
OURS = "the program failed at it, by an error of its own"


def reason(outcome: Outcome[object, object]) -> tuple[Unreadable, str]:
    assert outcome.error is not None
    return outcome.error.reason, outcome.error.message


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ReadError(Unreadable.BOMB, "too large"), (Unreadable.BOMB, "too large")),
        (MemoryError(), (Unreadable.MEMORY, "needs more memory than a document may take")),
        (ValueError("no such table"), (Unreadable.INTERNAL, OURS)),
    ],
)
def test_an_exception_as_a_person_is_told(error: Exception, said: tuple[Unreadable, str]) -> None:
    assert (failure(error).reason, failure(error).message) == said


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("leave 3", (Unreadable.INTERNAL, "its reader ended in the middle of it (exit status 3)")),
        ("leave 0", (Unreadable.INTERNAL, "its reader ended in the middle of it (exit status 0)")),
        ("exit", (Unreadable.INTERNAL, OURS)),
        ("panic", (Unreadable.INTERNAL, OURS)),
        ("one_way", (Unreadable.INTERNAL, OURS)),
        ("full", (Unreadable.MEMORY, "a page too large")),
        ("out_of_memory", (Unreadable.MEMORY, "needs more memory than a document may take")),
    ],
)
def test_what_leaves_a_worker_in_doubt_replaces_it(outcomes: Outcomes, item: str, said: tuple[Unreadable, str]) -> None:
    before, bad, after = outcomes("pid", item, "pid")
    assert reason(bad) == said
    assert after.error is None
    assert after.value != before.value


@pytest.mark.parametrize("item", ["wrong", "sealed", "unpicklable"])
def test_an_ordinary_failure_does_not(outcomes: Outcomes, item: str) -> None:
    before, bad, after = outcomes("pid", item, "pid")
    assert bad.error is not None
    assert after.value == before.value


@pytest.mark.parametrize("item", ["wrong", "unpicklable", "panic", "one_way"])
def test_a_failure_of_ours_comes_with_its_traceback(outcomes: Outcomes, item: str) -> None:
    (bad,) = outcomes(item)
    assert "Traceback" in bad.detail


def test_so_does_one_of_a_library_that_a_reader_has_put_in_words(outcomes: Outcomes) -> None:
    (bad,) = outcomes("reworded")
    assert reason(bad) == (Unreadable.DAMAGED, "is no whole workbook")
    assert "KeyError: 'sheet1.xml'" in bad.detail


@pytest.mark.parametrize("item", ["no_memory_in_c", "no_memory_in_rust"])
def test_a_library_that_gets_no_more_memory_and_aborts_is_over_the_limit(outcomes: Outcomes, item: str) -> None:
    before, bad, after = outcomes("double 1", item, "double 2", memory_limit=1 << 30)
    said = "needs more memory than a document may take (1024 MiB): SIGABRT ended its reader"
    assert reason(bad) == (Unreadable.MEMORY, said)
    assert item in bad.detail, "where it stood in Python"
    assert (before.value, after.value) == (2, 4)


def test_a_crash_names_the_signal_and_what_may_be_behind_it(outcomes: Outcomes) -> None:
    (bad,) = outcomes("abort", memory_limit=1 << 30)
    assert reason(bad) == (
        Unreadable.INTERNAL,
        "a library that reads it broke off (SIGABRT): something in the file is damaged, "
        "or the memory a document may take (1024 MiB) is too little",
    )
    assert "do_abort" in bad.detail
    assert (death(-11, "", None).message, death(-9, "", 1 << 30).reason) == (
        "a library that reads it broke off (SIGSEGV): something in the file is damaged",
        Unreadable.MEMORY,
    )


def test_what_a_child_writes_past_python_is_not_shown_and_holds_up_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    found = list(ProcessMapper(1).map(work, ["babble 3000000", "say heard", "double 2"]))
    assert [o.value for o in found] == [3000000, None, 4]
    assert capfd.readouterr().err == "heard\n"


def test_a_failure_of_the_document_comes_without(outcomes: Outcomes) -> None:
    (bad,) = outcomes("sealed")
    assert (bad.detail, bad.value) == ("", None)


def test_two_jobs_work_at_the_same_time_and_no_third_is_started(outcomes: Outcomes, tmp_path: Path) -> None:
    both = [f"meet {tmp_path}|a|b", f"meet {tmp_path}|b|a"]
    assert [o.value for o in outcomes(*both, jobs=2)] == [True, True]
    assert len({o.value for o in outcomes(*["pid"] * 8, jobs=2)}) <= 2


def test_each_item_comes_back_once_with_its_seconds(outcomes: Outcomes) -> None:
    found = outcomes("sleep 0.3", "pid", "sleep 0.3", jobs=2)
    assert sorted(o.item for o in found) == ["pid", "sleep 0.3", "sleep 0.3"]
    assert all(0.3 <= o.seconds < 60 for o in found if o.value == "slept")


def test_the_clock_and_what_was_granted_are_named(outcomes: Outcomes) -> None:
    late, asked, ok = outcomes("sleep 60", "ask 0.5", "pid", time_limit=0.4)
    assert reason(late) == (Unreadable.TIME, "not read within 0.4 seconds")
    assert 0.4 <= late.seconds < 30
    assert reason(asked) == (Unreadable.TIME, "not read within 0.9 seconds")
    assert asked.seconds >= 0.9
    assert ok.error is None


def test_without_limits_there_are_none(outcomes: Outcomes) -> None:
    (found,) = outcomes("limits")
    assert found.value == resource.getrlimit(resource.RLIMIT_AS)


def test_memory_is_counted_beyond_what_the_imports_took(outcomes: Outcomes) -> None:
    inside, beyond, lifted = outcomes("take 150", "take 300", "lift 300", memory_limit=200 << 20)
    assert inside.value == 150 << 20
    assert reason(beyond) == (Unreadable.MEMORY, "needs more memory than a document may take (200 MiB)")
    assert lifted.value == 300 << 20


def test_only_the_last_listener_is_told() -> None:
    first: list[Request] = []
    second: list[Request] = []
    on_request(first.append)
    on_request(second.append)
    ask_for(2.5)
    assert (first, second) == ([], [More(2.5)])


def test_a_limit_of_memory_is_lifted_as_far_as_the_system_lets_it() -> None:
    code = (
        "import resource as r\n"
        "from pipelines.workers.allowance import lift_memory\n"
        "r.setrlimit(r.RLIMIT_AS, (1 << 40, 3 << 40))\n"
        "lift_memory(1 << 40); print(r.getrlimit(r.RLIMIT_AS)[0] >> 40)\n"
        "lift_memory(5 << 40); print(r.getrlimit(r.RLIMIT_AS)[0] >> 40)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2", "3"]


def test_where_there_is_no_limit_none_is_set() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    if before[0] == resource.RLIM_INFINITY:
        lift_memory(1 << 20)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_one_process_says_the_same_of_failures() -> None:
    bad, good = SerialMapper().map(work, ["wrong", "pid"])
    assert reason(bad) == (Unreadable.INTERNAL, OURS)
    assert "do_wrong" in bad.detail
    assert (good.value, good.error, good.detail) == (os.getpid(), None, "")
    assert 0 <= good.seconds < 10


@pytest.mark.parametrize("jobs", [0, -1])
def test_jobs_are_at_least_one(jobs: int) -> None:
    make: Callable[[int], ProcessMapper] = ProcessMapper
    with pytest.raises(ValueError, match="jobs must be at least 1"):
        make(jobs)
    assert make(1).jobs == 1
