"""Refusals: the ways a rule says no to a person who may be told why."""

from typing import Any, ClassVar

from django.utils.functional import Promise


class Refusal(Exception):
    """A rule forbids what was asked, and the person asking may be told why.

    Subclasses are named after the obstacle. Services raise them; one middleware
    answers with a page or JSON; the transaction is rolled back.
    """

    code: ClassVar[str]
    message: ClassVar[str | Promise]
    status: ClassVar[int] = 409
    basis: ClassVar[str] = ""

    def __init__(self, **facts: Any) -> None:
        super().__init__(facts)
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message).format(**self.facts)


class NotPermitted(Refusal):
    """The actor lacks the permission the deed needs."""

    code = "base.not_permitted"
    message = "您没有“{deed}”的权限。需要时请联系本单位管理员。"
    status = 403


class InputRefused(Refusal):
    """A value cannot be taken as it is; the message says what would do."""

    code = "base.input_refused"
    message = "{field}：{reason}"
    status = 422
