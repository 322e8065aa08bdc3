"""Everything Dagster knows of gouji.  Built by a function; nothing is read or opened when it is imported."""

import dagster as dg

from assets.checks import identity_checks
from assets.core import loaded_assets
from assets.jobs import everything, inbox_sensor, nightly, read_again, report
from assets.maintenance import maintenance, weekly
from assets.mart import mart_assets
from assets.raw import raw_assets
from assets.report import report_site
from assets.resources import SilentProgress, Workspace
from assets.watch import failure_sensor, life_sensor


@dg.definitions
def defs() -> dg.Definitions:
    """Assets by layer, checks, jobs, their schedules and sensors, resources."""
    return dg.Definitions(
        assets=[raw_assets(), loaded_assets(), mart_assets(), report_site],
        asset_checks=[identity_checks()],
        jobs=[everything, read_again, report, maintenance],
        schedules=[nightly(), weekly()],
        sensors=[inbox_sensor(), failure_sensor(), life_sensor()],
        resources={
            "workspace": Workspace(),
            "progress": SilentProgress(),
        },
        executor=dg.in_process_executor,
    )
