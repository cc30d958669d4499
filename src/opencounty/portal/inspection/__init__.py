"""The rules a government site is inspected by, checked on our own pages."""

from opencounty.portal.inspection import checks
from opencounty.portal.inspection.runner import Finding, Rule, inspect, rules

__all__ = ["Finding", "Rule", "checks", "inspect", "rules"]
