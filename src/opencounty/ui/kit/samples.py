"""What the kit's pages show: a fictional county on an ordinary day."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import get_default_timezone

from opencounty.ui.charts import Bar, HeatRow, Part, Point
from opencounty.ui.kit import days, waiting
from opencounty.ui.lights import Light
from opencounty.ui.menu import Count, Line, Section
from opencounty.ui.paging import paging
from opencounty.ui.parts import Chip, Crumb, Fact, Happening, Step, Tab

TODAY = date(2026, 11, 24)
WRONG_ANSWERS = {
    "name": "",
    "relation": "cousin",
    "income": "一千八",
    "members": "0",
    "born_on": "2024年2月30日",
    "way": "post",
    "mail": "chen@",
    "letter": "家里两位老人常年吃药。",
}
MENU = [
    Section(
        "我的工作",
        (
            Line("待办", "#todo", current=True, count=Count(12, late=True)),
            Line("待阅", "#read", current=False, count=Count(5)),
            Line("已办", "#done", current=False, count=None),
        ),
    ),
    Section(
        "信息公开",
        (
            Line("信息库", "#pool", current=False, count=Count(3)),
            Line("栏目", "#columns", current=False, count=None),
            Line("公开目录与指南", "#catalogue", current=False, count=None),
        ),
    ),
    Section(
        "组织与记录",
        (
            Line("单位和人员", "#units", current=False, count=None),
            Line("操作记录", "#audit", current=False, count=None),
        ),
    ),
]
NEIGHBOURS = (
    "教育局 科技局 公安局 民政局 司法局 财政局 人社局 自然资源局 住建局 交通局 水利局"
    " 农业农村局 商务局 文旅局 卫健局 应急局 审计局 统计局 医保局 市场监管局 信访局"
    " 档案馆 城关镇 清河镇 石桥镇 双岭镇 柳树乡 大湾乡 青石乡 云台乡"
)
MONTHS = (31, 28, 44, 39, 52, 47, 58, 61, 55, 49, 63)


def everything() -> dict[str, Any]:
    """Return all samples, by the names the templates use."""
    frame = {"sections": MENU, "today": TODAY, "neighbours": NEIGHBOURS.split()}
    return {**_places(), **_case(), **_lists(), **_figures(), **days.sheets(), **frame}


def _places() -> dict[str, Any]:
    return {
        "places": [
            Crumb("首页", "/kit/portal-home/"),
            Crumb("政务公开", "/kit/portal-catalogue/"),
            Crumb("行政规范性文件", "/kit/portal-list/"),
            Crumb("正文"),
        ],
        "views": [
            Tab("审核意见", "#opinion", current=True),
            Tab("正文", "#text"),
            Tab("附件", "#files", count=2),
            Tab("版本", "#versions", count=3),
        ],
        "filters": [
            Chip("全部", "#all", on=True, count=1286),
            Chip("超期", "#late", count=1),
            Chip("三日内到期", "#soon", count=3),
            Chip("可认领", "#free", count=2),
        ],
        "stages": [
            Step("起草", "done", "11-17 陈晓燕"),
            Step("科室审核", "done", "11-18 刘志强"),
            Step("保密审查", "now", "您，11-20 起"),
            Step("分管领导审核"),
            Step("发布"),
        ],
    }


def _case() -> dict[str, Any]:
    return {
        "history": [
            Happening("送保密审查", _at(20, 9, 12), "刘志强", "now"),
            Happening(
                "科室审核通过",
                _at(18, 16, 20),
                "刘志强",
                words="数据已与供水科核对。",
            ),
            Happening(
                "退回修改",
                _at(18, 10, 40),
                "刘志强",
                "back",
                "请写明检测单位和检测日期。",
            ),
            Happening("起草", _at(17, 15, 5), "陈晓燕"),
        ],
        "facts": [
            Fact("索引号", "003307210/2026-00126"),
            Fact("主题分类", "水利、水务"),
            Fact("发布机构", "临溪县水利局"),
            Fact("成文日期", "2026年11月16日"),
            Fact("发文字号", "临水发〔2026〕31号"),
            Fact("发布日期", "2026年11月18日"),
            Fact("名称", "农村饮用水三季度水质检测结果通告", wide=True),
        ],
        "person": [
            Fact("姓名", "黄某某"),
            Fact("类别", "公民"),
            Fact("取得方式", "邮寄"),
        ],
    }


def _lists() -> dict[str, Any]:
    return {
        "panels": waiting.panels(),
        "late": Light("late", "超期 1 个工作日"),
        "middle": paging("7", total=1286, size=20),
        "beyond": paging("999999", total=1286, size=20),
        "odd": paging("abc", total=45, size=20),
        "lone": paging(None, total=12, size=20),
    }


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=get_default_timezone())


def _figures() -> dict[str, Any]:
    return {
        "bars": [
            Bar("市场监管局", 418, "#market", mark=380),
            Bar("医保局", 395, "#health", mark=402),
            Bar("公安局", 342, "#police", mark=300),
            Bar("人社局", 236, "#labour", mark=240),
            Bar("自然资源局", 121, "#land", mark=140),
            Bar("住建局", 0, "#building", mark=90),
        ],
        "points": [Point(f"{n}月", value) for n, value in enumerate(MONTHS, 1)],
        "moves": MONTHS,
        "falls": (9, 8, 8, 7, 7, 6, 5, 5, 4, 4, 3),
        "shares": [Part("予以公开", 61), Part("部分公开", 22), Part("其他处理", 13)],
        "heats": [
            HeatRow("市场监管局", (7, 22, None, 13, 4)),
            HeatRow("医保局", (12, 35, None, 21, 8)),
            HeatRow("自然资源局", (11, 58, 86, 41, 9)),
            HeatRow("住建局", (9, 54, 77, 30, 10)),
            HeatRow("人社局", (8, 31, 16, 19, 5)),
        ],
        "phases": ("受理", "审查", "会办", "决定", "送达"),
    }
