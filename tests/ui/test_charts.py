"""Charts begin at zero and stay inside their frame."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from hypothesis import given
from hypothesis import strategies as st

from opencounty.ui import charts
from opencounty.ui.charts import Bar, HeatRow, Part, Point

figures = st.lists(st.floats(0, 1e9, allow_nan=False), min_size=1, max_size=40)


def draw(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


@given(values=figures)
def test_the_top_is_round_and_not_below_any_figure(values: list[float]) -> None:
    assert charts.top_of(values) >= max(values)


@given(values=figures)
def test_every_point_is_inside_the_frame(values: list[float]) -> None:
    points = charts.polyline(values, top=charts.top_of(values)).split()

    for x, y in (map(float, point.split(",")) for point in points):
        assert 0 <= x <= charts.WIDTH
        assert 0 <= y <= charts.HEIGHT


@given(values=figures)
def test_a_sparkline_is_inside_its_frame(values: list[float]) -> None:
    for x, y in (map(float, p.split(",")) for p in charts.sparkline(values).split()):
        assert 0 <= x <= charts.SPARK_WIDTH
        assert 0 <= y <= charts.SPARK_HEIGHT


@given(value=st.floats(-1e9, 1e9), whole=st.floats(-10, 1e9))
def test_a_percentage_is_never_outside(value: float, whole: float) -> None:
    assert 0 <= float(charts.percent(value, whole).removesuffix("%")) <= 100


@given(value=st.floats(0, 1e6), whole=st.floats(1, 1e6))
def test_heat_is_one_of_nine(value: float, whole: float) -> None:
    assert 1 <= charts.heat(value, whole) <= charts.HEATS


def test_a_cell_without_a_figure_is_cold() -> None:
    assert charts.heat(None, 100) == 0


def test_bars_are_a_table_whose_figures_open() -> None:
    text = draw(
        '{% chart_bars rows caption="办结" head="部门" unit="件" %}',
        rows=[Bar("水利局", 40, "/x/"), Bar("医保局", 0, note="停办", mark=10)],
    )

    assert '<a href="/x/">40</a>' in text
    assert 'width="100.00%"' in text
    assert 'x="25.00%"' in text
    assert "停办" in text


def test_a_line_says_in_words_what_it_shows_and_keeps_its_table() -> None:
    text = draw(
        '{% chart_line points caption="公开" unit="条" %}',
        points=[Point("1月", 3), Point("2月", 12, "/feb/")],
    )

    assert "<title" in text
    assert "最高是 2月 的 12条" in text
    assert '<a href="/feb/">12</a>' in text


def test_a_line_without_figures_says_so() -> None:
    assert "还没有数据" in draw('{% chart_line points caption="公开" %}', points=[])


def test_a_share_adds_up_and_has_at_most_three_parts() -> None:
    parts = [Part("公开", 3), Part("部分", 1)]
    text = draw('{% chart_share parts caption="答复" unit="件" %}', parts=parts)
    assert 'width="75.00%"' in text
    assert 'x="75.00%"' in text

    with pytest.raises(TemplateSyntaxError, match="at most three"):
        draw('{% chart_share parts caption="答复" %}', parts=parts * 2)


def test_heat_shows_a_dash_where_there_is_no_figure() -> None:
    rows = [HeatRow("水利局", (50, None))]
    chart = '{% chart_heat rows columns caption="用时" %}'
    text = draw(chart, rows=rows, columns="甲乙")

    assert '<td class="h9">50%</td>' in text
    assert '<td class="h0">–</td>' in text


def test_a_used_up_limit_stays_inside_its_track() -> None:
    text = draw("{% track 12 6 4 20 %}")

    assert text.count("<rect") == 3
    assert 'class="over"' in text
