"""``gouji`` in this process: one of its own spends its first nine seconds of CPU on imports."""

from __future__ import annotations

from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from gouji.cli.main import main


@dataclass(frozen=True, slots=True)
class Ended:
    """The exit status of a command, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def gouji(*arguments: str | Path, folder: Path) -> Ended:
    """Run the command in ``folder``, to its end."""
    with chdir(folder), redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()) as erred:
        status = main([str(argument) for argument in arguments])
    return Ended(status, said.getvalue(), erred.getvalue())
