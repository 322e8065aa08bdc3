"""What the machine refuses, in words: the errors are made by the system itself where it can be brought to it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from pipelines.model.document import Unreadable
from pipelines.model.faults import in_words, is_full
from pipelines.workers.worker import failure


def refused() -> OSError:
    """What writing to a full disk raises."""
    with pytest.raises(OSError, match="No space left") as caught:
        Path("/dev/full").write_bytes(b"x")
    return caught.value


def test_a_full_disk_is_no_fault_of_a_document() -> None:
    assert is_full(refused())
    assert failure(refused()).reason is Unreadable.MACHINE
    assert failure(RuntimeError("No space left on device (os error 28)")).reason is Unreadable.MACHINE
    assert failure(RuntimeError("space")).reason is Unreadable.INTERNAL


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("OSError: [Errno 28] No space left on device: '/a/b'\n", "the disk of /a/b is full: make room there"),
        ("OSError: [Errno 28] No space left on device", "the disk is full: make room there"),
        ('IOException: Could not write all: "/w": No space left on device', "the disk is full"),
        ("OSError: [Errno 30] Read-only file system: '/state/x'", "the disk of /state/x can only be read: mount it"),
        ("PermissionError: [Errno 13] Permission denied: '/state'", "no permission to use /state: let the user"),
        ("OSError: [Errno 24] Too many open files: 'x'", "too many files are open"),
    ],
)
def test_what_is_refused_is_said_with_what_to_do(said: str, words: str) -> None:
    assert (in_words(said) or "").startswith(words)


@pytest.mark.parametrize(
    "said", ["", "FileNotFoundError: [Errno 2] No such file or directory: 'x'", "Errno 28", "x: 28"]
)
def test_of_other_errors_nothing_is_said(said: str) -> None:
    assert in_words(said) is None
    assert not is_full(OSError(errno.ENOENT, os.strerror(errno.ENOENT)))
