"""The invented register of the generated city: its events, and the marks of the yearly evaluations they rest on.

The evaluation of the last year is left open for the first town of the register, which failed the year before: what
follows from that is for whoever tries the programme out.
"""

from collections.abc import Iterator

from tongchou.packs.demo_city_map import City, Row

_STANDING = "synthetic"
_GRADES = ("好", "较好", "较好", "一般")
_WEAK, _BEST = ("差", "2", "差"), ("好", "15", "好")
_ITEMS = (("B1", "planning", "department"), ("B2", "panel", "panel"), ("B3", "office", "office"))


def _candidates(city: City) -> list[str]:
    """Return the towns that applied: three a county."""
    return [town for town in city.origins if int(town[6:]) - 101 < 3]


def _cast(city: City) -> tuple[str, str, str, str]:
    """Return who fails now, who failed and was lost, who failed and came back, and who followed the lost one."""
    chosen = city.priority
    return chosen[0], chosen[-2], chosen[-1], _candidates(city)[-1]


def register_rows(city: City) -> Iterator[Row]:
    """Yield the life of the register: three candidates a county, a first choice, a review, one revocation."""
    first, (_, lost, back, heir) = city.shape.first, _cast(city)
    events = [(town, f"{first + 1}-02-10", "candidate", "towns", "") for town in _candidates(city)]
    events += [(town, f"{first + 1}-03-20", "designated", "towns", "") for town in city.priority]
    events += [(town, f"{first + 3}-01-31", "rectifying", "bulletin", "年度评价不达标") for town in (back, lost)]
    events += [
        (back, f"{first + 4}-01-25", "restored", "bulletin", "整改后达标"),
        (lost, f"{first + 4}-01-31", "revoked", "bulletin", "整改后仍不达标"),
        (lost, f"{first + 4}-02-05", "replaced", "towns", f"由{city.town_name(heir)}接替"),
        (heir, f"{first + 4}-02-05", "designated", "towns", "接替"),
    ]
    for place, day, event, document, note in events:
        yield ("priority_towns", place, day, event, document, _STANDING, note)


def rating_rows(city: City) -> Iterator[Row]:
    """Yield the marks of every candidate for three years; of the last year without those of the town that is open."""
    first, last = city.shape.first + 2, city.shape.first + city.shape.years - 1
    for year in range(first, last + 1):
        for number, town in enumerate(_candidates(city)):
            if year < last or town != _cast(city)[0]:
                yield from _marks(city, town, number, year)


def _marks(city: City, town: str, number: int, year: int) -> Iterator[Row]:
    for (item, rater, stage), given in zip(_ITEMS, _given(city, town, number, year), strict=True):
        yield ("priority", item, town, rater, given, f"{year}-12-18", stage, "虚构", _STANDING)


def _given(city: City, town: str, number: int, year: int) -> tuple[str, str, str]:
    now, lost, back, heir = _cast(city)
    failed = {city.shape.first + 2: (lost, back), city.shape.first + 3: (lost, now)}
    if town in failed.get(year, ()):
        return _WEAK
    if town == heir:
        return _BEST
    turn = number * 7 + year
    return _GRADES[turn % 4], f"{10 + turn % 9 / 2:g}", _GRADES[(turn // 3) % 4]
