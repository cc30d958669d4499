"""A yearly arrangement is read as pasted: a table, or the notice's own sentences."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.deadlines.rules import (
    DayKind,
    SpecialDay,
    WorkCalendar,
    read_notice,
)

# dates as arranged for 2026, in our own shortest words
NOTICE_2026 = """
国务院办公厅关于2026年部分节假日安排的通知

一、元旦：1月1日（周四）至3日（周六）放假，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假，共7天。9月20日（周日）、10月10日（周六）上班。

（2025年11月4日）
"""


def test_the_notice_is_read_from_its_own_sentences(official: WorkCalendar) -> None:
    found = read_notice(NOTICE_2026, 2026)

    assert found.mistakes == ()
    assert found.days == tuple(s for s in official.special_days if s.day.year == 2026)


@pytest.mark.parametrize(
    "table",
    [
        "日期,类型,名称\n2027-01-01,放假,元旦\n2027-01-03,上班,元旦",
        "2027年1月1日\t休\t元旦\n2027年1月3日\t班\t元旦",
        "20270101 放假 元旦\n\n20270103 补班 元旦\n",
        "2027.1.1，元旦，放假\n2027.1.3，元旦，上班",
        "2027-01-01 至 2027-01-01|休息|元旦\n2027/1/3|工作|元旦",
    ],
)
def test_a_table_is_read_however_it_is_written(table: str) -> None:
    found = read_notice(table, 2027)

    assert found.mistakes == ()
    assert found.days == (
        SpecialDay(date(2027, 1, 1), DayKind.REST, "元旦"),
        SpecialDay(date(2027, 1, 3), DayKind.WORK, "元旦"),
    )


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        (
            "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。",
            2023,
            [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)],
        ),
        (
            "（三）清明节：4月5日放假，4月7日（星期一）补休。",
            2014,
            [date(2014, 4, 5), date(2014, 4, 7)],
        ),
        ("端午节：6月2日（星期一）放假，与周末连休。", 2014, [date(2014, 6, 2)]),
        ("三、清明节\n4月4日放假1天。", 2025, [date(2025, 4, 4)]),
        ("节日期间要安排好值班。2026年放假的安排如下。", 2026, []),
    ],
)
def test_the_turns_of_phrase_of_past_notices_are_understood(
    text: str, year: int, expected: list[date]
) -> None:
    found = read_notice(text, year)

    assert found.mistakes == ()
    assert [special.day for special in found.days] == expected


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("2027-02-30,放假,春节", 1, "2027 年 2 月没有 30 日"),
        ("\n2027-13-01,放假,春节", 2, "没有 13 月"),
        ("2027-01-01,放假", 1, "一行应有日期、放假或上班、名称三项"),
        ("2027-01-01,假日,元旦", 1, "“假日”应为“放假”或“上班”"),
        ("2026-06-01,放假,儿童节", 1, "不在 2027 年的安排里"),
        ("2027-01-04,上班,元旦", 1, "本来就是工作日"),
        ("2027-01-02,放假,元旦\n2027-01-02,上班,元旦", 2, "前面写了放假"),
        ("2027-01-01至2027-03-01,放假,元旦", 1, "太长了"),
        ("2027-01-03至2027-01-01,放假,元旦", 1, "在 2027-01-01 之后"),
        ("2027-01-01,放假," + "节" * 31, 1, "1 到 30 个字"),
        ("一、元旦：1月1日（周四）放假。", 1, "1月1日是周五，不是周四"),
        ("一、元旦：1月1日至3日放假，共4天。", 1, "共 4 天，日期却有 3 天"),
        ("一、元旦：1月1日。", 1, "看不出是放假还是上班"),
        ("1月1日放假。", 1, "没有节日名称"),
        ("一、元旦：12月31日至1月2日放假。", 1, "跨年时请写上年份"),
        ("一、元旦：3日、1月4日放假。", 1, "没有写几月"),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_its_number(
    text: str, line: int, reason: str
) -> None:
    (mistake,) = read_notice(text, 2027).mistakes

    assert mistake.line == line
    assert reason in mistake.reason


def test_one_bad_line_does_not_hide_the_others() -> None:
    found = read_notice("2027-01-01,放假,元旦\nx月x日\n2027-02-30,休,春节\n", 2027)

    assert len(found.days) == 1
    assert [mistake.line for mistake in found.mistakes] == [3]


@given(
    text=st.text(
        st.sampled_from("0123456789年月日至放假上班：，。（）周一,-\n "), max_size=80
    )
)
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    read_notice(text, 2027)


@given(text=st.text(max_size=80))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    read_notice(text, 2027)
