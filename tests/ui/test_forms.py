"""Forms keep what was typed and say what would be right."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from opencounty.ui import fields
from opencounty.ui.forms import DateField, KitForm, TextField


class Form(KitForm):
    name = TextField(label="姓名", max_length=3, help_text="与身份证一致")
    born_on = DateField(label="出生日期", earliest=date(1900, 1, 1))
    income = forms.DecimalField(label="月收入")
    people = forms.IntegerField(label="人口", min_value=1)
    kind = forms.ChoiceField(
        label="类别", choices=[("a", "公民"), ("b", "法人")], widget=forms.RadioSelect
    )
    mail = forms.EmailField(label="邮箱", required=False)
    own = forms.CharField(label="编号", error_messages={"required": "编号在回执上"})
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    widths = {"name": 12}
    units = {"income": "元"}
    whys = {"income": "算补差要用"}


GOOD = {
    "name": "陈小明",
    "born_on": "1955年3月18日",
    "income": "1850",
    "people": "3",
    "kind": "a",
    "own": "7",
}


def errors(**changes: str) -> dict[str, list[str]]:
    form = Form({**GOOD, **changes})
    return {name: [str(e) for e in found] for name, found in form.errors.items()}


def html(source: str, form: forms.BaseForm) -> str:
    text = Template("{% load ui %}" + source).render(Context({"form": form}))
    return " ".join(text.split())


def test_a_good_answer_is_taken() -> None:
    form = Form(GOOD)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["born_on"] == date(1955, 3, 18)


@pytest.mark.parametrize(
    ("field", "answer", "words"),
    [
        ("name", "", "请填写姓名"),
        ("name", "四个字的", "最多 3 个字，现在是 4 个字"),
        ("born_on", "去年", "应为日期，如 2026-11-23 或 2026年11月23日"),
        ("born_on", "2024-02-30", "2024年2月只有 29 天，没有 30 日"),
        ("born_on", "1899-12-31", "应在 1900-01-01 到 2100-12-31 之间"),
        ("income", "一千八", "应为数字，如 1850"),
        ("people", "两个", "应为整数，如 12"),
        ("people", "0", "不能小于 1"),
        ("kind", "", "请选择类别"),
        ("kind", "z", "请从列出的选项里选"),
        ("mail", "chen@", "应为电子邮箱，如 name@example.cn"),
    ],
)
def test_a_wrong_answer_is_told_what_is_right(
    field: str, answer: str, words: str
) -> None:
    assert errors(**{field: answer}) == {field: [words]}


def test_words_written_for_a_field_are_kept() -> None:
    assert errors(own="") == {"own": ["编号在回执上"]}


def test_a_name_of_rare_characters_counts_by_characters() -> None:
    assert errors(name="𠮷䶮𬭎") == {}


def test_invisible_characters_do_not_get_in() -> None:
    form = Form({**GOOD, "name": "陈\u200b小明\ufeff"})

    assert form.is_valid()
    assert form.cleaned_data["name"] == "陈小明"


def test_label_hint_error_and_field_stand_in_this_order() -> None:
    shown = html("{% field form.name %}", Form({**GOOD, "name": ""}))

    places = [
        shown.index(words)
        for words in ("<label", 'class="hint"', 'class="err"', "<input")
    ]
    assert places == sorted(places)
    assert 'aria-describedby="id_name_hint id_name_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'for="id_name"' in shown


def test_a_broken_date_stays_as_it_was_typed() -> None:
    shown = html("{% field form.born_on %}", Form({**GOOD, "born_on": "二月三十"}))

    assert 'type="text"' in shown
    assert 'value="二月三十"' in shown


def test_a_date_is_asked_with_the_browsers_own_field_and_limits() -> None:
    shown = html("{% field form.born_on %}", Form())

    assert 'type="date"' in shown
    assert 'min="1900-01-01"' in shown
    assert 'max="2100-12-31"' in shown


def test_a_number_is_asked_as_text_so_that_what_was_typed_stays() -> None:
    shown = html("{% field form.income %}", Form({**GOOD, "income": "一千八"}))

    assert 'type="text"' in shown
    assert 'inputmode="decimal"' in shown
    assert 'value="一千八"' in shown
    assert "元" in shown
    assert "算补差要用" in shown


def test_the_browser_never_cuts_an_answer() -> None:
    assert "maxlength" not in html("{% field form.name %}", Form())


def test_choices_are_a_fieldset_with_a_legend() -> None:
    shown = html("{% field form.kind %}", Form())

    assert "<fieldset" in shown
    assert "<legend>类别" in shown
    assert shown.count('<label class="opt">') == 2


def test_what_may_be_left_out_is_marked() -> None:
    assert "选填" in html("{% field form.mail %}", Form())
    assert "选填" not in html("{% field form.name %}", Form())


def test_the_summary_leads_to_each_field() -> None:
    shown = html("{% error_summary form %}", Form({**GOOD, "name": "", "kind": ""}))

    assert "有 2 处需要修改" in shown
    assert 'href="#id_name"' in shown
    assert 'href="#id_kind_0"' in shown


def test_a_form_in_order_has_no_summary() -> None:
    assert html("{% error_summary form %}", Form(GOOD)) == ""
    assert html("{% error_summary form %}", Form()) == ""


def test_a_form_printed_whole_has_the_kits_look() -> None:
    assert 'class="field w-12"' in str(Form())
    assert html("{{ form }}", Form()) == html("{% fields form %}", Form())


def test_only_the_named_fields_are_shown() -> None:
    shown = html('{% fields form "name" "mail" %}', Form())

    assert "id_name" in shown
    assert "id_income" not in shown


def test_a_form_of_another_house_is_shown_in_the_kits_look() -> None:
    class Foreign(forms.Form):
        login = forms.CharField(label="用户名")

    shown = html("{% fields form %}", Foreign())

    assert '<label for="id_login">用户名' in shown
    assert 'class="field"' in shown


def test_a_general_mistake_stands_in_the_summary_without_a_link() -> None:
    form = Form(GOOD)
    form.add_error(None, "起止日期颠倒了")

    assert fields.mistakes(form)[0].target == ""
    assert "起止日期颠倒了" in html("{% error_summary form %}", form)
