"""A pool of very many synthetic items, written in bulk."""

import os
import random
from datetime import timedelta

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from opencounty.apps.disclosure.models import Column, Item, Placement, Version
from opencounty.kernel.org.models import Unit
from opencounty.portal import generation

ITEMS = int(os.environ.get("OPENCOUNTY_BENCH_ITEMS", "100000"))
BATCH = 2_000
CLAUSES = (
    "各乡镇人民政府要明确一名分管负责人，按季度报送工作进展",
    "县水利局负责技术指导，县财政局按工程进度拨付资金",
    "供水单位应当在本村公开栏公布水质检测结果",
    "申请人可以到乡镇便民服务中心提交材料，也可以在网上办理",
    "对逾期未完成的事项，由县政府办公室督促并通报",
    "沿线村庄完成管道改造后，居民用水由镇水厂统一供应",
    "项目资金专款专用，接受审计和群众监督",
)
PLACES = (
    "城关镇",
    "清河镇",
    "石桥镇",
    "双岭镇",
    "柳树乡",
    "大湾乡",
    "青石乡",
    "云台乡",
)
MATTERS = ("农村供水", "防汛抗旱", "义务教育", "医疗保障", "道路养护", "低保救助")
DEEDS = ("管理办法", "实施方案", "情况通报", "工作计划", "有关事项", "验收结果")


def fill(count: int) -> None:
    """Put `count` live items into the pool by bulk insert."""
    unit, _ = Unit.objects.get_or_create(
        slug="bench",
        defaults={"name": "测试单位", "short_name": "测试", "kind": "office"},
    )
    columns = _columns()
    leaves, root = columns[1:], columns[0]
    start = (Item.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1
    dice = random.Random(17)
    now = timezone.now()
    for first in range(start, start + count, BATCH):
        pks = range(first, min(first + BATCH, start + count))
        items, versions, placements = [], [], []
        for pk in pks:
            at = now - timedelta(minutes=pk * 7)
            home = leaves[pk % len(leaves)]
            title = (
                f"关于印发{dice.choice(PLACES)}{2010 + pk % 17}年"
                f"{dice.choice(MATTERS)}{dice.choice(DEEDS)}的通知（第{pk}号）"
            )
            facts = {
                "title": title,
                "issuer_name": f"临溪县{dice.choice(MATTERS)}领导小组",
                "doc_number": f"临政发〔{2010 + pk % 17}〕{pk}号",
                "made_on": at.date(),
                "genre": "通知",
                "subject": "综合政务",
                "keywords": "供水,防汛",
                "summary": dice.choice(CLAUSES),
            }
            paragraphs = dice.choices(CLAUSES, k=30)
            items.append(
                Item(
                    pk=pk,
                    unit=unit,
                    home_column=home,
                    index_number=f"000000000/{at:%Y}-{pk:07d}",
                    validity="in_force",
                    published_version_id=pk,
                    released_at=at,
                    listed_at=at,
                    **facts,
                )
            )
            versions.append(
                Version(
                    pk=pk,
                    item_id=pk,
                    number=1,
                    state="published",
                    body="".join(f"<p>{p}。</p>" for p in paragraphs),
                    text="。\n".join(paragraphs),
                    source_name="测试单位",
                    digest=f"{pk:064x}",
                    **facts,
                )
            )
            placements += [
                Placement(
                    item_id=pk,
                    column=column,
                    inherited=column == root,
                    live=True,
                    listed_at=at,
                )
                for column in (home, root)
            ]
        with transaction.atomic():
            Item.objects.bulk_create(items)
            Version.objects.bulk_create(versions)
            Placement.objects.bulk_create(placements)
    for column in columns:
        live = Placement.objects.filter(column=column, live=True)
        newest = live.aggregate(at=models.Max("listed_at"))["at"]
        Column.objects.filter(pk=column.pk).update(
            live_items=live.count(), last_released_at=newest
        )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Item, Version]):
            cursor.execute(statement)
        cursor.execute("ANALYZE")
    generation.bump()


def _columns() -> list[Column]:
    root, _ = Column.objects.get_or_create(
        path="bench",
        defaults={
            "name": "压力测试",
            "kind": "notice",
            "description": "压力测试用的通知公告",
            "keywords": "测试,压力",
        },
    )
    leaves = [
        Column.objects.get_or_create(
            path=f"bench/part-{n}",
            defaults={"name": f"第{n}部分", "kind": "notice", "parent": root},
        )[0]
        for n in range(1, 6)
    ]
    return [root, *leaves]
