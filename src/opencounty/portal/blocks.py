"""The blocks editors lay pages out with. Data are fetched when a page is shown."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from opencounty.apps.disclosure.models import Column

# an address in the site, or a whole one; never javascript: or a bare host
ADDRESS = RegexValidator(
    r"^(/(?!/)[^\s]*|https?://[^\s/]+(/[^\s]*)?|tel:[\d-]+|#[\w-]+)$",
    _("应为站内路径（如 /news/）或以 http(s):// 开头的完整网址"),
)
RICH = ["h3", "bold", "link", "ol", "ul", "document-link"]
LATEST = "*"


def column_choices() -> list[tuple[str, str]]:
    """Return the columns of the county's portal as path and indented name."""
    rows = Column.objects.filter(site_unit=None).values_list("path", "name")
    return [
        (path, "　" * path.count("/") + name) for path, name in rows.order_by("path")
    ]


def listable_choices() -> list[tuple[str, str]]:
    """Return the columns, and before them the newest of the whole pool."""
    return [(LATEST, str(_("全部栏目的最新公开"))), *column_choices()]


def figure_choices() -> list[tuple[str, str]]:
    """Return the figures that can be shown, each counted from the pool."""
    return [
        ("released_total", str(_("主动公开信息"))),
        ("normative_in_force", str(_("现行有效的行政规范性文件"))),
        ("interpretations", str(_("政策解读"))),
        ("letters", str(_("公开的来信和答复"))),
        ("consultations", str(_("意见征集"))),
        ("guides", str(_("办事指南"))),
        ("unit_sites", str(_("部门与乡镇子站"))),
    ]


class PickBlock(blocks.FieldBlock):  # type: ignore[misc]
    """One of a list read from the database when an editor chooses, not before."""

    def __init__(
        self,
        choices: Callable[[], list[tuple[str, str]]],
        *,
        required: bool = True,
        **kwargs: Any,
    ) -> None:
        offered = choices if required else lambda: [("", "———"), *choices()]
        self.field = forms.ChoiceField(choices=offered, required=required)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Stand in migrations as what is stored: a short text."""
        return "wagtail.blocks.CharBlock", [], {}


class LinkBlock(blocks.StructBlock):  # type: ignore[misc]
    """A link with its words and a second line."""

    text = blocks.CharBlock(label=_("文字"), max_length=40)
    note = blocks.CharBlock(label=_("第二行说明"), max_length=60, required=False)
    address = blocks.CharBlock(label=_("链接"), max_length=500, validators=[ADDRESS])

    class Meta:
        icon = "link"
        label = _("链接")


class MoreBlock(blocks.StructBlock):  # type: ignore[misc]
    """The link at the right of a heading."""

    text = blocks.CharBlock(label=_("文字"), max_length=30, required=False)
    address = blocks.CharBlock(
        label=_("链接"), max_length=500, required=False, validators=[ADDRESS]
    )

    class Meta:
        label = _("标题右侧的链接")


class ListBlock(blocks.StructBlock):  # type: ignore[misc]
    """The newest titles of a column."""

    title = blocks.CharBlock(label=_("标题"), max_length=30)
    column = PickBlock(listable_choices, label=_("栏目"))
    count = blocks.IntegerBlock(label=_("条数"), default=6, min_value=1, max_value=20)
    more = blocks.CharBlock(
        label=_("更多链接的文字"), max_length=20, required=False, default="更多"
    )

    class Meta:
        icon = "list-ul"
        label = _("栏目列表")
        template = "portal/blocks/list.html"


class LeadBlock(blocks.StructBlock):  # type: ignore[misc]
    """The lead story with its picture, and the newest of a column beside it."""

    picture = ImageChooserBlock(label=_("图片"))
    picture_says = blocks.CharBlock(label=_("图片内容（读屏时读出）"), max_length=120)
    headline = blocks.CharBlock(label=_("头条标题"), max_length=80)
    address = blocks.CharBlock(
        label=_("头条链接"), max_length=500, validators=[ADDRESS]
    )
    list = ListBlock(label=_("右侧列表"))

    class Meta:
        icon = "image"
        label = _("头条与列表")
        template = "portal/blocks/lead.html"


class TasksBlock(blocks.StructBlock):  # type: ignore[misc]
    """A grid of the errands people come for."""

    title = blocks.CharBlock(label=_("标题"), max_length=30, default="办事")
    more = MoreBlock()
    links = blocks.ListBlock(LinkBlock(), label=_("事项"), min_num=2, max_num=16)

    class Meta:
        icon = "form"
        label = _("办事入口")
        template = "portal/blocks/tasks.html"


class DisclosureBlock(blocks.StructBlock):  # type: ignore[misc]
    """The entries of the disclosure platform, in their fixed order."""

    title = blocks.CharBlock(label=_("标题"), max_length=30, default="政府信息公开")
    extra = blocks.ListBlock(LinkBlock(), label=_("其他入口"), max_num=3, default=[])

    class Meta:
        icon = "folder-open-inverse"
        label = _("政府信息公开入口")
        template = "portal/blocks/disclosure.html"


class FactsBlock(blocks.StructBlock):  # type: ignore[misc]
    """Figures counted from the pool; each opens the records behind it."""

    title = blocks.CharBlock(label=_("标题"), max_length=30, default="今年的数")
    note = blocks.CharBlock(label=_("标题右侧说明"), max_length=60, required=False)
    figures = blocks.ListBlock(
        PickBlock(figure_choices, label=_("数字")),
        label=_("数字"),
        min_num=2,
        max_num=4,
    )

    class Meta:
        icon = "order"
        label = _("数字")
        template = "portal/blocks/facts.html"


class LettersBlock(blocks.StructBlock):  # type: ignore[misc]
    """Letters and their answers."""

    title = blocks.CharBlock(label=_("标题"), max_length=30, default="来信与回复")
    column = PickBlock(column_choices, label=_("栏目"))
    count = blocks.IntegerBlock(label=_("条数"), default=3, min_value=1, max_value=6)
    more = MoreBlock()

    class Meta:
        icon = "mail"
        label = _("来信与回复")
        template = "portal/blocks/letters.html"


class ConsultationsBlock(blocks.StructBlock):  # type: ignore[misc]
    """Drafts the public may comment on."""

    title = blocks.CharBlock(label=_("标题"), max_length=30, default="意见征集")
    column = PickBlock(column_choices, label=_("栏目"))
    count = blocks.IntegerBlock(label=_("条数"), default=3, min_value=1, max_value=6)
    more = MoreBlock()

    class Meta:
        icon = "comment"
        label = _("意见征集")
        template = "portal/blocks/consultations.html"


class NoticeBlock(blocks.StructBlock):  # type: ignore[misc]
    """A short word to the public under a heading."""

    title = blocks.CharBlock(label=_("标题"), max_length=30)
    text = blocks.RichTextBlock(label=_("内容"), features=["bold", "link"])

    class Meta:
        icon = "warning"
        label = _("提示")
        template = "portal/blocks/notice.html"


class TextBlock(blocks.StructBlock):  # type: ignore[misc]
    """Running text under a heading."""

    title = blocks.CharBlock(label=_("标题"), max_length=60, required=False)
    text = blocks.RichTextBlock(label=_("内容"), features=RICH)

    class Meta:
        icon = "pilcrow"
        label = _("文字")
        template = "portal/blocks/text.html"


class PictureBlock(blocks.StructBlock):  # type: ignore[misc]
    """A picture with what it shows and a caption."""

    picture = ImageChooserBlock(label=_("图片"))
    picture_says = blocks.CharBlock(label=_("图片内容（读屏时读出）"), max_length=120)
    caption = blocks.CharBlock(label=_("图注"), max_length=120, required=False)

    class Meta:
        icon = "image"
        label = _("图片")
        template = "portal/blocks/picture.html"


class ItemsBlock(blocks.StructBlock):  # type: ignore[misc]
    """Items of the pool picked by hand, in the order given."""

    title = blocks.CharBlock(label=_("标题"), max_length=30)
    numbers = blocks.ListBlock(
        blocks.IntegerBlock(label=_("信息编号"), min_value=1),
        label=_("信息编号"),
        help_text=_("信息网址末尾 .html 前的数字。"),
        min_num=1,
        max_num=30,
    )

    class Meta:
        icon = "pick"
        label = _("指定信息")
        template = "portal/blocks/items.html"


class SectionBlock(blocks.StructBlock):  # type: ignore[misc]
    """A part of a topic: a heading, a few words, and items picked or newest."""

    title = blocks.CharBlock(label=_("标题"), max_length=30)
    text = blocks.RichTextBlock(label=_("说明"), features=RICH, required=False)
    numbers = blocks.ListBlock(
        blocks.IntegerBlock(label=_("信息编号"), min_value=1),
        label=_("指定信息"),
        help_text=_("信息网址末尾 .html 前的数字。"),
        max_num=30,
        default=[],
    )
    column = PickBlock(column_choices, label=_("或者列出一个栏目"), required=False)
    count = blocks.IntegerBlock(label=_("条数"), default=6, min_value=1, max_value=20)

    class Meta:
        icon = "doc-full"
        label = _("小节")
        template = "portal/blocks/section.html"


class DirectoryBlock(blocks.StructBlock):  # type: ignore[misc]
    """Departments and towns, each linked to its sub-site."""

    title = blocks.CharBlock(label=_("标题"), max_length=30, default="部门与乡镇")

    class Meta:
        icon = "group"
        label = _("部门与乡镇")
        template = "portal/blocks/directory.html"


class SideBlock(blocks.StreamBlock):  # type: ignore[misc]
    """What may stand in half a band."""

    list = ListBlock()
    disclosure = DisclosureBlock()
    letters = LettersBlock()
    consultations = ConsultationsBlock()
    notice = NoticeBlock()
    items = ItemsBlock()
    text = TextBlock()


class TwoBlock(blocks.StructBlock):  # type: ignore[misc]
    """A band in two halves, the left one wider."""

    left = SideBlock(label=_("左侧（宽）"), min_num=1)
    right = SideBlock(label=_("右侧（窄）"), min_num=1)

    class Meta:
        icon = "grip"
        label = _("两栏")
        template = "portal/blocks/two.html"


class BandsBlock(blocks.StreamBlock):  # type: ignore[misc]
    """The bands of the home page, from top to bottom."""

    lead = LeadBlock()
    two = TwoBlock()
    tasks = TasksBlock()
    facts = FactsBlock()
    directory = DirectoryBlock()
    list = ListBlock()
    disclosure = DisclosureBlock()
    letters = LettersBlock()
    consultations = ConsultationsBlock()
    notice = NoticeBlock()
    items = ItemsBlock()
    text = TextBlock()


class TopicBlock(blocks.StreamBlock):  # type: ignore[misc]
    """What a topic page or a sub-site is made of."""

    section = SectionBlock()
    text = TextBlock()
    picture = PictureBlock()
    items = ItemsBlock()
    list = ListBlock()
    two = TwoBlock()
    tasks = TasksBlock()
    notice = NoticeBlock()


# block types that stand on the tinted band
WASHED: frozenset[str] = frozenset({"tasks", "facts", "directory"})


def is_washed(block: Any) -> bool:
    """Say whether a band is tinted."""
    return block.block_type in WASHED
