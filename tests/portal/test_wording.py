"""The trail can say in Chinese whatever the portal records."""

import re
from pathlib import Path

import opencounty.portal
from opencounty.kernel.audit import services as audit

PORTAL = Path(opencounty.portal.__file__).parent
RECORDED = re.compile(r'audit\.record\(\s*"([^"]+)"')


def test_every_recorded_deed_has_a_phrase() -> None:
    sources = [path.read_text(encoding="utf-8") for path in PORTAL.rglob("*.py")]
    recorded = {action for source in sources for action in RECORDED.findall(source)}
    calls = sum(source.count("audit.record(") for source in sources)

    assert len(recorded) >= 5
    assert calls == sum(len(RECORDED.findall(source)) for source in sources)
    assert recorded <= {action for action, _ in audit.actions()}


def test_a_phrase_names_what_was_done() -> None:
    said = audit.phrase_for("portal.composer_named", {"name": "李静"})

    assert said == "指定 李静 编排网页"
