"""In which order documents are read, and until when."""

from __future__ import annotations

from pathlib import Path

from pipelines.acquire import Source
from pipelines.tasks import Batch, Brief, Later, Task, source_of
from warehouse.store.lanes import Hours, Lanes


def source(name: str) -> Source:
    return Source(name, Path(name), f"file:///{name}", name, 1)


class Clock:
    """Seconds that pass when somebody says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def name(task: Task) -> str:
    if isinstance(task, Batch):
        return task.made.name
    return source_of(task).document_id


def names(tasks: list[Task]) -> list[str]:
    return [name(task) for task in tasks]


def lanes(hours: Hours, left: list[Later], slow: tuple[str, ...] = ("s",)) -> Lanes:
    again = Batch(("x",), Path("again"))
    return Lanes([source("a"), source("b")], [again], [source(name) for name in slow], hours, left.append)


def test_what_takes_long_comes_behind_scans_and_what_was_tried_behind_the_rest() -> None:
    left: list[Later] = []
    queue = lanes(Hours(clock=Clock()), left)
    first = next(queue)
    queue.put_off(Later(source("huge"), is_slow=True))
    queue.put_off(Later(source("scan")))
    queue.add(Batch(("a",), Path("judged")))
    assert names([first, *queue]) == ["a", "judged", "b", "again", "scan", "huge", "s"]
    assert left == []


def test_when_the_night_is_over_nothing_is_read_and_what_was_read_is_judged() -> None:
    clock, left = Clock(), list[Later]()
    queue = lanes(Hours(night=60.0, clock=clock), left)
    assert names([next(queue)]) == ["a"]
    queue.put_off(Later(source("scan")))
    clock.now += 60.0
    queue.add(Batch(("a",), Path("judged")))
    assert names(list(queue)) == ["judged", "again"]
    assert names(list(left)) == ["b", "scan", "s"]
    assert [one.is_slow for one in left] == [False, False, True]


def test_what_takes_long_has_a_time_of_its_own() -> None:
    clock, left = Clock(), list[Later]()
    queue = lanes(Hours(slow=30.0, clock=clock), left, slow=("s", "t", "u"))
    rest = [next(queue) for _ in range(3)]
    clock.now += 40.0  # reading the rest takes its time: a quarter of that is less than what there is at least
    slow = [next(queue)]
    clock.now += 29.0
    slow.append(next(queue))
    clock.now += 1.0
    assert names([*rest, *slow, *queue]) == ["a", "b", "again", "s", "t"]
    assert names(list(left)) == ["u"]
    assert {one.until for one in slow if isinstance(one, Later)} == {1070.0}


def test_after_a_long_night_it_has_a_quarter_of_it_but_not_beyond_its_end() -> None:
    for night, until in ((None, 1500.0), (450.0, 1450.0)):
        clock = Clock()
        hours = Hours(night, slow=30.0, clock=clock)
        clock.now += 400.0
        assert hours.slow_until == until


def test_a_scan_is_told_when_the_night_ends() -> None:
    queue = lanes(Hours(night=60.0, clock=Clock()), [])
    queue.put_off(Later(source("scan")))
    assert [one.until for one in queue if isinstance(one, Later)] == [1060.0, 1060.0]


def test_when_documents_put_off_have_cost_their_time_others_are_put_off_sooner() -> None:
    hours = Hours(slow=30.0, clock=Clock())
    queue = lanes(hours, [])
    for seconds in (15.0, 15.0):
        hours.charge(seconds)
    assert isinstance(next(queue), Source)
    hours.charge(15.0)
    assert next(queue) == Brief(source("b"))
