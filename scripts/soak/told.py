"""What came of a soak, as a table."""

from __future__ import annotations

from scripts.soak.record import Record

_HEAD = (
    "| kind of night | nights | hostile files | a reader looked | longest wall s | largest process MiB | went wrong |\n"
    "|---|---|---|---|---|---|---|"
)


def table(record: Record) -> str:
    """A row a phase, and what went wrong below."""
    lines = [_HEAD]
    for phase in dict.fromkeys(step["phase"] for step in record.steps):
        steps = record.of(phase)
        row = (
            phase,
            len(steps),
            sum(step.get("files", 0) for step in steps),
            sum(step.get("looks", 0) for step in steps),
            max(step.get("wall", 0.0) for step in steps),
            max(step.get("peak", 0) for step in steps),
            sum(bool(step["wrong"]) for step in steps),
        )
        lines.append(f"| {' | '.join(f'{cell:,}' if not isinstance(cell, str) else cell for cell in row)} |")
    kinds = dict.fromkeys(wrong for step in record.steps for wrong in step["wrong"])
    return "\n".join([*lines, *(f"- {wrong}" for wrong in list(kinds)[:40])])
