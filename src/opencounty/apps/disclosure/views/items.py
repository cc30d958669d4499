"""The pool at the desk: the list, an item, a version, an attachment."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from opencounty.apps.disclosure import permissions
from opencounty.apps.disclosure.forms.deeds import OpinionForm
from opencounty.apps.disclosure.models import Attachment, Item, Version
from opencounty.apps.disclosure.pages.facts import facts_of
from opencounty.apps.disclosure.pages.items import ItemPage
from opencounty.apps.disclosure.pages.lists import ItemList
from opencounty.apps.disclosure.pages.once import token_of
from opencounty.kernel.files import services as files
from opencounty.ui.http import OfficerRequest, officers_only


@officers_only
def items(request: OfficerRequest) -> HttpResponse:
    """Show the items one may see, by state, unit, column and words."""
    context = {
        "page": ItemList(request.actor, request.GET),
        "may_draft": request.actor.may(permissions.DRAFT),
    }
    return render(request, "disclosure/desk/items.html", context)


@officers_only
def item(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Show what an item says, where it stands and what one may do with it."""
    return show(request, code)


def show(
    request: OfficerRequest, code: UUID, opinion: OpinionForm | None = None
) -> HttpResponse:
    """Show an item's page, with the reviewer's form as it was sent if it was wrong."""
    visible = Item.objects.visible_to(request.actor).select_related(
        "unit", "home_column", "published_version__item"
    )
    found = get_object_or_404(visible.defer("published_version__body"), code=code)
    context = {
        "page": ItemPage(request.actor, found),
        "opinion": opinion or OpinionForm(),
        "token": token_of(request),
    }
    status = 422 if opinion else 200
    return render(request, "disclosure/desk/item.html", context, status=status)


@officers_only
def version(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Show a version as the public would read it."""
    visible = Version.objects.visible_to(request.actor).select_related(
        "item__unit", "issuer", "category", "drafted_by"
    )
    found = get_object_or_404(visible, code=code)
    attachments = found.attachments.select_related("file")
    context = {
        "version": found,
        "item": found.item,
        "attachments": attachments,
        "facts": facts_of(found, found.item),
    }
    return render(request, "disclosure/desk/version.html", context)


@officers_only  # type: ignore[arg-type]  # a file is streamed
def attachment(request: OfficerRequest, code: UUID) -> HttpResponseBase:
    """Give an attachment of a version one may see."""
    visible = Attachment.objects.visible_to(request.actor).select_related("file")
    found = get_object_or_404(visible.of_file(code))
    return files.respond(found.file, request=request)
