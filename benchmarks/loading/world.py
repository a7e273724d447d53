"""A synthetic programme as large as asked for, its people, and a round for them to fill in."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tongchou.packs.new import create
from tongchou.terms import Period


@dataclass(frozen=True)
class Size:
    """How many towns report how many elements about themselves or each about so many villages."""

    code: str
    towns: int
    elements: int
    villages: int = 0


def write(folder: Path, size: Size) -> Path:
    """Write the pack; every name and figure is invented."""
    create(folder, f"负载试验 {size.towns} 镇（虚构）", "2026-01-01")
    counties = max(1, size.towns // 100)
    towns = [(f"99{n % counties:02}{n:05}", f"试验镇{n}", f"9901{n % counties + 1:02}") for n in range(size.towns)]
    villages = [(f"{code}{v:04}", f"{name}村{v}", code) for code, name, _ in towns for v in range(size.villages)]
    codes = [f"e{n:03}" for n in range(size.elements)]
    places = ["code,name,level,parent", "990100,示例市,city,"]
    places += [f"9901{n:02},试验县{n},county,990100" for n in range(1, counties + 1)]
    places += [f"{code},{name},town,{county}" for code, name, county in towns]
    places += [f"{code},{name},village,{town}" for code, name, town in villages]
    units = ["code,name,kind,parent,place", "office,统筹办,office,,990100", "stats,统计局,department,office,990100"]
    units += [f"t{code},{name}政府,town,office,{code}" for code, name, _ in towns]
    chance, asked = random.Random(7), [code for code, *_ in (villages or towns)]
    rows = [f"{place},2024,{code},{chance.randint(100, 999)},,example,synthetic" for place in asked for code in codes]
    files = {
        "places.csv": places,
        "units.csv": units,
        "elements.csv": [
            "code,name,unit,over_places,over_time",
            "pop_urban,城镇常住人口,万人,sum,last",
            "pop,常住人口,万人,sum,last",
            *(f"{code},数据项{code},个,sum,last" for code in codes),
        ],
        "observations.csv": ["place,period,element,value,state,source,status", *_known(towns), *rows],
        "forms.csv": [
            "code,name,every,level,clock,owner,desks",
            f"load,负载试验年报,year,{'village' if villages else 'town'},year_jan31,stats,department;office",
        ],
        "form_cells.csv": ["form,element", *(f"load,{code}" for code in codes)],
    }  # fmt: skip
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "cases" / "example.yaml").unlink()
    return folder


def _known(towns: list[tuple[str, str, str]]) -> list[str]:
    """The figures that the example's own indicator needs."""
    return [
        f"{code},2024,{element},{value},,example,synthetic"
        for code, *_ in towns
        for element, value in (("pop_urban", 2), ("pop", 4))
    ]


@dataclass(frozen=True)
class Reporter:
    """One town: who fills its return in."""

    person: Any
    one: Any


def reporters(pack: str, period: str, forms: tuple[str, ...], most: int) -> list[Reporter]:
    """Issue a round and appoint one synthetic person a return; those of the office see it too."""
    from tongchou.web.access.models import Appointment  # noqa: PLC0415  Django is ready only now
    from tongchou.web.models import Person  # noqa: PLC0415
    from tongchou.web.returns.book import By  # noqa: PLC0415
    from tongchou.web.returns.issuing import Wanted, issue_round  # noqa: PLC0415
    from tongchou.web.returns.models import Return  # noqa: PLC0415
    from tongchou.web.shelf import shelf  # noqa: PLC0415

    today = date.today()  # noqa: DTZ011  the day of this machine
    programme = shelf().programme(pack)
    assert programme is not None
    office = Person.objects.get(username="demo-office")
    wanted = Wanted(f"负载试验 {period}", Period.parse(period), forms, today + timedelta(days=30))
    made = issue_round(programme, By(office), wanted, today, synthetic=True)
    made.issues.update(opens=today)
    rows = Return.objects.filter(issue__round=made, place__gt="").select_related("issue__round")
    found = list(rows.order_by("-expected", "pk")[:most])
    names = [f"load-{pack}-{one.pk}" for one in found]
    Person.objects.bulk_create(Person(username=name, called="负载试验（虚构）", password="!") for name in names)
    people = {one.username: one for one in Person.objects.filter(username__in=names)}
    Appointment.objects.bulk_create(
        Appointment(person=people[name], role="town", pack=pack, place=one.place, since=today)
        for name, one in zip(names, found, strict=True)
    )
    return [Reporter(people[name], one) for name, one in zip(names, found, strict=True)]
