"""Pictures that editors uploaded, behind a proxy too: nothing in them may run."""

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.static import serve

from opencounty.ui.http import PublicRequest, public

# renditions and originals of pictures; whatever else lies there is not public
FOLDERS = ("images/", "original_images/")
MONTH = 30 * 24 * 3600


@public
def media(request: PublicRequest, path: str) -> HttpResponseBase:
    """Serve a picture; nothing in it may run."""
    if not path.startswith(FOLDERS):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = f"public, max-age={MONTH}"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    return response
