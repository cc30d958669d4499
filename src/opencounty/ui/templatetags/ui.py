"""The kit's tags and filters, all of them: `{% load ui %}`."""

from django import template

from opencounty.ui.tags import calendars, drawings, inputs, places, shell, tables, words

register = template.Library()
for part in (calendars, drawings, inputs, places, shell, tables, words):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
