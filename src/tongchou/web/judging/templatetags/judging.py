"""Names of assessed units, intervals of ranks, what changed between editions; words and signs of a register."""

from re import sub

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tongchou.assess import Card, Coverage, Done, Report
from tongchou.assess.register import Status
from tongchou.terms import Problem, Words
from tongchou.web.judging.listing import Book
from tongchou.web.languages import said

register = template.Library()
_WHAT = {"total": Words("总分", "total"), "rank": Words("位次", "rank"), "tier": Words("等次", "tier")}


@register.simple_tag(takes_context=True)
def unit_name(context: Context, code: str) -> str:
    """Return the name of a place or unit in the language of the page."""
    return said(context["programme"].run.called(code)) if code else "—"


@register.simple_tag
def interval(card: Card) -> str:
    """Return the interval of a rank, or a dash where none was drawn."""
    if card.low is None or card.high is None:
        return "—"
    return f"{card.low}" if card.low == card.high else f"{card.low}–{card.high}"


@register.simple_tag(takes_context=True)
def what_changed(context: Context, what: str) -> str:
    """Return the word for what changed: a total, rank or tier, or an item by its name."""
    items = {item.code: item.words for item in context["scheme"].items()}
    words = _WHAT.get(what) or items.get(what)
    return said(words) if words else what


@register.simple_tag
def count_of(book: Book, status: str) -> int:
    """Return how many places of a register stand in a status."""
    return len(book.register.of(Status(status)))


_SIGNS = {
    Status.DESIGNATED: ("on_course", "●"),
    Status.RESTORED: ("on_course", "●"),
    Status.RECTIFYING: ("behind", "▲"),
    Status.REVOKED: ("failing", "■"),
}


@register.simple_tag
def status_light(status: Status) -> SafeString:
    """Return where a place stands: a sign of its own shape and the word."""
    light, sign = _SIGNS.get(status, ("unknown", "○"))
    return format_html('<span class="light {}"><i aria-hidden="true">{}</i> {}</span>', light, sign, said(status.words))


@register.simple_tag(takes_context=True)
def named_reason(context: Context, words: Words) -> str:
    """Return a sentence of the library with the codes of places turned into their names."""
    text, places = said(words), context["programme"].places
    return sub(r"\d{6,12}", lambda found: said(places[found[0]].words) if found[0] in places else found[0], text)


@register.simple_tag(takes_context=True)
def document_name(context: Context, code: str) -> str:
    """Return the title of a document, or the text given for it."""
    row = context["programme"].documents.get(code)
    return f"《{row.title}》{row.number}" if row else code


@register.simple_tag
def rate(one: Coverage) -> str:
    """Return the share done, or a dash where a point applies nowhere."""
    return "—" if one.rate is None else f"{one.rate:.0f}%"


@register.simple_tag
def heat(one: Coverage) -> str:
    """Return the class of a cell by the share done, a fifth a step."""
    return "heat none" if one.rate is None else f"heat h{min(int(one.rate // 20), 4)}"


@register.simple_tag
def done_sign(one: Coverage) -> str:
    """Return the sign of one village's one point."""
    signs = ((one.done, "✓"), (one.undone, "✗"), (one.not_applicable, "／"), (one.missing, "·"))
    return next(sign for count, sign in signs if count)


_DONE = {
    Done.YES: Words("已完成", "done"),
    Done.NO: Words("未完成", "not done"),
    Done.NOT_APPLICABLE: Words("不适用", "n/a"),
}


@register.simple_tag
def done_word(report: Report | None) -> str:
    """Return what was reported, in words."""
    return said(Words("未报", "not reported") if report is None else _DONE[report.done])


@register.filter
def confidence(value: float) -> str:
    """Return a confidence in per cent."""
    return f"{100 * value:.4g}%"


@register.simple_tag(takes_context=True)
def named_problem(context: Context, problem: Problem) -> str:
    """Return the sentence of a problem with the codes of places and points turned into their names."""
    points = {point.code: said(point.words) for point in context["list"].checklist.points} if "list" in context else {}
    text = named_reason(context, Words(problem.sentence("zh"), problem.sentence("en")))
    return sub("[“'](\\w+)[”']", lambda found: found[0].replace(found[1], points.get(found[1], found[1])), text)
