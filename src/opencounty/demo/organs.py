"""What each unit does, for units whose writers left no page of their own."""

from html import escape

from opencounty.demo.texts import Text, rows, texts

COLUMN = "openness/organs"
DAYS_AGO = 180


def described() -> list[Text]:
    """Return a page of duties and contacts for every unit without one."""
    told = {text.unit for text in texts() if COLUMN in text.columns}
    return [
        _page(row)
        for row in rows("units.csv")
        if row["slug"] not in told and row["kind"] != "government"
    ]


def _page(row: dict[str, str]) -> Text:
    duties = "".join(
        f"<li>{escape(duty)}。</li>"
        for duty in row["duty"].replace("，", "、").split("、")
    )
    contact = "".join(
        f'<tr><th scope="row">{name}</th><td>{escape(row[key])}</td></tr>'
        for name, key in (("地址", "address"), ("电话", "phone"), ("办公时间", "hours"))
        if row[key]
    )
    return Text(
        slug=f"organ-{row['slug']}",
        title=f"{row['name']}机构职能",
        columns=(COLUMN,),
        unit=row["slug"],
        issuer=row["slug"],
        body=(
            f"<h2>主要职责</h2><ul>{duties}</ul><h2>办公信息</h2>"
            f"<table><caption>办公地址、电话和时间</caption><tbody>{contact}</tbody></table>"
        ),
        days_ago=DAYS_AGO,
        made_days_before=0,
        facts={
            "doc_number": "",
            "register_number": "",
            "category": "20.2",
            "genre": "介绍",
            "subject": "机构职能",
            "keywords": [row["short_name"], "机构职能", "联系方式"],
            "validity": "",
            "summary": f"{row['short_name']}的职责、地址、电话和办公时间。",
            "source": row["name"],
            "author": "",
        },
    )
