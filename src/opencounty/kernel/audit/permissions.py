"""What may be done with the audit trail: reading it. Nobody may change it."""

from opencounty.kernel.org.permissions import register

register("audit.read", "查阅审计记录", powerful=True, plane="audit")
