"""Seed the classes that articles 20 and 21 of the Regulations name.

The file's first line is its header; codes that exist already stay as they are.
"""

import csv
from pathlib import Path

from django.db import migrations

ROWS = Path(__file__).resolve().parent.parent / "data" / "categories.csv"


def seed(apps, schema_editor):
    Category = apps.get_model("disclosure", "Category")
    known = {category.code: category for category in Category.objects.all()}
    with ROWS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["code"] in known:
                continue
            parent = known.get(row.pop("parent"))
            known[row["code"]] = Category.objects.create(parent=parent, **row)


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
