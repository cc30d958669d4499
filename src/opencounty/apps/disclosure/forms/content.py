"""What a version says, and the files it encloses."""

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from opencounty.apps.disclosure.forms.bodies import as_typed, is_markup
from opencounty.apps.disclosure.models import Category, Item, Version
from opencounty.apps.disclosure.rules import SUMMARY_LIMIT
from opencounty.apps.disclosure.services import Content
from opencounty.kernel.org.models import Unit
from opencounty.ui.forms import DateField, KitForm, TextField

MARKUP_HINT = (
    "这份正文有标题、表格或版式，按 HTML 显示：<p> 和 </p> 之间是一段。"
    "改字时保留尖括号里的标记；看效果请保存草稿"
)


def category_choices() -> list[tuple[str, Any]]:
    """Return the classes of the catalogue, grouped by article."""
    rows = list(Category.objects.select_related("parent"))
    groups: list[tuple[str, Any]] = [("", "不归类")]
    for top in (row for row in rows if row.parent_id is None):
        below = [(str(r.pk), r.name) for r in rows if r.parent_id == top.pk]
        groups.append((top.name, below or [(str(top.pk), top.name)]))
    return groups


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Any number of files."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Return the files, each checked alone."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given if one]


class ContentForm(KitForm):
    """What a version says."""

    title = TextField(label="标题", max_length=500)
    body = forms.CharField(
        label="正文",
        required=False,
        widget=forms.Textarea({"rows": 18}),
        help_text="一段一行，段首不用空格。网页的 HTML 也可以粘贴，标题和表格保留，"
        "样式会清理干净。没有正文的，要有附件",
    )
    summary = TextField(
        label="内容概述",
        required=False,
        max_length=SUMMARY_LIMIT,
        widget=forms.Textarea({"rows": 3}),
        help_text=f"最多 {SUMMARY_LIMIT} 个字，显示在列表和检索结果里",
    )
    issuer = forms.ModelChoiceField(
        Unit.objects.none(), label="发布机构", required=False, empty_label="其他机构"
    )
    issuer_name = TextField(
        label="发布机构名称",
        required=False,
        max_length=200,
        help_text="上面选了本县单位的不用填；联合发文写牵头机构",
    )
    doc_number = TextField(
        label="发文字号",
        required=False,
        max_length=120,
        help_text="如 临政发〔2026〕18号",
    )
    register_number = TextField(label="统一登记号", required=False, max_length=60)
    made_on = DateField(label="成文日期", required=False)
    category = forms.ChoiceField(label="公开类目", required=False)
    genre = TextField(
        label="体裁", required=False, max_length=40, help_text="如 通知、办法、意见"
    )
    subject = TextField(label="主题", required=False, max_length=120)
    keywords = TextField(
        label="关键词", required=False, max_length=300, help_text="用分号或空格分开"
    )
    openness = forms.ChoiceField(
        label="公开属性", choices=Item.Openness.choices, widget=forms.RadioSelect
    )
    openness_reason = TextField(
        label="不主动公开的理由", required=False, max_length=200
    )
    validity = forms.ChoiceField(
        label="有效性",
        required=False,
        choices=[(value, label or "不适用") for value, label in Item.Validity.choices],
    )
    effective_on = DateField(label="施行日期", required=False)
    valid_until = DateField(label="有效期至", required=False)
    source_name = TextField(label="信息来源", required=False, max_length=120)
    source_url = TextField(label="转载原网址", required=False, max_length=500)
    author = TextField(label="作者", required=False, max_length=60)
    change_note = TextField(
        label="修改说明", required=False, max_length=300, help_text="这一版改了什么"
    )
    widths = {
        "title": 40,
        "issuer": 24,
        "issuer_name": 24,
        "doc_number": 24,
        "register_number": 24,
        "made_on": 12,
        "category": 24,
        "genre": 12,
        "subject": 16,
        "keywords": 40,
        "openness_reason": 40,
        "validity": 12,
        "effective_on": 12,
        "valid_until": 12,
        "source_name": 24,
        "author": 12,
        "source_url": 40,
        "change_note": 40,
        "summary": 40,
    }
    PLAIN = tuple(name for name in Content.__dataclass_fields__ if name != "files")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuer = cast("forms.ModelChoiceField[Unit]", self.fields["issuer"])
        issuer.queryset = Unit.objects.filter(valid_to=None)
        self.fields["openness"].initial = Item.Openness.ACTIVE
        typed = self.data if self.is_bound else self.initial
        if is_markup(str(typed.get("body") or "")):
            self.fields["body"].help_text = MARKUP_HINT
        category = cast("forms.ChoiceField", self.fields["category"])
        category.choices = category_choices()

    def clean_source_url(self) -> str:
        """Take an address of the web, and nothing a browser would run."""
        address: str = self.cleaned_data["source_url"]
        if address and not address.lower().startswith(("http://", "https://")):
            raise forms.ValidationError("网址要以 http:// 或 https:// 开头")
        return address

    @classmethod
    def typed_from(cls, version: Version) -> dict[str, Any]:
        """Return a version's content as the form shows it."""
        typed = {name: getattr(version, name) for name in cls.PLAIN}
        typed["body"] = as_typed(version.body)
        typed["category"] = str(version.category_id or "")
        own = version.issuer is not None
        return typed | {"issuer_name": "" if own else version.issuer_name}

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where one is due."""
        given = super().clean() or self.cleaned_data
        if given.get("openness") != Item.Openness.ACTIVE and not given.get(
            "openness_reason"
        ):
            self.add_error("openness_reason", "请写明不主动公开的理由")
        return given

    @property
    def content(self) -> Content:
        """Return what was typed as the services take it."""
        given = {name: self.cleaned_data[name] for name in self.PLAIN}
        chosen = given["category"]
        given["category"] = Category.objects.get(pk=chosen) if chosen else None
        return Content(**given)


class FilesForm(KitForm):
    """Files to enclose."""

    enclosed = FilesField(
        label="添加附件",
        required=False,
        help_text="可以一次选几个；有身份证号、手机号等个人号码的，先遮盖再上传",
    )
