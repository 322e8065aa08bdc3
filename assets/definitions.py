"""Everything Dagster knows of gouji.  Built by a function; nothing is read or opened when it is imported."""

import dagster as dg

from assets.checks import identity_checks
from assets.core import load_warehouse
from assets.jobs import everything, inbox_sensor, nightly
from assets.mart import publish_warehouse
from assets.raw import read_documents
from assets.resources import SilentProgress, Workspace


@dg.definitions
def defs() -> dg.Definitions:
    """Assets by layer, checks, the job, its schedule and sensor, resources."""
    return dg.Definitions(
        assets=[read_documents, load_warehouse, publish_warehouse],
        asset_checks=[identity_checks()],
        jobs=[everything],
        schedules=[nightly()],
        sensors=[inbox_sensor()],
        resources={
            "workspace": Workspace(),
            "progress": SilentProgress(),
        },
        executor=dg.in_process_executor,
    )
