"""On which day something is done: today, or where the plan of a programme is over, a day of its replay."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from tongchou.web.duties.clock import replayed, today_of
from tongchou.web.judging.errors import BAD_DAY
from tongchou.web.programme import Programme


def is_replay(programme: Programme) -> bool:
    """Whether whoever acts chooses the day, because the plan is over."""
    return replayed(programme, timezone.localdate())


def day_for(request: HttpRequest, programme: Programme) -> date:
    """Return the day something is done on.

    :raises Refusal: ``web.judging.bad_day``.
    """
    wanted = request.POST.get("day", "")
    return read_day(wanted) if wanted and is_replay(programme) else today_of(programme)


def read_day(text: str) -> date:
    """Return a date of a form.

    :raises Refusal: ``web.judging.bad_day``.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BAD_DAY.refusal(found=text[:40], allowed="2024-12-31") from None
