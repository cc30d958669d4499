"""What may be done with jobs: seeing whether they run."""

from opencounty.kernel.org.permissions import register

register("jobs.see_jobs", "查看后台作业", powerful=True, plane="system")
