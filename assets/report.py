"""The data-quality site of the published warehouse."""

import subprocess
import sys

import dagster as dg

from assets.resources import Workspace
from assets.specs import MADE_TABLES, OWNER, key_of
from gouji.places import page_link, report_folder

REPORT = dg.AssetKey(["report", "site"])
_SHOWS = (
    *("raw.document", "raw.grid", "raw.cell", "quality.document", "quality.finding", "quality.result", "quality.term"),
    *("quality.rule", "quality.diagnosis", "quality.waiver", "quality.correction"),
    *MADE_TABLES,
)


@dg.asset(
    key=REPORT,
    deps=[key_of(name) for name in _SHOWS],
    group_name="report",
    kinds={"html"},
    owners=[OWNER],
    description="The data-quality site: what came in, what loaded, what did not, and why. Right alone: it shows the "
    "warehouse that is published.",
)
def report_site(context: dg.AssetExecutionContext, workspace: Workspace) -> dg.MaterializeResult[None]:
    """Build the site beside the warehouse, as ``gouji report`` does, in a process of its own."""
    settings = workspace.settings()
    command = [sys.executable, "-P", "-m", "gouji.cli.main", "report", "--warehouse", str(settings.warehouse)]
    done = subprocess.run([*command, "--jobs", str(settings.jobs)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise dg.Failure(f"the report could not be built: {done.stderr.strip() or done.stdout.strip()}")
    context.log.info(done.stdout.strip())
    return dg.MaterializeResult(
        metadata={
            "site": dg.MetadataValue.url(page_link(settings.warehouse)),
            "folder": dg.MetadataValue.path(str(report_folder(settings.warehouse))),
        }
    )
