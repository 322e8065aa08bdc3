"""What the workers of these tests do with an item; it is imported in the worker, so it has a module of its own."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

from pipelines.model.document import ReadError, Unreadable
from pipelines.workers.allowance import ask_for, lift_memory, take_in_turn


class Foreign(BaseException):
    """What a library throws that is no Exception, as a panic in Rust does."""


class OneWay:
    """Pickles, and cannot be made again from it."""

    def __reduce__(self) -> tuple[object, ...]:
        return _made_where, (os.getpid(),)


def _made_where(pid: int) -> OneWay:
    if os.getpid() != pid:
        raise ValueError("only where it was made")
    return OneWay()


def work(item: str) -> object:
    """Do what the item says."""
    verb, _, rest = item.partition(" ")
    return globals()[f"do_{verb}"](rest)


def do_pid(_: str) -> int:
    return os.getpid()


def do_exit(_: str) -> None:
    sys.exit(3)


def do_leave(status: str) -> None:
    os._exit(int(status))


def do_leave_a_folder(_: str) -> None:
    Path(tempfile.mkdtemp(), "half").write_text("written")
    time.sleep(600)


def do_panic(_: str) -> None:
    raise Foreign("thread panicked")


def do_one_way(_: str) -> object:
    return OneWay()


def do_unpicklable(_: str) -> object:
    return threading.Lock()


def do_wrong(_: str) -> None:
    raise ValueError("no such table")


def do_full(_: str) -> None:
    raise ReadError(Unreadable.MEMORY, "a page too large")


def do_reworded(_: str) -> None:
    try:
        raise KeyError("sheet1.xml")
    except KeyError as error:
        raise ReadError(Unreadable.DAMAGED, "is no whole workbook") from error


def do_no_memory_in_c(_: str) -> None:
    """As the C++ runtime ends a process where nobody catches that there is no memory."""
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n")
    os.abort()


def do_no_memory_in_rust(_: str) -> None:
    os.write(2, b"memory allocation of 4294967296 bytes failed\n")
    os.abort()


def do_abort(_: str) -> None:
    os.abort()


def do_babble(size: str) -> int:
    """More than a pipe holds."""
    for _ in range(int(size) // 1000):
        with contextlib.suppress(BlockingIOError):
            os.write(2, b"x" * 1000)
    return int(size)


def do_say(words: str) -> None:
    sys.stderr.write(words + "\n")


def do_sealed(_: str) -> None:
    raise ReadError(Unreadable.ENCRYPTED, "needs a password")


def do_out_of_memory(_: str) -> None:
    raise MemoryError


def do_sleep(seconds: str) -> str:
    time.sleep(float(seconds))
    return "slept"


def do_ask(seconds: str) -> str:
    ask_for(float(seconds))
    time.sleep(60)
    return "not reached"


def do_in_turn(seconds: str) -> str:
    take_in_turn(0.2)
    return do_sleep(seconds)


def do_take(megabytes: str) -> int:
    return len(bytearray(int(megabytes) << 20))


def do_lift(megabytes: str) -> int:
    lift_memory(300 << 20)
    return do_take(megabytes)


def do_limits(_: str) -> tuple[int, int]:
    return resource.getrlimit(resource.RLIMIT_AS)


def do_meet(told: str) -> bool:
    """Whether another worker was here at the same time."""
    folder, mine, other = told.split("|")
    Path(folder, mine).touch()
    for _ in range(600):
        if Path(folder, other).exists():
            return True
        time.sleep(0.05)
    return False


def do_double(number: str) -> int:
    return int(number) * 2


def do_segv(_: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def do_kill(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def do_ask_and_sleep(seconds: str) -> str:
    ask_for(600)
    return do_sleep(seconds)


def do_kill_above(_: str) -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def own_version() -> str:
    """Another one in every process."""
    return str(os.getpid())
