"""``gouji completion``: a script with which bash, zsh or fish completes commands and options, made of the parser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.cli.main import DONE, build_parser


@dataclass(frozen=True, slots=True)
class _Word:
    """A command, or one below it (``layouts try``): what may follow it."""

    name: str
    text: str
    options: dict[str, argparse.Action]
    choices: tuple[str, ...]
    takes_files: bool


def run(args: argparse.Namespace) -> int:
    """Print the script."""
    words = [_Word("", "", _options(build_parser()), tuple(_commands(build_parser())), False), *_words(build_parser())]
    print("\n".join(_SHELLS[args.shell](words)))
    return DONE


def _words(parser: argparse.ArgumentParser, before: str = "") -> Iterator[_Word]:
    for name, (below, text) in _commands(parser).items():
        deeper = _commands(below)
        given = [a for a in below._actions if not a.option_strings and not _holds_commands(a)]
        choices = tuple(deeper) or tuple(str(c) for a in given for c in a.choices or ())
        files = any(a.metavar in ("PATH", "FILE", "DIR") for a in given)
        yield _Word(f"{before}{name}", text, _options(below), choices, files)
        yield from _words(below, f"{before}{name} ")


def _commands(parser: argparse.ArgumentParser) -> dict[str, tuple[argparse.ArgumentParser, str]]:
    found: dict[str, tuple[argparse.ArgumentParser, str]] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            texts = {choice.dest: choice.help or "" for choice in action._choices_actions}
            found |= {name: (below, texts.get(name, "")) for name, below in action.choices.items()}
    return found


def _holds_commands(action: argparse.Action) -> bool:
    return isinstance(action, argparse._SubParsersAction)


def _options(parser: argparse.ArgumentParser) -> dict[str, argparse.Action]:
    return {name: action for action in parser._actions for name in action.option_strings if name.startswith("--")}


def _takes_value(action: argparse.Action) -> bool:
    return action.nargs != 0


# bash has neither descriptions nor a list of names: what comes before the cursor says what may follow.
_BASH = """\
_gouji() {
    local IFS=$'\\n' cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[$((COMP_CWORD-1))]}
    local word command="" known=" @known@ "
    for word in "${COMP_WORDS[@]:1:$((COMP_CWORD-1))}"; do
        [[ $known == *" ${command:+$command/}$word "* ]] && command="${command:+$command/}$word"
    done
    COMPREPLY=()
    case "$command:$prev" in
@values@
    esac
    case "$command:$cur" in
@follows@
    esac
}
complete -F _gouji gouji"""


def _bash(words: list[_Word]) -> Iterator[str]:
    values, follows = [], []
    for word in words:
        path = word.name.replace(" ", "/")
        for name, action in word.options.items():
            if action.choices:
                values.append(f'        "{path}:{name}") {_reply(" ".join(map(str, action.choices)))}; return ;;')
            elif _takes_value(action):
                values.append(f'        "{path}:{name}") {_FILES}; return ;;')
        follows.append(f'        "{path}:-"*) {_reply(" ".join(word.options))} ;;')
        if word.choices:
            follows.append(f'        "{path}:"*) {_reply(" ".join(word.choices))} ;;')
        elif word.takes_files:
            follows.append(f'        "{path}:"*) {_FILES} ;;')
    known = " ".join(word.name.replace(" ", "/") for word in words if word.name)
    script = _BASH.replace("@known@", known).replace("@values@", "\n".join(values))
    yield script.replace("@follows@", "\n".join(follows))


# `mapfile` would be better bash, but zsh has none.
_FILES = 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur"))'


def _reply(words: str) -> str:
    return f'COMPREPLY=($(IFS=" "; compgen -W "{words}" -- "$cur"))'


def _zsh(words: list[_Word]) -> Iterator[str]:
    """Zsh runs the functions of bash."""
    yield "#compdef gouji"
    yield "autoload -U +X bashcompinit && bashcompinit"
    yield from _bash(words)


def _fish(words: list[_Word]) -> Iterator[str]:
    yield "complete -c gouji -f"
    for word in words:
        parts = word.name.split()
        seen = "; and ".join(f"__fish_seen_subcommand_from {part}" for part in parts) or "__fish_use_subcommand"
        for choice in word.choices:
            text = next((w.text for w in words if w.name == f"{word.name} {choice}".strip()), "")
            yield f"complete -c gouji -n {_quoted(seen)} -a {choice}" + (f" -d {_quoted(text)}" if text else "")
        if word.takes_files:
            yield f"complete -c gouji -n {_quoted(seen)} -F"
        for name, action in word.options.items():
            line = f"complete -c gouji -n {_quoted(seen)} -l {name.removeprefix('--')}"
            if action.choices:
                line += f" -xa {_quoted(' '.join(map(str, action.choices)))}"
            elif _takes_value(action):
                line += " -rF"
            yield line + f" -d {_quoted(action.help or '')}"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish}
