"""Which readings of a figure count, which are read again, and what else a figure in doubt may be: without a picture."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import pytest

from pipelines.extract.ocr import available

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")
if available.is_available():
    import numpy as np

    from pipelines.extract.ocr import engine
    from pipelines.extract.ocr.choices import MOST, choices
    from pipelines.extract.ocr.engine import FIGURE_CHARS, Reading
    from pipelines.extract.ocr.figures import is_whole
    from pipelines.extract.ocr.page import specks
    from pipelines.extract.ocr.settled import Line, Settled, settle

PRINTED = ["1,184.55", "916.05", "3,230.60", "0.00", "12,345.67", "45.60", "270.00", "8.15"]


def width(text: str) -> int:
    """In a face with digits of 14 pixels and marks of 7."""
    return sum(14 if c.isdigit() else 7 for c in text) - 2


def steps(*said: dict[str, float]) -> Reading:
    """A reading that gives each of these characters its chance, step by step, with a blank between."""
    out = np.zeros((2 * len(said), 1 + len(FIGURE_CHARS)), dtype=np.float32)
    out[1::2, 0] = 1.0
    for row, chances in zip(out[::2], said, strict=True):
        for character, chance in chances.items():
            row[0 if character == "" else 1 + FIGURE_CHARS.index(character)] = chance
    best = [max(chances.items(), key=lambda c: c[1]) for chances in said]
    return Reading("".join(c for c, _ in best), tuple(p for c, p in best if c), out)


def sure(text: str, chance: float = 0.999) -> Reading:
    return steps(*({c: chance} for c in text))


def page(*extra: Line) -> list[Line]:
    return [*(Line(sure(text), width(text)) for text in PRINTED), *extra]


def settled(
    lines: Sequence[Line], again: dict[int, Reading], *, is_poor: bool = False
) -> tuple[list[Settled], list[int]]:
    """What counts, and which lines were read again."""
    asked: list[int] = []

    def read(chosen: Sequence[int]) -> list[Reading]:
        asked.extend(chosen)
        return [again.get(n, lines[n].reading) for n in chosen]

    return settle(lines, read, is_poor=is_poor), asked


def test_what_is_sure_and_fits_its_width_is_read_once() -> None:
    found, asked = settled(page(), {})
    assert [one.text for one in found] == PRINTED
    assert asked == []


def test_each_doubt_asks_for_a_second_reading() -> None:
    lines = page(
        Line(sure("77.10", 0.9), width("77.10")),  # not sure
        Line(sure("55.20"), width("155.20")),  # too wide for its digits
        Line(sure("33.30"), width("33.30"), is_at_edge=True),  # may go on beyond the edge
        Line(sure("7.062"), width("7.062")),  # may be 7,062
    )
    found, asked = settled(lines, {})
    assert asked == [8, 9, 10, 11]
    assert [one.text for one in found[8:]] == ["77.10", "55.20", "33.30", "7.062"]


def test_readings_that_differ_leave_a_doubt_and_both_are_candidates() -> None:
    first, second = steps({"4": 0.8, "1": 0.2}, {".": 1}, {"5": 1}), steps({"1": 0.7, "4": 0.3}, {".": 1}, {"5": 1})
    found, _ = settled(page(Line(first, width("4.5"))), {8: second})
    assert found[8] == Settled("〓4.5", ("4.5", "1.5"))
    assert all(one.candidates == () for one in found[:8])


def test_a_figure_in_doubt_does_not_make_its_neighbours_doubtful() -> None:
    torn = [Line(sure("9.9", 0.3), width("9.9")) for _ in range(4)]  # a stamp over four figures of 24
    found, _ = settled([*page(), *page(), *page()[:4], *torn], {})
    assert [one.text for one in found[:20]] == [*PRINTED, *PRINTED, *PRINTED[:4]]
    assert {one.text for one in found[20:]} == {"〓9.9"}


def test_where_most_is_in_doubt_only_the_certain_count() -> None:
    unsure = [Line(sure("9.9", 0.3), width("9.9")) for _ in range(8)]
    fair = Line(sure("6.5", 0.8), width("6.5"))
    assert settled(page(fair), {})[0][8].text == "6.5"
    assert settled(page(fair, *unsure), {})[0][8].text == "〓6.5"
    assert settled(page(fair), {}, is_poor=True)[0][8] == Settled("〓6.5")


@pytest.mark.parametrize(("is_at_edge", "text"), [(True, "〓567.0"), (False, "567.0")])
def test_a_figure_cut_at_its_edge_has_fewer_decimals_than_its_column(is_at_edge: bool, text: str) -> None:
    column = [Line(one.reading, one.width, column=(0, 2)) for one in page()]
    cut = Line(sure("567.0"), width("567.0"), is_at_edge=is_at_edge, column=(0, 2))
    found, _ = settled([*column, cut], {})
    assert found[8].text == text


@pytest.mark.parametrize("figure", ["1,184.55", "164,978,640", "2010301", "0.00", "-12.5", "1234.56"])
def test_whole(figure: str) -> None:
    assert is_whole(figure)


@pytest.mark.parametrize("figure", ["7.062", "1,18.55", "12,345,67", ".45", "(12.5", "1.234.56"])
def test_not_whole(figure: str) -> None:
    assert not is_whole(figure)


def test_choices_are_as_likely_as_their_characters() -> None:
    one = steps({"3": 0.6, "8": 0.4}, {".": 1.0}, {"7": 0.9, "1": 0.1})
    assert choices([one], "3.7") == ("3.7", "8.7", "3.1", "8.1")  # .54 .36 .06 .04
    assert prod((0.4, 0.9)) > prod((0.6, 0.1))


def test_a_digit_dropped_or_run_together_is_a_choice() -> None:
    assert choices([steps({"1": 0.6, "": 0.4}, {"2": 1.0})], "12") == ("12", "2")
    repeated = steps({"5": 1.0}, {"5": 1.0})
    assert repeated.steps is not None
    repeated.steps[1, 0], repeated.steps[1, 1 + FIGURE_CHARS.index("5")] = 0.3, 0.7
    assert choices([repeated], "5") == ("5", "55")


def test_what_only_one_reading_offers_comes_last_and_nobody_saw_never() -> None:
    first, second = steps({"3": 0.9, "8": 0.1}), steps({"3": 0.7, "5": 0.3})
    assert choices([first, second], "3") == ("3", "5", "8")


def test_choices_are_few_and_figures() -> None:
    vague = dict.fromkeys("0123456789", 0.1)
    found = choices([steps(vague, vague, {".": 0.5, "-": 0.5}, vague)], "12.3")
    assert len(found) == MOST
    assert all("-" not in one for one in found)


def test_marks_of_choices_stand_where_they_are_printed() -> None:
    one = steps({"7": 1.0}, {".": 0.6, ",": 0.4}, *({c: 1.0} for c in "062"), {".": 1.0}, {"8": 1.0}, {"0": 1.0})
    assert choices([one], "7,062.80") == ("7,062.80",)


def test_a_reading_does_not_depend_on_what_is_read_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, ...]] = []

    class Session:
        """Says at each step how dark the crop is there: 1 where it is black, nothing where it is white."""

        def run(self, _: None, given: dict[str, np.ndarray]) -> list[np.ndarray]:
            batch = given["x"]
            calls.append(batch.shape)
            dark = (batch[:, 0, 0, ::8] < 0).astype(np.float32)
            return [np.stack([1 - dark, dark], axis=2)]

    reader = object.__new__(engine.Engine)
    monkeypatch.setattr(reader, "_session", Session(), raising=False)
    monkeypatch.setattr(reader, "_characters", ["", "1"], raising=False)
    monkeypatch.setattr(reader, "_figures", np.array([0, 1]), raising=False)
    monkeypatch.setattr(reader, "_nought", 1, raising=False)
    monkeypatch.setattr(reader, "_like_nought", np.array([], np.int64), raising=False)
    narrow, wide = np.full((48, 40), 255, np.uint8), np.full((48, 400), 255, np.uint8)
    narrow[:, 8:16] = 0
    wide[:, ::32] = 0
    wide[:, 1::32] = 0
    crops = [narrow, wide, narrow, wide, wide]
    together = reader.read(crops)
    assert sorted(calls) == [(1, 3, 48, 40), (1, 3, 48, 400)]  # of crops that are the same to the pixel one is read
    assert [one.text for one in together][:1] == ["1"]
    assert together == [reader.read([one])[0] for one in crops]


def nought(text: str, chance: float, *, is_at_edge: bool = False, column: str = "amount") -> Line:
    return Line(engine.Reading(text, (chance,) * len(text)), 11, is_at_edge, column)


def test_a_lone_letter_like_a_nought_is_one_in_a_column_of_figures() -> None:
    def again(chosen: Sequence[int]) -> list[engine.Reading]:
        return [engine.Reading("0", (0.99,)) for _ in chosen]

    lines = [nought("12.50", 0.99), nought("O", 0.99), nought("O", 0.99, column="grade")]
    assert [one.text for one in settle(lines, again, is_poor=False)][1:] == ["0", "O"]


def test_digits_spoilt_by_a_rule_are_in_doubt_and_what_they_may_be_is_kept() -> None:
    def again(chosen: Sequence[int]) -> list[engine.Reading]:
        return [engine.Reading("350", (0.9, 0.9, 0.6)) for _ in chosen]

    lines = [nought("350", 0.99), nought("35C", 0.9, is_at_edge=True), nought("35C", 0.9)]
    settled = settle(lines, again, is_poor=False)
    assert (settled[1].text, settled[1].candidates) == ("〓35C", ("350",))
    assert settled[2].text == "35C"  # clear of the rules: it is what it says


def test_what_a_stamp_left_beside_print_is_no_line_of_a_cell() -> None:
    owner = [(0, 0), (0, 0), (0, 0), (0, 1), None]
    print_, dirt, short = Reading("项目支出", (0.99,) * 4), Reading("一山", (0.52, 0.5)), Reading("费", (0.97,))
    assert specks(owner, [print_, dirt, short, dirt, dirt]) == [1]
