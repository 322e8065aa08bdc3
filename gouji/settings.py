"""Settings: flags, then environment (``GOUJI_*``), then ``gouji.toml``, then the defaults below.

No Dagster here, so that ``gouji --help`` stays quick.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pipelines.model import logs
from pipelines.model.keeping import How
from pipelines.model.scan_options import PROVIDERS
from warehouse.location import SCHEME, Lake, Location, LocationError


class SettingsError(ValueError):
    """A setting that cannot be used; the message names the key, the value and where it came from."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run may be told.  Paths are absolute after `load_settings`.

    ``warehouse`` is a file or a lake, ``lake_data`` where the files of a lake that is not there yet go, ``state`` the
    folder for what only an ingest needs (the inventory of files, staged frames).  ``jobs`` is the number of worker
    processes, ``scheduler`` the address of a Dask scheduler whose workers take their place, ``document_seconds`` and
    ``document_mib`` the limits of one document, ``tries`` how often a document is tried that another night may read,
    ``night_minutes`` after how long a run reads nothing more (0: it reads all), ``slow_minutes`` how long at least it
    may read documents that take long, ``query_spill`` what a query may write to temporary files, ``snapshots`` how many
    earlier states of the warehouse are kept,
    ``history_days`` how many days of Dagster's runs,
    ``ocr_provider`` what runs the model that reads scans (a key of `PROVIDERS`),
    ``population`` and ``price_index`` are lists the user keeps (docs/comparing.md), ``bodies``
    and ``documents`` what persons decide (docs/decisions.md),
    ``withdrawn`` says whether documents count that stand nowhere any more (count, leave_out),
    ``objects`` is how the bytes of documents are kept (keep, link, none), ``settle`` how many seconds ago a file of the
    inbox must have been written to be taken for whole,
    ``port`` the one of ``gouji dev``, ``home`` the Dagster instance folder (run history), ``log_level`` what is logged
    to stderr: debug, info, warning, error or critical.
    """

    warehouse: Location = Path("gouji.duckdb")
    lake_data: str = ""
    state: Path = Path(".gouji/gouji.duckdb")
    inbox: Path = Path("inbox")
    home: Path = Path(".dagster")
    jobs: int = os.cpu_count() or 1
    scheduler: str = ""
    document_seconds: int = 120
    document_mib: int = 1536
    tries: int = 5
    night_minutes: int = 0
    slow_minutes: int = 30
    query_spill: str = "8GB"
    snapshots: int = 3
    history_days: int = 90
    ocr_provider: str = "cpu"
    population: Path | None = None
    price_index: Path | None = None
    bodies: Path | None = None
    documents: Path | None = None
    withdrawn: str = "count"
    objects: str = How.KEEP.value
    settle: int = 10
    port: int = 3000
    log_level: str = logs.QUIET


KEYS = tuple(field.name for field in fields(Settings))
_PATHS = ("warehouse", "inbox", "home", "state", "population", "price_index", "bodies", "documents")
_MAY_BE_NONE = ("night_minutes", "slow_minutes", "settle")
_CHOICES: Mapping[str, Collection[str]] = {
    "log_level": logs.LEVELS,
    "ocr_provider": PROVIDERS,
    "objects": [*How],
    "withdrawn": ("count", "leave_out"),
}
_SIZE = re.compile(r"\d+(?:\.\d+)? ?(?:[KMGT]i?)?B", re.IGNORECASE)
_ADDRESS = re.compile(r"(tcp|tls)://[^/\s]+:\d+")
_FORMS = {
    "scheduler": (_ADDRESS, "an address such as tcp://host:8786"),
    "query_spill": (_SIZE, "a size such as 8GB or 500MB"),
}


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
    for key in ("inbox", "home"):
        values[key] = (folder / values.get(key, getattr(defaults, key))).resolve()
    for key in ("population", "price_index", "bodies", "documents"):
        if key in values:
            values[key] = (folder / values[key]).resolve()
    warehouse = values["warehouse"] = _location(values.get("warehouse", defaults.warehouse), values, folder)
    values["state"] = (folder / values["state"]).resolve() if "state" in values else _state_of(warehouse, folder)
    return Settings(**values)


def _location(given: Path | str, values: Mapping[str, Any], folder: Path) -> Location:
    if isinstance(given, Path):
        return (folder / given).resolve()
    data = values.get("lake_data", "")
    try:
        return Lake.parse(given, data if not data or _is_address(data) else str((folder / data).resolve()))
    except LocationError as error:
        raise SettingsError(str(error)) from error


def _state_of(warehouse: Location, folder: Path) -> Path:
    """Beside the warehouse; of a lake, which is nowhere here, in the current folder."""
    if isinstance(warehouse, Lake):
        return (folder / ".gouji" / "lake").resolve()
    return warehouse.parent / ".gouji" / warehouse.name


def _is_address(text: str) -> bool:
    return "://" in text


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


def _chosen(key: str, value: Any, source: str) -> str:
    chosen = str(value).lower()
    if chosen not in _CHOICES[key]:
        raise SettingsError(f"{source}: {key} must be one of {', '.join(_CHOICES[key])}, not {value!r}")
    return chosen


def _typed(key: str, value: Any, source: str) -> Path | int | str:
    if key in _CHOICES:
        return _chosen(key, value, source)
    if key == "lake_data" or (key == "warehouse" and str(value).startswith(SCHEME)):
        return str(value)
    if key in _FORMS:
        form, said = _FORMS[key]
        if not isinstance(value, str) or not form.fullmatch(value):
            raise SettingsError(f"{source}: {key} must be {said}, not {value!r}")
        return value
    if key in _PATHS:
        if not isinstance(value, str | Path) or not str(value):
            raise SettingsError(f"{source}: {key} must be a path, not {value!r}")
        return Path(value).expanduser()
    try:
        number = int(value)
    except (TypeError, ValueError):
        number = -1
    least = 0 if key in _MAY_BE_NONE else 1
    if number < least or isinstance(value, bool | float):
        raise SettingsError(f"{source}: {key} must be a whole number from {least}, not {value!r}")
    return number
