"""The job that keeps the index equal to the database."""

from datetime import timedelta

from opencounty.kernel.jobs.services import register_recurring
from opencounty.kernel.search.services import catch_up

register_recurring(
    "search.catch_up",
    catch_up,
    every=timedelta(seconds=3),
    label="更新检索库",
)
