"""Forms: fields, whole forms, and the summary of what is wrong."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField

from opencounty.ui import fields as shapes

register = template.Library()


@register.inclusion_tag("ui/components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """Show a field: label, hint, error, then the input."""
    return {"shown": shapes.shown(bound)}


@register.inclusion_tag("ui/components/fields.html")
def fields(form: BaseForm, *names: str) -> dict[str, Any]:
    """Show the named fields of a form, or all of them."""
    chosen = [form[name] for name in names] if names else list(form)
    return {"fields": [shapes.shown(bound) for bound in chosen]}


@register.inclusion_tag("ui/components/errors.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """Say on top how much is wrong, each line leading to its field."""
    return {"mistakes": [m for form in forms for m in shapes.mistakes(form)]}
