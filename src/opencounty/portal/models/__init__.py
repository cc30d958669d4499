"""What the portal keeps: facts of the site, composed pages, counts of views."""

from opencounty.portal.models.facts import SiteFacts, TrustedHost
from opencounty.portal.models.pages import (
    HomePage,
    StandardPage,
    TopicIndexPage,
    TopicPage,
    UnitSiteIndexPage,
    UnitSitePage,
)
from opencounty.portal.models.tallies import Tally

__all__ = [
    "HomePage",
    "SiteFacts",
    "StandardPage",
    "Tally",
    "TopicIndexPage",
    "TopicPage",
    "TrustedHost",
    "UnitSiteIndexPage",
    "UnitSitePage",
]
