"""How far a version has come: its stages, and what was decided on the way."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.timezone import localtime

from opencounty.apps.disclosure.models import Approval, Release, Version
from opencounty.apps.disclosure.rules import State
from opencounty.ui.parts import Happening, Step

STAGES = (
    ("起草", Approval.Step.SUBMITTED),
    ("审核", Approval.Step.APPROVED),
    ("发布", None),
)
DONE = {State.DRAFT: 0, State.RETURNED: 0, State.SUBMITTED: 1, State.APPROVED: 2}


def steps(version: Version, releases: Sequence[Release]) -> list[Step]:
    """Return the stages of a version, the passed ones with day and name."""
    if version.state == State.DISCARDED:
        return []
    return list(_steps(version, _released(version, releases)))


def happenings(versions: Sequence[Version]) -> list[Happening]:
    """Return what was decided on an item's versions, newest first."""
    several = len(versions) > 1
    signed = [(a, v.number) for v in versions for a in v.approvals.all()]
    signed.sort(key=lambda pair: (pair[0].at, pair[0].pk), reverse=True)
    return [
        Happening(
            what=f"{a.get_step_display()}第 {number} 版"
            if several
            else str(a.get_step_display()),
            when=a.at,
            who=a.by_name,
            state="back" if a.step == Approval.Step.RETURNED else "done",
            words=a.opinion,
        )
        for a, number in signed
    ]


def sent_back(writing: Version | None, versions: Sequence[Version]) -> Approval | None:
    """Return why what is being written was sent back: on it, or on the one before."""
    if writing is None or writing.state not in {State.DRAFT, State.RETURNED}:
        return None
    before = writing.number - (writing.state == State.DRAFT)
    steps = [a for v in versions if v.number == before for a in v.approvals.all()]
    back = [a for a in steps if a.step == Approval.Step.RETURNED]
    return max(back, key=lambda a: (a.at, a.pk), default=None)


def _steps(version: Version, released: str) -> Iterator[Step]:
    done = DONE.get(State(version.state), len(STAGES))
    signed = {a.step: f"{_day(a.at)} {a.by_name}" for a in version.approvals.all()}
    for place, (name, step) in enumerate(STAGES):
        if place < done:
            yield Step(name, "done", signed.get(step, "") if step else released)
        elif place == done:
            yield Step(name, "back" if version.state == State.RETURNED else "now")
        else:
            yield Step(name)


def _released(version: Version, releases: Sequence[Release]) -> str:
    """Return when and by whom the version was last brought before the public."""
    own = (r for r in releases if r.version_id == version.pk)
    shown = (r for r in own if r.action != Release.Action.WITHDRAWN)
    last = next(shown, None)
    return f"{_day(last.at)} {last.by_name}" if last else ""


def _day(moment: datetime) -> str:
    return f"{localtime(moment):%m-%d}"
