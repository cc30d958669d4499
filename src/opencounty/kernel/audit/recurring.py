"""The trail is sealed every minute."""

from datetime import timedelta

from opencounty.kernel.audit.services import seal
from opencounty.kernel.jobs import services as jobs

jobs.register_recurring(
    "audit.seal", seal, every=timedelta(minutes=1), label="封存审计记录"
)
