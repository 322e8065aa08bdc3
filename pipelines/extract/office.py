"""LibreOffice as a converter, where it is installed: .doc files the other converter rejects."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipelines.model.document import ReadError, Unreadable
from pipelines.workers.allowance import ask_for

TIME_LIMIT = 120.0  # seconds; a cold start alone takes ten
LIBREOFFICE = "libreoffice"  # the name of the tool
_PROGRAMS = ("soffice", "libreoffice")
_PACKAGES = "install LibreOffice (Debian: libreoffice-writer-nogui libreoffice-calc-nogui)"


def is_office_installed() -> bool:
    """Whether LibreOffice is on the path."""
    return _program() is not None


def convert_with_office(path: Path, target: Path) -> None:
    """Write ``path`` as the .docx ``target`` with a profile of its own, so runs side by side do not meet."""
    program = _program()
    if program is None:
        message = f"{path.name} needs a converter: {_PACKAGES}"
        raise ReadError(Unreadable.TOOL_MISSING, message, lacking=LIBREOFFICE)
    with tempfile.TemporaryDirectory(prefix="gouji-office-") as folder:
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            os.fspath(path.absolute()),
        ]
        ask_for(TIME_LIMIT)  # so that what took too long is named
        try:
            with _own_address_space():
                subprocess.run(command, check=True, capture_output=True, timeout=TIME_LIMIT, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as error:
            raise ReadError(Unreadable.TIME, f"LibreOffice did not convert {path.name} in {TIME_LIMIT:g} s") from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise ReadError(Unreadable.DAMAGED, f"LibreOffice cannot convert {path.name}") from error
        written = Path(folder) / f"{path.stem}.docx"
        if not written.exists():
            raise ReadError(Unreadable.DAMAGED, f"LibreOffice cannot convert {path.name}")
        shutil.move(written, target)


def _program() -> str | None:
    return next((p for p in map(shutil.which, _PROGRAMS) if p), None)


@contextlib.contextmanager
def _own_address_space() -> Iterator[None]:
    """Lift the soft limit of a worker for the child: LibreOffice maps gigabytes it never touches."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
