"""``gouji layouts``: which entry of the layout files takes a wording and why; whether all do as they show."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from gouji.cli.main import DONE, SOME_UNREADABLE, UsageError
from gouji.cli.text import printable
from pipelines.layouts.asking import Answer, ask
from pipelines.layouts.errors import LayoutError
from pipelines.layouts.examples import wrong_examples
from pipelines.layouts.files import FILES
from pipelines.layouts.forms import FORMS
from pipelines.layouts.load import Entry, load
from pipelines.layouts.schema import WORDING
from pipelines.layouts.tables import strip_numbering
from pipelines.model.schemes import Scheme
from pipelines.model.statements import Statement
from pipelines.model.text import compact
from pipelines.recognise.forms.vocabulary import bare
from pipelines.recognise.tables.titles import table_title, title_of

_UNTAKEN = SOME_UNREADABLE
_OWN_KEYS = WORDING | {"name", "where", "scheme"}
# What a row's label is asked for, in this order, and how it is said.
_ROW = {
    "role": "what the row is",
    "item": "三公 item",
    "source": "where an income row's money comes from",
    "measure": "what it sums",
    "not_money": "whether it counts things",
}


def run(args: argparse.Namespace) -> int:
    """Say what became of a wording, or of the examples; status 1 where no entry takes it, or an example fails."""
    try:
        return _check() if args.action == "check" else _try(args)
    except LayoutError as error:
        raise UsageError(str(error)) from error


def _check() -> int:
    wrong = list(wrong_examples())
    for error in wrong:
        print(printable(str(error)))
    entries = [entry for file in FILES for kind in load(file).kinds.values() for entry in kind if entry.takes]
    print(f"{len(entries)} entries that take wordings, {len(wrong)} do not do as they show")
    return _UNTAKEN if wrong else DONE


def _try(args: argparse.Namespace) -> int:
    given = [name for name in ("title", "header", "row", "wording") if getattr(args, name)]
    if len(given) != 1:
        raise UsageError("give one of TITLE, --header PATH, --row LABEL and --wording WORDING with --kind")
    lines, taken = {"title": _title, "header": _header, "row": _row, "wording": _kind}[given[0]](args)
    for line in lines:
        print(printable(line))
    return DONE if taken else _UNTAKEN


def _title(args: argparse.Namespace) -> tuple[list[str], bool]:
    """A title, by what the codes and headers of its grid classify: any, functions, economic classes."""
    named = title_of([args.title])
    title = table_title(args.title) or (named[0] if named else compact(args.title))
    lines = [f"title     {title}"]
    for kind, said in (("meta", "says whose table, which year or number"), ("generic", "heads a set of tables")):
        passed = ask(load("titles.toml"), kind, title).taken
        lines += [f"          passed over as a title: {said} ({_where(passed)})"] if passed else []
    statements = load("statements.toml")
    answers = {scheme: ask(statements, "statement", title, scheme) for scheme in Scheme if scheme != "government"}
    plain = answers[Scheme.ANY]
    lines += _answer(plain, _statement)
    for scheme in (Scheme.FUNCTIONAL, Scheme.ECONOMIC):
        taken = answers[scheme].taken
        if taken is not None and taken is not plain.taken:
            lines.append(f"          over rows of {scheme} codes: {_where(taken)}")
    return lines, any(answer.taken for answer in answers.values())


def _statement(entry: Entry) -> str:
    kind = Statement(entry.value).kind
    said = [f"statement {entry.value} ({kind.zh})", "" if kind.money else "no statement of money"]
    said += [f"{name} {value}" for name, value in (("fund", kind.fund), ("type", kind.expenditure_type)) if value]
    return ", ".join(word for word in said if word)


def _header(args: argparse.Namespace) -> tuple[list[str], bool]:
    """A header path: the kind of column, and where it may be an amount what each cell says, lowest first."""
    path = compact(args.header)
    columns = load("columns.toml")
    role = ask(columns, "role", path)
    lines = [f"header    {path}", *_answer(role, _gives)]
    if role.taken is not None:
        return lines, True
    lines.append("          no kind of column takes it: an amount where its cells print figures")
    said = False
    for cell in reversed(path.split("/")):
        neutral = ask(columns, "neutral", cell)
        measure = neutral if neutral.taken else ask(columns, "measure", cell)
        lines += ["", f"cell      {cell}", *_answer(measure, _passed_over if neutral.taken else _gives)]
        item = ask(load("rows.toml"), "item", cell)
        lines += [f"item      {item.taken.value} ({_where(item.taken)})"] if item.taken else []
        said |= measure.taken is not None or item.taken is not None
    return lines, said


def _row(args: argparse.Namespace) -> tuple[list[str], bool]:
    """A row's label: what it is, and what it says of item, source and measure."""
    numbering, label = strip_numbering(compact(args.row))
    lines = [f"row       {label}" + (f" (numbering {numbering})" if numbering else "")]
    found = False
    for kind, said in _ROW.items():
        answer = ask(load("rows.toml"), kind, label.rstrip(":"))
        if answer.taken is not None or answer.ruled_out:
            lines += ["", f"{said}:", *_answer(answer, _gives)]
        found |= answer.taken is not None
    return lines if found else [*lines, *_answer(Answer(None, None, (), ()), _gives)], found


def _kind(args: argparse.Namespace) -> tuple[list[str], bool]:
    """Any kind of entry of any file."""
    file, _, kind = (args.kind or "").partition(":")
    if file not in FILES or kind not in FILES[file]:
        known = ", ".join(f"{file}:{kind}" for file, kinds in FILES.items() for kind in kinds if kinds[kind].words)
        raise UsageError(f"--kind must be one of {known}")
    wording = bare(args.wording) if file == FORMS else compact(args.wording)
    answer = ask(load(file), kind, wording)
    return [f"wording   {wording}", *_answer(answer, _gives)], answer.taken is not None


def _gives(entry: Entry) -> str:
    return ", ".join(f"{key} {value}" for key, value in entry.data.items() if key not in _OWN_KEYS) or entry.kind


def _passed_over(entry: Entry) -> str:
    return "nothing: the cell above it is asked"


def _answer(answer: Answer, gives: Callable[[Entry], str]) -> Iterator[str]:
    """An answer in words: the entry, through which alternative, what it gives, who stands behind it."""
    if answer.taken is None:
        yield "taken by  no entry"
    else:
        words = answer.taken.words
        yield f"taken by  {_where(answer.taken)}"
        if answer.alternative is not None:
            yield f"through   {words.alternatives[answer.alternative]}"
        yield f"gives     {gives(answer.taken)}"
        yield f"example   {'  '.join(words.example)}"
        yield f"seen      {words.seen}"
    for entry in answer.later:
        yield f"          would take it too, but stands later: {_where(entry)}"
    for entry in answer.ruled_out:
        yield f"          would take it, but its not rules it out: {_where(entry)}"


def _where(entry: Entry) -> str:
    return f"{entry.place}  {entry.kind} {entry.words.name}".rstrip()
