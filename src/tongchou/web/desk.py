"""What a page of a programme looks at: the programme, a place, a period."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from tongchou.packs.rows import Place
from tongchou.terms import Period
from tongchou.web.dates import looking
from tongchou.web.languages import in_words
from tongchou.web.programme import Programme
from tongchou.web.shelf import shelf

MOST_PLACES = 200
"""The most places a list of one page shows; of more, only the near ones."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One look at a programme."""

    programme: Programme
    place: Place
    period: Period

    @property
    def choices(self) -> tuple[Place, ...]:
        """The places one may turn to: all of the programme, or where there are many those near this one."""
        programme, own = self.programme, self.programme.own_places
        if len(own) <= MOST_PLACES:
            return own
        return tuple(programme.run.tree[code] for code in programme.near(self.place.code))

    @property
    def before(self) -> Period | None:
        """The period shown before this one."""
        earlier = [period for period in self.programme.periods if period < self.period]
        return earlier[-1] if earlier else None


def programme_of(pack: str) -> Programme:
    """Return a programme, from the dates the page looks from where those were chosen and are computed.

    :raises Http404: where there is none of that name.
    """
    dates = looking(pack)
    found = (shelf().dated(pack, dates) if dates else None) or shelf().programme(pack)
    if found is None:
        raise Http404(in_words(f"没有方案“{pack}”。", f"There is no programme '{pack}'."))
    return found


def desk_of(request: HttpRequest, pack: str) -> Desk:
    """Return what the request asks for: ``?place=`` and ``?period=``, else the city and the latest full period.

    :raises Http404: for a place or period that the programme does not have.
    """
    programme = programme_of(pack)
    place = request.GET.get("place") or programme.city.code
    if place not in programme.run.tree:
        raise Http404(in_words(f"没有地区“{place}”。", f"There is no place '{place}'."))
    wanted = request.GET.get("period") or programme.period.code
    period = next((one for one in programme.run.periods if one.code == wanted), None)
    if period is None:
        raise Http404(in_words(f"没有期间“{wanted}”。", f"There is no period '{wanted}'."))
    return Desk(programme, programme.run.tree[place], period)
