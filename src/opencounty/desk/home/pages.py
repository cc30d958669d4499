"""What an officer sees first: what waits, and who one is here."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.timezone import localdate

from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Appointment, Deputation
from opencounty.ui import panels
from opencounty.ui.panels import Filled


@dataclass(frozen=True)
class HomePage:
    """The first page of the desk for one officer, today."""

    actor: Actor

    @cached_property
    def panels(self) -> list[Filled]:
        """Return the lists that apps have put here."""
        return panels.panels_for(self.actor)

    @property
    def waiting(self) -> int:
        """Return how many things wait."""
        return sum(filled.number for filled in self.panels)

    @cached_property
    def posts(self) -> list[Appointment]:
        """Return the posts one holds today."""
        held = Appointment.objects.on(localdate()).visible_to(self.actor)
        return list(
            held.of(self.actor.account_id)
            .select_related("post__unit")
            .order_by("post__unit__position", "starts_on")
        )

    @cached_property
    def _deputations(self) -> list[Deputation]:
        account_id = self.actor.account_id or 0
        current = Deputation.objects.not_over(localdate()).of(account_id)
        return list(current.select_related("principal", "deputy").order_by("starts_on"))

    @property
    def stands_in_for(self) -> list[Deputation]:
        """Return the deputations one was given, now and to come."""
        return [d for d in self._deputations if d.deputy_id == self.actor.account_id]

    @property
    def stood_in_by(self) -> list[Deputation]:
        """Return the deputations one gave, now and to come."""
        return [d for d in self._deputations if d.principal_id == self.actor.account_id]
