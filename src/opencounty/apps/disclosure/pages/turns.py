"""What happens next with an item, and who must act: said in one sentence."""

from dataclasses import dataclass

from opencounty.apps.disclosure import permissions as may
from opencounty.apps.disclosure.models import Item, Version
from opencounty.apps.disclosure.pages.people import in_charge, named
from opencounty.apps.disclosure.rules import State
from opencounty.kernel.org.actor import Actor

NOBODY = "现在没有人能{deed}它，请联系安全管理员任命。"


@dataclass(frozen=True)
class Turn:
    """Whose turn it is with the version in progress, as one officer reads it."""

    actor: Actor
    item: Item
    version: Version
    complete: bool
    may_approve: bool

    @property
    def words(self) -> str:
        """Return the sentence for the state the version is in."""
        return {
            State.DRAFT: self._draft,
            State.RETURNED: self._returned,
            State.SUBMITTED: self._submitted,
            State.APPROVED: self._approved,
        }[State(self.version.state)]()

    def _draft(self) -> str:
        if not self.actor.may(may.DRAFT, self.item.unit_id):
            return f"{self._drafter}正在起草，送审后才能审核。"
        if not self.complete:
            return "补齐下面所缺的，就可以送审。"
        people = self._approvers
        if not people:
            return f"可以送审了，但{NOBODY.format(deed='审核')}"
        return f"可以送审了。送审后由{people}审核，审核之前可以收回修改。"

    def _returned(self) -> str:
        if self.actor.may(may.DRAFT, self.item.unit_id):
            return "请按退回的理由修改后重报。"
        return f"等{self._drafter}修改后重报。"

    def _submitted(self) -> str:
        if self.may_approve:
            return "请您审核：看过正文、附件和说明，在下面签署意见。"
        people = self._approvers
        if not people:
            return f"已送审，但{NOBODY.format(deed='审核')}"
        return f"等{people}审核。起草和修改过的人不能审核自己的稿子。"

    def _approved(self) -> str:
        if self.version.openness != Item.Openness.ACTIVE:
            kind = self.version.get_openness_display()
            return f"公开属性是“{kind}”，留在信息库备查，不在门户发布。"
        if self.actor.may(may.PUBLISH, self.item.unit_id):
            return "审核已通过，请您发布。发布后公众立即可以看到。"
        people = named(in_charge(may.PUBLISH, self.item.unit))
        if not people:
            return f"审核已通过，但{NOBODY.format(deed='发布')}"
        return f"审核已通过，等{people}发布。"

    @property
    def _drafter(self) -> str:
        drafter = self.version.drafted_by
        return drafter.name if drafter else "起草人"

    @property
    def _approvers(self) -> str:
        writers = list(self.version.writers.values_list("pk", flat=True))
        if self.version.state == State.DRAFT and self.actor.account_id:
            writers.append(self.actor.account_id)  # whoever submits writes too
        return named(in_charge(may.APPROVE, self.item.unit, besides=writers))
