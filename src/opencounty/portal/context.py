"""What every portal template knows of the site."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.http import urlencode
from django.utils.timezone import localdate

from opencounty.kernel.org.models import Account
from opencounty.portal import rules
from opencounty.portal.caching import PARAMETERS
from opencounty.portal.frame import Frame, Node, frame_for
from opencounty.portal.models import SiteFacts
from opencounty.ui.http import LARGE_TYPE_COOKIE

LONGEST_ADDRESS = 2_000


class PageFrame:
    """The site around one page: facts, navigation and the links of the footer."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def frame(self) -> Frame:
        """Return the site in this generation."""
        return frame_for(self.request)

    @property
    def facts(self) -> SiteFacts:
        """The site's facts; unset ones are empty."""
        return self.frame.facts

    @property
    def navigation(self) -> list[Node]:
        """The first-level columns."""
        return self.frame.navigation

    @property
    def section(self) -> str:
        """The path of the first-level column this page stands in."""
        return self.request.path.split("/")[1]

    @property
    def today(self) -> date:
        """The day printed in the first line."""
        return localdate()

    @property
    def large_type(self) -> bool:
        """Whether the reader has turned large type on."""
        return self.request.COOKIES.get(LARGE_TYPE_COOKIE) == "on"

    @property
    def account(self) -> Account | None:
        """Who has logged in; pages of those are never kept for others."""
        account = getattr(self.request, "user", None)
        return account if isinstance(account, Account) else None

    @property
    def here(self) -> str:
        """This page's path with what its address asks for, to come back to."""
        request = self.request
        given = {p: request.GET[p] for p in PARAMETERS if p in request.GET}
        path = f"{request.path}?{urlencode(given)}" if given else request.path
        return path if len(path) <= LONGEST_ADDRESS else request.path

    @property
    def address(self) -> str:
        """The absolute address of this page on the site's main domain."""
        return self.frame.base_url + self.request.path

    @property
    def tags(self) -> list[rules.Tag]:
        """The three meta tags of every page."""
        facts = self.facts
        return rules.site_tags(
            name=facts.name, domain=facts.main_domain, id_code=facts.site_id_code
        )

    @property
    def error_report(self) -> str:
        """The link of 我为政府网站找错, with this page's address."""
        code = self.facts.site_id_code
        return rules.error_report_link(code, self.address) if code else ""

    @property
    def badge(self) -> str:
        """The link of the badge of party and government sites."""
        return rules.badge_link(self.facts.conac_id) if self.facts.conac_id else ""

    @property
    def police(self) -> dict[str, str] | None:
        """The police record: its words and its link."""
        facts = self.facts
        if not facts.police_no:
            return None
        return {
            "text": rules.police_text(facts.police_no, facts.icp_no),
            "url": rules.police_link(facts.police_no),
        }


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site as `portal`, read only when a template asks for it."""
    return {"portal": SimpleLazyObject(lambda: PageFrame(request))}
