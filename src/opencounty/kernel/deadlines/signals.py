"""What others may hear of the calendar."""

from django.dispatch import Signal

# sent in the transaction of the change, after every due day has been moved:
# version: CalendarVersion, moved: list[Moved], by: Actor
calendar_changed = Signal()
