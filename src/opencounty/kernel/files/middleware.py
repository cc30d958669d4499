"""Refuses a body nobody may send before it is received: it would fill the disk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
MEGABYTE = 1_024 * 1_024
LONGEST = 18  # digits: a longer number is too large whatever it is
FILES_AT_A_TIME = 4  # what is a little too large is refused by the form, in its words
TOO_LARGE = (
    "发送的内容有 {size} MB，超过 {most} MB 的上限，没有接收。"
    "请压缩图片、拆分文件后再上传。"
)


class BodyLimit:
    """Look at the announced length; files are for those who have logged in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        size = int(announced[:LONGEST]) if announced.isdecimal() else 0
        if size <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return self.get_response(request)
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if request.user.is_authenticated:
            most = max(most, FILES_AT_A_TIME * settings.FILES_LARGEST_MB * MEGABYTE)
        if size <= most:
            return self.get_response(request)
        words = TOO_LARGE.format(size=size // MEGABYTE, most=most // MEGABYTE)
        return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
