"""A form with one field of every kind."""

from datetime import date

from django import forms

from opencounty.ui.forms import DateField, KitForm, TextField

RELATIONS = [("son", "儿子"), ("daughter", "女儿"), ("spouse", "配偶")]
WAYS = [("post", "邮寄"), ("window", "到窗口取"), ("online", "网上下载")]
NEEDS = [
    ("copy", "复印件"),
    ("disc", "光盘"),
    ("certified", "加盖公章的书面答复"),
]


class KitSampleForm(KitForm):
    """Every kind of field, to be looked at."""

    name = TextField(label="姓名", max_length=20, help_text="与身份证上的一致")
    relation = forms.ChoiceField(label="与申请人的关系", choices=RELATIONS)
    income = forms.DecimalField(
        label="月收入",
        max_digits=8,
        decimal_places=2,
        help_text="最近 12 个月的平均数，没有收入填 0",
    )
    members = forms.IntegerField(label="家庭人口", min_value=1, max_value=20)
    born_on = DateField(
        label="出生日期",
        earliest=date(1900, 1, 1),
        latest=date(2026, 11, 24),
        help_text="例如 1955-03-18 或 1955年3月18日",
    )
    way = forms.ChoiceField(label="怎样取结果", choices=WAYS, widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="需要哪些形式", choices=NEEDS, widget=forms.CheckboxSelectMultiple
    )
    mail = forms.EmailField(label="电子邮箱", required=False)
    letter = TextField(
        label="想说明的情况",
        widget=forms.Textarea({"rows": 4}),
        required=False,
        max_length=500,
    )
    proof = forms.FileField(
        label="收入证明", help_text="PDF 或照片，一个文件不超过 20 MB"
    )
    agreed = forms.BooleanField(label="以上内容属实", help_text="不实的，承担相应责任")

    widths = {
        "name": 12,
        "relation": 12,
        "income": 8,
        "members": 4,
        "born_on": 12,
        "mail": 24,
    }
    units = {"income": "元", "members": "人"}
    whys = {"income": "低保按家庭人均收入计算，不问就算不出补差。"}
