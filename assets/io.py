"""How frames pass between steps: Parquet files in a folder of the run, so money stays decimal and memory flat.

A value is one frame (``DataFrame`` or ``LazyFrame``) or a dictionary of them.  A step that asks for a
``LazyFrame`` gets a scan, not the rows.
"""

import shutil
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl

from gouji.settings import load_settings

KEEP_RUNS = 3


class StagingIOManager(dg.ConfigurableIOManager):
    """Writes ``<state>/staging/<run>/<asset>`` and reads it back.

    A step run alone from the UI takes its input from the latest run that staged it.
    """

    warehouse: str = ""  # empty: as in the settings

    @property
    def folder(self) -> Path:
        """Where every run has its folder."""
        return load_settings({"warehouse": self.warehouse or None}).state / "staging"

    def handle_output(self, context: dg.OutputContext, obj: Any) -> None:
        """Stage ``obj`` under the asset's key; the folder appears whole or not at all."""
        target = self.folder / context.run_id / "__".join(context.asset_key.path)
        partial = target.with_name(target.name + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        if isinstance(obj, dict):
            for name, frame in obj.items():
                _write(frame, partial / f"{name}.parquet")
            (partial / "many").touch()
        else:
            _write(obj, partial / "frame.parquet")
        shutil.rmtree(target, ignore_errors=True)
        partial.rename(target)
        context.add_output_metadata({"path": dg.MetadataValue.path(str(target))})

    def load_input(self, context: dg.InputContext) -> Any:
        """The staged frame or frames; raises `FileNotFoundError` where no run has staged them."""
        name = "__".join(context.asset_key.path)
        source = self._find(context.step_context.run_id, name)
        lazy = context.dagster_type.typing_type is pl.LazyFrame
        read = pl.scan_parquet if lazy else pl.read_parquet
        if (source / "many").exists():
            return {path.stem: read(path) for path in sorted(source.glob("*.parquet"))}
        return read(source / "frame.parquet")

    def _find(self, run_id: str, name: str) -> Path:
        own = self.folder / run_id / name
        if own.is_dir():
            return own
        staged = sorted(self.folder.glob(f"*/{name}"), key=lambda path: path.stat().st_mtime)
        if not staged:
            raise FileNotFoundError(f"no run has staged {name}; run the job `everything`")
        return staged[-1]


def _write(frame: pl.DataFrame | pl.LazyFrame, path: Path) -> None:
    if isinstance(frame, pl.LazyFrame):
        frame.sink_parquet(path)
    else:
        frame.write_parquet(path)


def clear_staging(folder: Path, *, keep: int = KEEP_RUNS) -> None:
    """Remove all but the ``keep`` latest run folders (those of killed runs as well)."""
    if folder.is_dir():
        runs = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in runs[keep:]:
            shutil.rmtree(path, ignore_errors=True)
