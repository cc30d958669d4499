"""The portal's addresses; columns and composed pages take whatever is left."""

from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail.views import authenticate_with_password

from opencounty.portal.views import (
    catalogue,
    columns,
    comfort,
    deadlines,
    feeds,
    files,
    items,
    leaving,
    media,
    reading,
    search,
    sitemaps,
)

urlpatterns = [
    path("search/", search.search, name="portal_search"),
    path("catalogue/", catalogue.catalogue, name="portal_catalogue"),
    path("latest/", reading.latest, name="portal_latest"),
    path("popular/", reading.popular, name="portal_popular"),
    path("leaving/", leaving.notice, name="portal_leaving"),
    path("deadlines/", deadlines.deadlines, name="portal_deadlines"),
    path("deadlines/backwards/", deadlines.latest, name="portal_latest_day"),
    path("large-type/", comfort.large_type, name="portal_large_type"),
    path("site-map/", sitemaps.site_map, name="portal_site_map"),
    path("robots.txt", sitemaps.robots),
    path("sitemap.xml", sitemaps.index),
    path("sitemap-pages.xml", sitemaps.pages),
    path("sitemap-<int:number>.xml", sitemaps.piece),
    re_path(r"^feeds/(?P<kind>atom|rss)\.xml$", feeds.feed, name="portal_feed"),
    re_path(
        r"^feeds/(?P<path>[a-z0-9/_-]+)/(?P<kind>atom|rss)\.xml$",
        feeds.feed,
        name="portal_column_feed",
    ),
    path("files/<uuid:code>/<str:name>", files.download, name="portal_file"),
    path("media/<path:path>", media.media),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "_util/login/",
        RedirectView.as_view(url="/accounts/login/", query_string=True),
        name="wagtailcore_login",
    ),
    re_path(
        r"^(?P<path>[a-z0-9/_-]+)/(?P<year>\d{4})/(?P<month>\d\d)/(?P<pk>\d{1,18})\.html$",
        items.item,
        name="portal_item",
    ),
    # Wagtail asks for its pages' addresses by this name
    re_path(r"^((?:[\w\-]+/)*)$", columns.column_or_page, name="wagtail_serve"),
]
