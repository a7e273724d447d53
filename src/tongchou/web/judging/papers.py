"""The papers of an edition: bulletin and notices, written again from what was frozen."""

from tongchou.assess import Result
from tongchou.report.assessed import Issue, Outcome, bulletin, notice
from tongchou.report.model import Document
from tongchou.report.offices import office
from tongchou.web.judging.book import Bench, following_of, result_of
from tongchou.web.judging.models import Edition, Notice


def outcome_of(bench: Bench, edition: Edition) -> Outcome:
    """Return an edition with all that its bulletin tells.

    :raises Refusal: ``assess.result.changed``.
    """
    publication = bench.publication
    while publication is not None and publication.edition != edition.number:
        publication = publication.before
    result: Result = result_of(edition)
    return Outcome(
        result, bench.sitting.when, edition.number, {card.unit: bench.name(card.unit) for card in result.cards},
        tuple(following_of(one) for one in edition.notices.all()),
        publication.differences() if publication else (), edition.reason,
        publication.last_day if publication else None,
    )  # fmt: skip


def issue_of(bench: Bench, edition: Edition) -> Issue:
    """Return who issues the papers of an edition, when, and what they were made from."""
    version = f"{edition.made_from}，结果第 {edition.number} 版 {edition.digest[:16]}"
    return Issue(office(bench.programme.run), edition.day, version, synthetic=edition.synthetic)


def bulletin_of(bench: Bench, edition: Edition) -> Document:
    """Return the bulletin of an edition."""
    return bulletin(outcome_of(bench, edition), issue_of(bench, edition))


def notice_of(bench: Bench, one: Notice) -> Document:
    """Return a notice of an edition."""
    return notice(outcome_of(bench, one.edition), following_of(one), issue_of(bench, one.edition))
