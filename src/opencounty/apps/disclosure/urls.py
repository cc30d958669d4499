"""The desk's pages of the information pool."""

from django.urls import path

from opencounty.apps.disclosure.views import columns, deeds, drafts, items, versions

app_name = "disclosure"
urlpatterns = [
    path("items/", items.items, name="items"),
    path("items/draft/", drafts.draft_item, name="draft-item"),
    path("items/<uuid:code>/", items.item, name="item"),
    path("items/<uuid:code>/revise/", deeds.revise, name="revise-item"),
    path("items/<uuid:code>/place/", deeds.place, name="place-item"),
    path("items/<uuid:code>/pin/", deeds.pin, name="pin-item"),
    path("items/<uuid:code>/link/", deeds.link, name="link-item"),
    path("items/<uuid:code>/unlink/<int:pk>/", deeds.unlink, name="unlink-item"),
    path("items/<uuid:code>/validity/", deeds.set_validity, name="set-validity"),
    path("items/<uuid:code>/withdraw/", deeds.withdraw, name="withdraw-item"),
    path("items/<uuid:code>/restore/", deeds.restore, name="restore-item"),
    path("versions/<uuid:code>/", items.version, name="version"),
    path("versions/<uuid:code>/edit/", drafts.edit_version, name="edit-version"),
    path("versions/<uuid:code>/submit/", versions.submit, name="submit-version"),
    path("versions/<uuid:code>/recall/", versions.recall, name="recall-version"),
    path("versions/<uuid:code>/decide/", versions.decide, name="decide-version"),
    path("versions/<uuid:code>/return/", versions.return_, name="return-version"),
    path("versions/<uuid:code>/publish/", versions.publish, name="publish-version"),
    path("versions/<uuid:code>/discard/", versions.discard, name="discard-version"),
    path("attachments/<uuid:code>/", items.attachment, name="attachment"),
    path("columns/", columns.columns, name="columns"),
    path("columns/stale/", columns.stale, name="stale-columns"),
    path("columns/create/", columns.create, name="create-column"),
    path("columns/<uuid:code>/", columns.change, name="change-column"),
    path("columns/<uuid:code>/close/", columns.close, name="close-column"),
    path("columns/<uuid:code>/reopen/", columns.reopen, name="reopen-column"),
]
