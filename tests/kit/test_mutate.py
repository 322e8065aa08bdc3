"""Mutation sampling: which slips a file has, that a seed draws the same ones, and what becomes of the results."""

from __future__ import annotations

import itertools
from pathlib import Path

from tests.kit.mutate.copy import ROOT
from tests.kit.mutate.fates import Fate, known_equivalent, stored, table
from tests.kit.mutate.slips import drawn, slips_of

CODE = '''"""Docstring: 1 < 2."""
from __future__ import annotations
LIMIT: int = 3


@cache(maxsize=8)
def f(a: int, b: str = "x") -> bool:
    """Not a slip: 4."""
    if not a < LIMIT:
        raise ValueError(f"{a + 1}")
    total = [n for n in b[a:] if n]
    total.append(b)
    return a and zip(total, b, strict=True)
'''


def lines(tmp_path: Path) -> list[tuple[str, str]]:
    (tmp_path / "p").mkdir(exist_ok=True)
    (tmp_path / "p" / "m.py").write_text(CODE)
    return [(slip.kind, slip.after) for slip in slips_of(tmp_path, "p")]


def test_the_slips_of_a_file(tmp_path: Path) -> None:
    assert sorted(lines(tmp_path)) == sorted(
        [
            ("number", "LIMIT: int = (4)"),
            ("number", "LIMIT: int = (2)"),
            ("text", "def f(a: int, b: str = '') -> bool:"),
            ("condition", "if (not not a < LIMIT):"),
            ("not", "if (a < LIMIT):"),
            ("comparison", "if not (a <= LIMIT):"),
            ("comparison", "if not (a >= LIMIT):"),
            ("statement", "pass"),
            ("condition", "total = [n for n in b[a:] if (not n)]"),
            ("slice", "total = [n for n in (b[a + 1:]) if n]"),
            ("statement", "pass"),
            ("return", "return None"),
            ("and or", "return (a or zip(total, b, strict=True))"),
        ]
    )


def test_a_slip_knows_its_function_and_changes_nothing_else(tmp_path: Path) -> None:
    lines(tmp_path)
    source = (tmp_path / "p" / "m.py").read_bytes()
    for slip in slips_of(tmp_path, "p"):
        changed = slip.applied(source).decode()
        assert changed != CODE
        compile(changed, "m.py", "exec")
        inside = slip.before not in ("LIMIT: int = 3", 'def f(a: int, b: str = "x") -> bool:')
        assert (slip.function, slip.first_line) == (("f", 6) if inside else ("", 0))


def test_a_seed_draws_the_same_slips_each_once(tmp_path: Path) -> None:
    lines(tmp_path)
    slips = slips_of(tmp_path, "p")
    order = list(drawn(slips, 7))
    assert order == list(drawn(slips, 7))
    assert order != list(drawn(slips, 8))
    assert sorted(s.start for s in order) == sorted(s.start for s in slips)
    assert list(itertools.islice(drawn(slips, 7), 3)) == order[:3]


def test_what_was_tried_is_kept_and_told(tmp_path: Path) -> None:
    fates = [Fate("a.py", "f", 3, "x < 1", "x <= 1", kind, "") for kind in ("caught", "stopped", "survived")]
    fates += [Fate("a.py", "", 4, "y = 1", "y = 2", kind, "") for kind in ("unreached", "equivalent")]
    file = tmp_path / "a.jsonl"
    file.write_text('{"state": "s"}\n' + "".join(fate.line() for fate in fates), encoding="utf-8")
    assert stored(file) == ("s", fates)
    assert stored(tmp_path / "absent") == ("", [])
    told = table([("a", fates)]).splitlines()
    assert told[2] == "| a | 5 | 2 | 2 | 1 | 50% |"
    assert "a.py:3 (f) survived" in told
    assert "a.py:4 (module) unreached" in told


def test_what_is_listed_as_equivalent_is_still_there() -> None:
    listed = known_equivalent(ROOT / "tests/kit/mutate/equivalent.toml")
    for file in sorted({key[0] for key in listed}):
        found = {slip.key for slip in slips_of(ROOT, file.rsplit("/", 1)[0])}
        assert {key for key in listed if key[0] == file} <= found, file
