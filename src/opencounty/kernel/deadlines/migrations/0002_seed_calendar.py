"""A fresh database has the calendar of the packaged years as its first version."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data"
TITLE = "国务院办公厅关于{year}年部分节假日安排的通知"


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


def load(apps, schema_editor):
    version_of = apps.get_model("deadlines", "CalendarVersion").objects
    if version_of.exists():
        return
    urls = {row["year"]: row["changed_by"] or row["url"] for row in rows("notices.csv")}
    version = version_of.create(
        number=1,
        reason=f"载入随系统提供的放假安排（{min(urls)}–{max(urls)} 年）",
        made_by="系统安装",
    )
    CalendarYear = apps.get_model("deadlines", "CalendarYear")
    CalendarYear.objects.bulk_create(
        CalendarYear(
            year=int(year), title=TITLE.format(year=year), notice_url=url, since=version
        )
        for year, url in urls.items()
    )
    CalendarDay = apps.get_model("deadlines", "CalendarDay")
    CalendarDay.objects.bulk_create(
        CalendarDay(
            day=row["day"],
            kind=row["kind"],
            name=row["name"],
            arrangement=int(row["year"]),
            notice_url=urls[row["year"]],
            since=version,
        )
        for row in rows("special_days.csv")
    )


def unload(apps, schema_editor):
    for name in ("CalendarDay", "CalendarYear", "OfficeHours", "CalendarVersion"):
        apps.get_model("deadlines", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]

    operations = [migrations.RunPython(load, unload)]
