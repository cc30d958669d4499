"""The page of the kit, and the sample pages one copies patterns from."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from opencounty.ui.http import PublicRequest, public
from opencounty.ui.kit import samples
from opencounty.ui.kit.forms import KitSampleForm

PAGES = {
    "portal-home": "门户首页",
    "portal-list": "栏目列表",
    "portal-item": "信息正文",
    "portal-guide": "办事指南",
    "portal-search": "搜索结果",
    "portal-catalogue": "公开目录",
    "portal-topic": "专题",
    "portal-form": "填写",
    "portal-leaving": "离开本站",
    "desk-home": "工作台",
    "desk-list": "待办",
    "desk-case": "办理",
    "desk-board": "看板",
    "desk-form": "编辑",
    "screen": "大屏",
}


@public
def index(request: PublicRequest) -> HttpResponse:
    """Show every component in every state."""
    context = _settings(request) | samples.everything() | {"pages": PAGES}
    context["form"] = KitSampleForm()
    context["wrong_form"] = KitSampleForm(samples.WRONG_ANSWERS)
    return render(request, "ui/kit/index.html", context)


@public
def sample(request: PublicRequest, name: str) -> HttpResponse:
    """Show one sample page."""
    if name not in PAGES:
        raise Http404
    context = _settings(request) | samples.everything() | {"sample": name}
    context["form"] = KitSampleForm(samples.WRONG_ANSWERS)
    return render(request, f"ui/kit/{name}.html", context)


def _settings(request: PublicRequest) -> dict[str, Any]:
    """Return the face the address asks for: `?density=compact&type=large`."""
    return {
        "density": "compact" if request.GET.get("density") == "compact" else "calm",
        "large": request.GET.get("type") == "large",
    }
