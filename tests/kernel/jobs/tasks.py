"""Tasks for the tests."""

from django_tasks import task

DONE: list[int] = []


@task()
def add(number: int) -> int:
    """Note a number."""
    DONE.append(number)
    return number


@task()
def fail() -> None:
    """Fail."""
    raise OSError("no such file")
