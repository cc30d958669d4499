"""Words of the kit: what a form says of a wrong answer, what the desk is called."""

import re
from typing import Any

from django import forms

from opencounty.ui.dates import LIKE_THIS

DESK = "党政办公网"
# what follows the name of the place in the name of a government site
AFTER_THE_PLACE = re.compile(r"(?:人民)?政府.*$|门户网站$|网站$")
CHOOSING = (forms.Select, forms.RadioSelect, forms.SelectMultiple)

GENERAL = {
    "max_length": "最多 %(limit_value)d 个字，现在是 %(show_value)d 个字",
    "min_length": "至少 %(limit_value)d 个字，现在是 %(show_value)d 个字",
    "max_value": "不能大于 %(limit_value)s",
    "min_value": "不能小于 %(limit_value)s",
    "invalid_choice": "请从列出的选项里选",
    "invalid_list": "请从列出的选项里选",
    "invalid_pk_value": "请从列出的选项里选",
    "max_digits": "总共最多 %(max)s 位数字",
    "max_decimal_places": "小数点后最多 %(max)s 位",
    "max_whole_digits": "小数点前最多 %(max)s 位",
    "null_characters_not_allowed": "含有看不见的控制字符，请删去后重新输入",
    "empty": "这个文件是空的，请换一个",
    "missing": "没有收到文件，请重新选择",
    "invalid_image": "应为图片文件，如 JPG、PNG",
    "contradiction": "要么换一个文件，要么勾选“清除”，不能两样都做",
}
# the first class that fits speaks; sub-classes stand before their bases
INVALID: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.DecimalField, "应为数字，如 1850"),
    (forms.FloatField, "应为数字，如 1850"),
    (forms.IntegerField, "应为整数，如 12"),
    (forms.DateTimeField, "应为日期和时间，如 2026-11-23 14:30"),
    (forms.DateField, LIKE_THIS),
    (forms.TimeField, "应为时间，如 14:30"),
    (forms.EmailField, "应为电子邮箱，如 name@example.cn"),
    (forms.URLField, "应为网址，如 https://www.example.cn/"),
    (forms.FileField, "没有收到文件，请重新选择"),
)


def desk_name_of(site_name: str) -> str:
    """Return the name of the desk of a site: 临溪县人民政府 gives 临溪县党政办公网."""
    place = AFTER_THE_PLACE.sub("", site_name.strip().removeprefix("中国·").strip())
    return f"{place}{DESK}"


def speak(field: forms.Field, label: str) -> None:
    """Replace Django's own messages of a field; those written for it stay."""
    own = _defaults(type(field))
    for code, message in {**GENERAL, **_particular(field, label)}.items():
        given = field.error_messages.get(code)
        if given is None or given is own.get(code):
            field.error_messages[code] = message


def _particular(field: forms.Field, label: str) -> dict[str, str]:
    words = {"required": _required(field, label)}
    words |= {"incomplete": words["required"]}
    for kind, message in INVALID:
        if isinstance(field, kind):
            return {**words, "invalid": message}
    return words


def _required(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.FileField):
        return "请选择文件"
    if isinstance(field.widget, forms.CheckboxSelectMultiple):
        return "请至少选一项"
    if isinstance(field.widget, forms.CheckboxInput):
        return "需要勾选才能继续"
    if isinstance(field.widget, CHOOSING):
        return f"请选择{label}"
    return f"请填写{label}"


def _defaults(kind: type[forms.Field]) -> dict[str, Any]:
    messages: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        messages.update(getattr(base, "default_error_messages", {}))
    return messages
