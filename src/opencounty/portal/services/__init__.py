"""The verbs of the portal."""

from opencounty.portal.services.facts import let_compose, set_site_facts
from opencounty.portal.services.laying import lay_out_portal
from opencounty.portal.services.unit_sites import open_unit_site, template

__all__ = [
    "lay_out_portal",
    "let_compose",
    "open_unit_site",
    "set_site_facts",
    "template",
]
