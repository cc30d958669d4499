"""Facts of organisation that other packages may hear."""

from django.dispatch import Signal

# Something was done to units, posts, people, roles or divisions. Sent inside the
# transaction of the deed: what a receiver writes lives or dies with it.
# Arguments: action (str, e.g. "org.officer_appointed"), on (Model or None),
# by (Actor), facts (dict of plain values).
deed_done = Signal()
