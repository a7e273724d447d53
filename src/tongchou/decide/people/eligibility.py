"""What a city of a size may ask of people who want to settle (居住证暂行条例 第十六条)."""

from dataclasses import dataclass
from decimal import Decimal

from tongchou.packs.parameters import Scale


@dataclass(frozen=True, slots=True)
class Condition:
    """The most a city may ask: years of social insurance, whether a job, whether points."""

    insurance_years: Decimal
    job: bool
    points: bool


@dataclass(frozen=True, slots=True)
class Applicant:
    """A household that wants to settle."""

    dwelling: bool
    job: bool
    insurance_years: Decimal


def condition(people: int, years: Scale, points_from: int) -> Condition:
    """Return what a city of so many people in its built-up districts may ask at most.

    :param years: most insurance years by size of the city; ``points_from`` the size from which it may use points.
    """
    most = years.at(Decimal(people))
    return Condition(most, job=most > 0, points=people > points_from)


def lacking(applicant: Applicant, asked: Condition) -> list[str]:
    """Return what an applicant still lacks; a city with points decides by its own points."""
    lacks = [] if applicant.dwelling else ["合法稳定住所"]
    if asked.job and not applicant.job:
        lacks.append("合法稳定就业")
    if applicant.insurance_years < asked.insurance_years:
        lacks.append(f"社保满 {asked.insurance_years} 年")
    return lacks
