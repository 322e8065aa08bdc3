"""Data Docs by Great Expectations' site builder, in a folder of the report."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from expectations.lazy_imports import great_expectations
from gouji.site.data_docs.validated import validated
from pipelines.reconcile.rule import Rule

VENDOR = Path(__file__).with_name("vendor")
_PAGES = "gouji.site.data_docs.view"
_BATCH = "quality-result"


def write_data_docs(
    results: pl.DataFrame, rules: Sequence[Rule], folder: Path, run_id: str, at: datetime | None
) -> Path:
    """Write ``folder`` anew from rows of quality.result; returns its first page.

    ``run_id`` and ``at`` (UTC, without zone) are those of the run that published the warehouse.
    """
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.data_context.types.resource_identifiers import (
        ExpectationSuiteIdentifier,
        ValidationResultIdentifier,
    )

    folder = folder.absolute()  # the site builder insists
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(VENDOR, folder / "static")
    run = RunIdentifier(run_name=run_id, run_time=(at or datetime(1970, 1, 1)).replace(tzinfo=UTC))  # noqa: DTZ001
    context = great_expectations().get_context(mode="ephemeral")
    for suite, result in validated(results, rules, {"run_id": run}):
        context.suites.add(suite)
        key = ValidationResultIdentifier(ExpectationSuiteIdentifier(suite.name), run, _BATCH)
        context.validation_results_store.set(key, result)
    builder = _site_builder(context, folder)
    # Section by section: build() would also copy pictures and fonts that these pages do not use.
    for section in builder.site_section_builders.values():
        section.build()
    builder.site_index_builder.build()
    return folder / "index.html"


def _site_builder(context: Any, folder: Path) -> Any:
    from great_expectations.render.renderer.site_builder import SiteBuilder

    page = {"view": {"module_name": _PAGES, "class_name": "OfflinePageView"}}
    return SiteBuilder(
        data_context=context,
        store_backend={"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder)},
        site_name="gouji",
        site_index_builder={
            "class_name": "DefaultSiteIndexBuilder",
            "view": {"module_name": _PAGES, "class_name": "OfflineIndexPageView"},
        },
        show_how_to_buttons=False,
        site_section_builders={"expectations": page, "validations": page, "profiling": "None"},
        runtime_environment={"root_directory": str(folder)},
    )
