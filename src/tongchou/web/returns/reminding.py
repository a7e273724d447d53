"""Reminders by the clock: a warning before the deadline, a yellow and a red card after it, each once."""

from datetime import date

from tongchou.monitor.returns import Stage
from tongchou.monitor.returns.rounds import Lateness
from tongchou.terms import Words
from tongchou.web.returns.looking import dates_of
from tongchou.web.returns.models import Return
from tongchou.web.returns.notices import notify, reporters

TOLD = (Lateness.WARNING, Lateness.YELLOW, Lateness.RED)
_OPEN = (Stage.DRAFT.value, Stage.RETURNED.value)


def remind(today: date) -> int:
    """Note what today's lights ask for, for everybody who has not handed in; return how many notices are new."""
    made = 0
    for one in Return.objects.filter(stage__in=_OPEN, submitted=None).select_related("issue__round"):
        light = dates_of(one.issue).light(today)
        if light in TOLD:
            made += notify(one, reporters(one), light.value, f"return:{one.pk}", _words(one, light))
    return made


def _words(one: Return, light: Lateness) -> Words:
    form, due = one.issue.words, one.issue.due.isoformat()
    return Words(
        f"{light.words.zh}：《{form.zh}》{due} 截止，还没有报送。",
        f"{light.words.en}: {form.say('en')} is due {due} and not submitted.",
    )
