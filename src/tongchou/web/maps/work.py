"""The work of a study, done beside the pages: a page only sends it and looks at the row; nothing is half written."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from tongchou.terms import Problem, Refusal
from tongchou.web.desk import programme_of
from tongchou.web.errands import LONG, Tell, doing
from tongchou.web.errands.models import State as Standing
from tongchou.web.errands.sending import send
from tongchou.web.maps import uploads
from tongchou.web.maps.comparing import contrast
from tongchou.web.maps.errors import UNEXPECTED
from tongchou.web.maps.models import State, Study
from tongchou.web.maps.survey import survey

RUNNING = (State.READING, State.COMPARING)


def begin(study: Study, state: State) -> None:
    """Let the work of a state begin beside the pages."""
    with transaction.atomic():
        study.state, study.problems = state, []
        study.save(update_fields=["state", "problems"])
        study.errand = send(perform, {"study": study.pk}, pack=study.pack, what=study.title, by=study.by)
        study.save(update_fields=["errand"])


def is_broken(study: Study) -> bool:
    """Whether the work of a study has broken off."""
    return study.state in RUNNING and (study.errand is None or study.errand.state == Standing.BROKEN)


@doing(LONG)
def perform(tell: Tell, facts: dict[str, Any]) -> str:
    """Do the work that a study waits for; whatever stops it is kept as sentences, never lost."""
    study = Study.objects.get(pk=facts["study"])
    if study.state in RUNNING:
        try:
            _do(study, tell)
        except Refusal as refusal:
            _refuse(study.pk, list(refusal.problems))
        except Exception as error:
            _refuse(study.pk, [UNEXPECTED.at(found=type(error).__name__, allowed=study.code)])
            raise
    return reverse("map-study", args=[study.pack, study.code])


def _do(study: Study, tell: Tell) -> None:
    programme, state = programme_of(study.pack), State.DONE
    if study.state == State.READING:
        survey(programme, uploads.folder(study.pack, study.code), study.files, study.answers, tell)
        state = State.READ
    else:
        contrast(programme, study, tell)
    Study.objects.filter(pk=study.pk).update(state=state, files=study.files, answers=study.answers)


def _refuse(pk: int, problems: list[Problem]) -> None:
    said = [[problem.say("zh"), problem.say("en")] for problem in problems[:100]]
    Study.objects.filter(pk=pk).update(state=State.REFUSED, problems=said)
