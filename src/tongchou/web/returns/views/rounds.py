"""Rounds: issue one, see how it stands, approve many at once with their differences before one's eyes."""

from collections.abc import Hashable
from hashlib import sha256
from typing import Any, cast
from urllib.parse import quote

from django.forms import CharField, CheckboxSelectMultiple, DateField, DateInput, Form, MultipleChoiceField, TextInput
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from tongchou.monitor.returns.forms import forms_on
from tongchou.terms import Period, Problem, Refusal, Words
from tongchou.web.access import Act, may, needs
from tongchou.web.access.ruling import appointments
from tongchou.web.desk import programme_of
from tongchou.web.languages import in_words, language, said
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.returns.boards import Board, boards
from tongchou.web.returns.book import By
from tongchou.web.returns.bulk import MOST, Judged, approve_many, waiting_for
from tongchou.web.returns.bulletins import ENDINGS, bulletin, written
from tongchou.web.returns.issuing import Plan, Wanted, issue_round, load_of, plans
from tongchou.web.returns.keeping import Keeper
from tongchou.web.returns.models import Round
from tongchou.web.returns.once import once_a_run

MOST_BURDENED = 10
ALL_GAPS = 300
"""The most empty cells a page lists; the bulletin has them all."""
MOST_FILES = 20
"""How many bulletins are kept at hand."""
MOST_SECTIONS = 200
"""How many parts of boards are kept at hand."""


class IssueForm(Form):
    """What to issue: forms, a period, a title, another deadline."""

    forms = MultipleChoiceField(widget=CheckboxSelectMultiple)
    period = CharField(
        max_length=20, widget=TextInput(attrs={"size": 12, "placeholder": "2025、2025H1、2025Q3、2025-03"})
    )
    title = CharField(max_length=120, required=False)
    due = DateField(required=False, widget=DateInput(attrs={"type": "date"}))
    note = CharField(max_length=500, required=False)

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        """Offer the forms in force, in the language of the page."""
        super().__init__(*args, **kwargs)
        found = forms_on(programme.run.pack.tables, localdate())
        cast(MultipleChoiceField, self.fields["forms"]).choices = [
            (form.code, f"{said(form.words)}（{len(form.columns)}）") for form in found
        ]
        for name, words in LABELS.items():
            self.fields[name].label = said(words)

    def wanted(self) -> Wanted:
        """Return what was typed.

        :raises Refusal: ``terms.period.unreadable``.
        """
        data = self.cleaned_data
        period = Period.parse(data["period"])
        title = data["title"] or f"{period.say()}{in_words('报送', ' returns')}"
        return Wanted(title, period, tuple(data["forms"]), data["due"], data["note"])


LABELS = {
    "forms": Words("报表（格数为每个地区要填的项数）", "Forms (with the number of elements for each place)"),
    "period": Words("期间", "Period"),
    "title": Words("名称（不写则按期间起名）", "Title (left out: named by the period)"),
    "due": Words("截止日（不写则按报表的时钟）", "Due (left out: by the form's clock)"),
    "note": Words("说明", "Note"),
}


@needs(Act.ISSUE)
def issue(request: HttpRequest, pack: str) -> HttpResponse:
    """Show what issuing would mean, and issue it when somebody says so."""
    programme = programme_of(pack)
    asked = request.POST if request.method == "POST" else request.GET
    form = IssueForm(programme, asked if "forms" in asked or "period" in asked else None)
    planned: list[Plan] = []
    problems: tuple[Problem, ...] = ()
    if form.is_valid():
        try:
            if request.method == "POST":
                by = By(cast(Person, request.user), request)
                return redirect("return-round", pack, issue_round(programme, by, form.wanted(), localdate()).pk)
            wanted = form.wanted()
            planned = plans(programme, wanted.period, wanted.forms, wanted.due)
        except Refusal as refusal:
            problems = refusal.problems
    context = {
        "programme": programme,
        "form": form,
        "plans": planned,
        "problems": problems,
        "burdens": load_of(programme, localdate())[:MOST_BURDENED],
        "registry": forms_on(programme.run.pack.tables, localdate()),
    }
    return render(request, "returns/issue.html", context, status=409 if problems else 200)


def round_of(pack: str, number: int) -> Round:
    """Return a round of a programme.

    :raises Http404: where there is none.
    """
    found = Round.objects.filter(pack=pack, pk=number).select_related("by").first()
    if found is None:
        raise Http404(in_words(f"没有第 {number} 批报送。", f"There is no round {number}."))
    return found


def scope_of(programme: Programme, person: Person) -> frozenset[str] | None:
    """Return the places whose returns somebody sees on a board; all for somebody without a place of their own."""
    held = appointments(person, programme.code)
    if person.is_superuser or any(not one.place for one in held):
        return None
    tree = programme.run.tree
    return frozenset(place for one in held if one.place in tree for place in (one.place, *tree.descendants(one.place)))


@require_GET
def board(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show where every unit stands, what is missing and since when."""
    programme, person = programme_of(pack), cast(Person, request.user)
    found, scope = round_of(pack, number), scope_of(programme, person)
    shown = boards(programme, found, localdate(), scope)
    context = {
        "programme": programme,
        "round": found,
        "sections": [section_of(one) for one in shown],
        "scoped": scope is not None,
        "may_approve": may(person, Act.APPROVE, pack) or may(person, Act.REVIEW, pack) or may(person, Act.CHECK, pack),
    }
    return render(request, "returns/round.html", context)


def section_of(board: Board) -> str:
    """Return the part of the page about one form, kept until one of its returns moves or the day is over."""
    stamps = "".join(one.stamp for one in board.returns)
    name = (language(), board.issue.pk, board.today, sha256(stamps.encode()).hexdigest())
    context = {"programme": board.programme, "board": board, "most": ALL_GAPS}
    return _sections(board.programme).of(name, lambda: render_to_string("returns/board.html", context))


@once_a_run
def _sections(_programme: Programme) -> Keeper[Hashable, str]:
    return Keeper(MOST_SECTIONS)


@require_GET
def bulletin_file(request: HttpRequest, pack: str, number: int, form: str) -> HttpResponse:
    """Send the bulletin of a round, of one's own area only for those who have one."""
    programme, person = programme_of(pack), cast(Person, request.user)
    found = round_of(pack, number)
    if form not in ENDINGS:
        raise Http404(in_words(f"没有“{form}”这种文件。", f"There is no file of the kind '{form}'."))
    shown = boards(programme, found, localdate(), scope_of(programme, person))
    data = _bulletin_of(programme, found, shown, form)
    name = f"attachment; filename*=utf-8''{quote(f'{found.title}通报', safe='')}.{form}"
    return HttpResponse(data, "application/octet-stream", headers={"Content-Disposition": name})


def _bulletin_of(programme: Programme, round_: Round, shown: list[Board], form: str) -> bytes:
    """Return a bulletin as a file, kept until a return of it moves or the day is over."""
    stamps = "".join(one.stamp for board in shown for one in board.returns)
    name = (form, round_.pk, localdate(), sha256(stamps.encode()).hexdigest())
    return _files(programme).of(
        name, lambda: written(form, bulletin(programme, round_, shown, localdate(), form), shown)
    )


@once_a_run
def _files(_programme: Programme) -> Keeper[Hashable, bytes]:
    return Keeper(MOST_FILES)


def bulk(request: HttpRequest, pack: str, number: int) -> HttpResponse:
    """Show what waits at my desk with its differences, and approve what was ticked, each by itself."""
    programme, person = programme_of(pack), cast(Person, request.user)
    found = round_of(pack, number)
    judged: list[Judged] = []
    if request.method == "POST":
        judged = approve_many(programme, By(person, request), request.POST.getlist("approve"))
    context = {
        "programme": programme,
        "round": found,
        "judged": judged,
        "lines": waiting_for(programme, person, found),
        "most": MOST,
    }
    return render(request, "returns/bulk.html", context, status=409 if any(one.problems for one in judged) else 200)
