"""Settings: flags, then environment (``GOUJI_*``), then ``gouji.toml``, then the defaults below.

No Dagster here, so that ``gouji --help`` stays quick.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pipelines.model import logs


class SettingsError(ValueError):
    """A setting that cannot be used; the message names the key, the value and where it came from."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run may be told.  Paths are absolute after `load_settings`.

    ``jobs`` is the number of worker processes, ``document_seconds`` and ``document_mib`` the limits of one
    document, ``snapshots`` how many earlier states of the warehouse are kept, ``port`` the one of ``gouji dev``,
    ``home`` the Dagster instance folder (run history), ``log_level`` what is logged to stderr: debug, info, warning,
    error or critical.
    """

    warehouse: Path = Path("gouji.duckdb")
    inbox: Path = Path("inbox")
    home: Path = Path(".dagster")
    jobs: int = os.cpu_count() or 1
    document_seconds: int = 120
    document_mib: int = 1536
    snapshots: int = 3
    port: int = 3000
    log_level: str = logs.QUIET

    @property
    def state(self) -> Path:
        """Folder beside the warehouse for what only an ingest needs: the inventory of files, staged frames."""
        return self.warehouse.parent / ".gouji" / self.warehouse.name


KEYS = tuple(field.name for field in fields(Settings))
_PATHS = ("warehouse", "inbox", "home")


def load_settings(
    flags: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """Settings from ``flags`` (``None`` values count as absent), ``environ`` and ``folder``/gouji.toml.

    ``GOUJI_CONFIG`` names another file than gouji.toml.  Raises `SettingsError` for an unknown key in the file
    and for a value of the wrong kind.
    """
    environ = os.environ if environ is None else environ
    folder = folder or Path.cwd()
    named = environ.get("GOUJI_CONFIG")
    values: dict[str, Any] = {}
    for key, value in _from_file(Path(named) if named else folder / "gouji.toml", must_exist=bool(named)).items():
        values[key] = _typed(key, value, "gouji.toml")
    for key in KEYS:
        if environ.get(name := f"GOUJI_{key.upper()}"):
            values[key] = _typed(key, environ[name], name)
    for key, value in (flags or {}).items():
        if value is not None:
            values[key] = _typed(key, value, f"--{key.replace('_', '-')}")
    defaults = Settings()
    for key in _PATHS:
        values[key] = (folder / values.get(key, getattr(defaults, key))).resolve()
    return Settings(**values)


def _from_file(path: Path, *, must_exist: bool) -> dict[str, Any]:
    if not must_exist and not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    unknown = sorted(set(content) - set(KEYS))
    if unknown:
        raise SettingsError(f"{path}: unknown setting {', '.join(unknown)} (known: {', '.join(KEYS)})")
    return content


def _typed(key: str, value: Any, source: str) -> Path | int | str:
    if key == "log_level":
        if str(value).lower() not in logs.LEVELS:
            raise SettingsError(f"{source}: log_level must be one of {', '.join(logs.LEVELS)}, not {value!r}")
        return str(value).lower()
    if key in _PATHS:
        if not isinstance(value, str | Path) or not str(value):
            raise SettingsError(f"{source}: {key} must be a path, not {value!r}")
        return Path(value).expanduser()
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = 0
    if number < 1 or isinstance(value, bool | float):
        raise SettingsError(f"{source}: {key} must be a whole number from 1, not {value!r}")
    return number
