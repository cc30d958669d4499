"""Pages that editors compose: home, topics, sub-sites, standing pages."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction

from opencounty.portal import blocks
from opencounty.portal.caching import public_page


class PortalPage(Page):  # type: ignore[misc]
    """What all composed pages share: kept in the page cache, no promotion tab."""

    promote_panels: ClassVar[list[Any]] = [
        FieldPanel("slug"),
        FieldPanel("search_description"),
    ]

    class Meta:
        abstract = True

    @property
    def about(self) -> dict[str, str]:
        """Return what the column tags say of the page; a first page has none."""
        return {}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Serve the page, marked as public so that the page cache may keep it."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        restricted = PageViewRestriction.objects.exists()
        if not restricted or not self.get_view_restrictions().exists():
            public_page(response)
        return response


class HomePage(PortalPage):
    """The first page of a site (首页), laid out in bands."""

    bands = StreamField(blocks.BandsBlock(), verbose_name=_("版面"), blank=True)

    template = "portal/home.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("bands")]

    class Meta:
        verbose_name = _("首页")


class TopicIndexPage(PortalPage):
    """The list of topics (专题)."""

    intro = models.CharField(_("说明"), max_length=300, blank=True)

    template = "portal/topics.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["portal.TopicPage"]
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("专题目录")

    @property
    def about(self) -> dict[str, str]:
        """Return what the column tags say of the page."""
        return {"name": self.title, "kind": "专题专栏", "description": self.intro}

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        """Add the topics, newest first, archived ones last."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        topics = TopicPage.objects.live().child_of(self).select_related("picture")
        # databases differ in where they put what has no date
        archived_last = models.F("archived_on").asc(nulls_first=True)
        context["topics"] = topics.order_by(archived_last, "-first_published_at")
        return context


class TopicPage(PortalPage):
    """A topic (专题): one matter, its texts and items on one page."""

    intro = models.CharField(_("导语"), max_length=300, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("题图"),
    )
    picture_says = models.CharField(
        _("题图内容（读屏时读出）"), max_length=120, blank=True
    )
    body = StreamField(blocks.TopicBlock(), verbose_name=_("内容"), blank=True)
    archived_on = models.DateField(
        _("归档日期"), null=True, blank=True, help_text=_("填了就标明“已归档”。")
    )

    template = "portal/topic.html"
    parent_page_types: ClassVar[list[str]] = ["portal.TopicIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        *(FieldPanel(n) for n in ("intro", "picture", "picture_says", "body")),
        FieldPanel("archived_on"),
    ]

    class Meta:
        verbose_name = _("专题")

    @property
    def about(self) -> dict[str, str]:
        """Return what the column tags say of the page."""
        return {"name": self.title, "kind": "专题专栏", "description": self.intro}


class UnitSiteIndexPage(PortalPage):
    """The list of the sub-sites of departments and towns (部门与乡镇)."""

    template = "portal/unit_sites.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["portal.UnitSitePage"]

    class Meta:
        verbose_name = _("部门与乡镇目录")

    @property
    def about(self) -> dict[str, str]:
        """Return what the column tags say of the page."""
        return {
            "name": self.title,
            "kind": "部门与乡镇",
            "description": "各部门和乡镇的职能、联系方式和公开的信息",
        }


class UnitSitePage(PortalPage):
    """The first page of a department's or town's sub-site (子站)."""

    unit = models.OneToOneField(
        "org.Unit",
        models.PROTECT,
        related_name="site_page",
        verbose_name=_("单位"),
    )
    intro = RichTextField(_("简介"), blank=True, features=["bold", "link", "ol", "ul"])
    body = StreamField(blocks.TopicBlock(), verbose_name=_("附加内容"), blank=True)

    template = "portal/unit_site.html"
    parent_page_types: ClassVar[list[str]] = ["portal.UnitSiteIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        *(FieldPanel(n) for n in ("unit", "intro", "body")),
    ]

    class Meta:
        verbose_name = _("子站")

    @property
    def about(self) -> dict[str, str]:
        """Return what the column tags say of the page."""
        return {
            "name": self.unit.name,
            "kind": "部门与乡镇",
            "description": self.unit.duty,
        }


class StandardPage(PortalPage):
    """A standing page: privacy, accessibility, contact (常设页面)."""

    intro = models.CharField(_("导语"), max_length=300, blank=True)
    body = RichTextField(
        _("内容"),
        blank=True,
        features=["h2", "h3", "bold", "link", "ol", "ul", "document-link", "image"],
    )

    shows_contact = models.BooleanField(_("页末列出本站联系方式"), default=False)

    in_platform = models.BooleanField(
        _("属于政府信息公开专栏"), default=False, help_text=_("左侧列出专栏的入口。")
    )

    template = "portal/standard.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.StandardPage"]
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        *(FieldPanel(n) for n in ("intro", "body", "shows_contact", "in_platform")),
    ]

    class Meta:
        verbose_name = _("常设页面")

    @property
    def about(self) -> dict[str, str]:
        """Return what the column tags say of the page."""
        return {"name": self.title, "kind": "网站说明", "description": self.intro}
