"""Guard for files that are zip archives inside (.docx, .xlsx): whole, not a bomb, not encrypted.

A bomb is found by what its list of members claims, and, because the list can lie, by inflating every
member with a cap before any parser sees it.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from pipelines.model.document import ReadError, Unreadable

MAX_MEMBERS = 20_000
MAX_INFLATED = 1 << 30  # bytes in all members together
MAX_MEMBER = 400 << 20  # bytes in one
MAX_RATIO = 500  # XML of real tables packs up to about 100 to 1; deflate ends at 1032 to 1
RATIO_FROM = 32 << 20  # a ratio alone says nothing about small members
_CHUNK = 1 << 20
_NESTED = (".zip", ".docx", ".xlsx", ".jar", ".gz", ".7z", ".rar", ".bz2", ".xz")
_MAX_NESTED = 64 << 20


def check_archive(path: Path) -> None:
    """Raise ``ReadError`` (damaged, bomb, encrypted) unless every member inflates within bounds and is intact."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_claims(path, members)
            total = 0
            for member in members:
                total += _inflated(path, archive, member, MAX_INFLATED - total)
    except ReadError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise ReadError(Unreadable.DAMAGED, f"{path.name} is cut short or damaged: it does not unpack") from error
    except RuntimeError as error:  # zipfile's way to say that a password is needed
        raise ReadError(Unreadable.ENCRYPTED, f"{path.name} needs a password") from error


def _check_claims(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise _bomb(path, f"{len(members)} members")
    if sum(m.file_size for m in members) > MAX_INFLATED:
        raise _bomb(path, f"{sum(m.file_size for m in members) >> 20} MB when unpacked")
    for member in members:
        if member.flag_bits & 1:
            raise ReadError(Unreadable.ENCRYPTED, f"{path.name} needs a password")
        if member.filename.lower().endswith(_NESTED) and member.file_size > _MAX_NESTED:
            raise _bomb(path, f"an archive of {member.file_size >> 20} MB inside")


def _inflated(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: int) -> int:
    """Bytes the member really has; reading to its end checks its CRC too."""
    size = 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            ratio = size / max(member.compress_size, 1)
            if size > min(MAX_MEMBER, budget) or (size > RATIO_FROM and ratio > MAX_RATIO):
                raise _bomb(path, f"{member.filename} has more than {size >> 20} MB packed into {member.compress_size}")
    return size


def _bomb(path: Path, detail: str) -> ReadError:
    return ReadError(Unreadable.BOMB, f"{path.name} is not opened: it would unpack out of proportion ({detail})")
