"""Attachments of what is published; of anything else nobody learns that it exists."""

from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from opencounty.apps.disclosure.models import Attachment
from opencounty.kernel.files import services as files
from opencounty.kernel.org.actor import VISITOR
from opencounty.ui.http import PublicRequest, public


@public
def download(request: PublicRequest, code: UUID, name: str) -> HttpResponseBase:
    """Give an attachment of a live item; its name in the address is for the reader."""
    visible = Attachment.objects.visible_to(VISITOR).select_related("file")
    found = get_object_or_404(visible.of_file(code))
    return files.respond(found.file, request=request)
