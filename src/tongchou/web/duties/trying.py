"""Invented tasks for trying things out, in invented programmes only, so that every role finds something waiting.

Everything here says that it is synthetic; nothing is played in a programme whose places are real, nor twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from tongchou.packs.fields import Domain
from tongchou.plan import Action
from tongchou.plan.life import Actor
from tongchou.web.duties.adding import add_tasks
from tongchou.web.duties.clock import Now, rules_of, today_of
from tongchou.web.duties.following import follow
from tongchou.web.duties.models import Duty, Meeting, ProjectPlan, ProjectReading, Seat
from tongchou.web.duties.proofs import take_in
from tongchou.web.duties.standing import groups_of, office_of
from tongchou.web.duties.stepping import Wish, take_step
from tongchou.web.models import Person
from tongchou.web.programme import Programme

A = Action
BEGUN = (A.ASSIGN, A.ACCEPT, A.START)
DONE = (*BEGUN, A.REPORT)


@dataclass(frozen=True, slots=True)
class Scene:
    """A task to be played: what, whose (place among its kind), due so many days after today, how far it went."""

    title: str
    domain: Domain
    lead: str
    due: int
    steps: tuple[Action, ...] = ()
    partner: str = ""
    text: str = ""


SCENES = (
    Scene("汇总年度重点任务", Domain.MECHANISM, "office", 20, BEGUN),
    Scene("修订任务督办规则", Domain.MECHANISM, "department", 25, ()),
    Scene("村庄规划数据入库", Domain.PLANNING, "department", 6, (A.ASSIGN,), "county"),
    Scene("乡镇污水管网普查", Domain.ECOLOGY, "department", 12, (A.ASSIGN, A.ACCEPT), "county"),
    Scene("公共服务设施专项规划", Domain.PLANNING, "department", 40, BEGUN, "county"),
    Scene("闲置农房盘活试点方案", Domain.INDUSTRY, "department", -4, BEGUN, "county"),
    Scene("城乡公交一体化线路调整", Domain.INFRASTRUCTURE, "department.1", 3, DONE, "county", "线路图和客流表"),
    Scene("农村饮水达标核查", Domain.SERVICES, "department.1", -12, DONE, "town", "二十个村水质化验单"),
    Scene("返乡创业园挂牌", Domain.INDUSTRY, "department.2", 30, (*DONE, A.VERIFY), "county", "挂牌照片和入园名单"),
    Scene("农村消防设施补短板", Domain.GOVERNANCE, "department.2", -35, BEGUN, "town"),
    Scene("县域医共体信息互通", Domain.SERVICES, "county", 9, (A.ASSIGN,), "town"),
    Scene("乡村振兴示范带建设", Domain.INDUSTRY, "county", 60, BEGUN, "town"),
    Scene("撂荒地复耕", Domain.LAND, "county", -8, BEGUN, "town"),
    Scene("县城老旧小区改造收尾", Domain.INFRASTRUCTURE, "county", -75, BEGUN),
    Scene("易涝点整治", Domain.INFRASTRUCTURE, "county", 15, DONE, "town", "整治前后对比和验收单"),
    Scene("村级养老点试运行", Domain.SERVICES, "town", 14, (A.ASSIGN,)),
    Scene("集镇停车场划线", Domain.INFRASTRUCTURE, "town", 5, BEGUN),
    Scene("人居环境月评", Domain.ECOLOGY, "town", -3, BEGUN),
    Scene("道路安全隐患点清零", Domain.GOVERNANCE, "town", 2, DONE, "", "整治前后对比和验收单据"),
    Scene("重点镇项目用地预审", Domain.LAND, "department.3", -64, BEGUN, "county"),
    Scene("财政奖补资金分配方案", Domain.FINANCE, "department.3", 18, (), "department"),
)
DECISIONS = (
    ("建立月调度制度", Domain.MECHANISM, "office"),
    ("县乡两级设任务专员", Domain.MECHANISM, "county"),
    ("统一佐证材料格式", Domain.MECHANISM, "department"),
)
SEATS = (("陈远山（虚构）", "主任"), ("林知秋（虚构）", "副主任"), ("苏见川（虚构）", "督办专员"))
PHASES = (("前期", 1), ("施工", 6), ("验收", 1))
STONES = (("开工", 30), ("主体完工", 50), ("竣工验收", 20))
MONEY = (("市级财政", 5), ("县级配套", 3), ("社会资本", 2))


def play(programme: Programme) -> int:
    """Play the scenes in an invented programme and return how many tasks came; none where that was done before."""
    follow(programme)
    office = Person.objects.filter(username="demo-office").first()
    if not programme.run.pack.manifest.synthetic or office is None or Seat.objects.filter(pack=programme.code).exists():
        return 0
    cast = _cast(programme)
    scenes = [scene for scene in SCENES if {scene.lead, scene.partner} - {""} <= cast.keys()]
    rows = [_row(scene, cast, today_of(programme)) for scene in scenes]
    duties = add_tasks(office, programme.code, rows)
    for scene, duty in zip(scenes, duties, strict=True):
        _act(programme, scene, duty, cast)
    _meet(programme, office, cast)
    _watch(programme)
    return len(duties) + len(DECISIONS)


def _cast(programme: Programme) -> Mapping[str, Actor]:
    """Return who plays: the office, and of each kind those in whose stead the accounts for trying things out stand."""
    city, units = programme.city.code, list(programme.units.values())
    found = {"office": Actor(office_of(programme), office=True)}
    departments = [one for one in units if one.kind == "department"]
    counties = [one for one in units if one.kind == "county" and one.place not in ("", city)]
    towns = [one for one in units if one.kind == "town" and one.place not in ("", city)]
    for kind, of_kind in (("department", departments), ("county", counties[:1]), ("town", towns[:1])):
        for number, unit in enumerate(of_kind[:4]):
            found[f"{kind}.{number}" if number else kind] = Actor(unit.code, groups=groups_of(programme, unit))
    return found


def _row(scene: Scene, cast: Mapping[str, Actor], today: date) -> dict[str, str]:
    return {
        "title": scene.title,
        "domain": scene.domain.value,
        "lead": cast[scene.lead].unit,
        "partners": cast[scene.partner].unit if scene.partner else "",
        "start": (today - timedelta(days=150)).isoformat(),
        "deadline": (today + timedelta(days=scene.due)).isoformat(),
        "deliverable": "办结报告",
        "standing": "synthetic",
        "note": "演示用，虚构",
    }


def _act(programme: Programme, scene: Scene, duty: Duty, cast: Mapping[str, Actor]) -> None:
    """Take the steps of a scene, a week apart, the last one two days ago."""
    last = today_of(programme) - timedelta(days=2)
    for number, action in enumerate(scene.steps):
        moment = _noon(last - timedelta(days=7 * (len(scene.steps) - 1 - number)))
        now = Now(moment, rules_of(programme.run.pack, moment.date()))
        actor = cast["office"] if action in (A.ASSIGN, A.VERIFY) else cast[scene.lead]
        text = f"{scene.title}：{scene.text}。本材料为演示虚构。"
        files = take_in([ContentFile(text.encode(), f"{scene.title}.txt")]) if action is A.REPORT else ()
        take_step("demo", duty, actor, Wish(action, number, files=files), now)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), timezone.get_current_timezone())


def _meet(programme: Programme, office: Person, cast: Mapping[str, Actor]) -> None:
    day = today_of(programme) - timedelta(days=10)
    organ = office_of(programme)
    Seat.objects.bulk_create(
        Seat(pack=programme.code, organ=organ, name=name, role=role, start=day.replace(day=1), synthetic=True)
        for name, role in SEATS
    )
    meeting = Meeting.objects.create(
        pack=programme.code, code="m01", organ=organ, title="四季度任务调度会（演示）", day=day,
        attended="、".join(name for name, _ in SEATS), note="演示用，虚构", by=office,
    )  # fmt: skip
    rows = [
        {"code": f"m01-{number}", "title": title, "domain": domain.value, "lead": cast[lead].unit, "start": str(day),
         "deadline": str(day + timedelta(days=60)), "standing": "synthetic", "note": "演示用，虚构"}
        for number, (title, domain, lead) in enumerate(DECISIONS, 1)
        if lead in cast
    ]  # fmt: skip
    add_tasks(office, programme.code, rows, origin=meeting.origin)


def _watch(programme: Programme) -> None:
    """Give the first projects phases, milestones, money and a year of reports."""
    for number, project in enumerate(ProjectPlan.objects.filter(pack=programme.code, synthetic=True)[:12]):
        phases = project.plan.get("phases")
        if phases and project.budget:
            start, end = (date.fromisoformat(phases[0][name]) for name in ("start", "end"))
            project.plan = _plan(start, end, project.budget)
            project.version += 1
            project.save(update_fields=["plan", "version"])
            ProjectReading.objects.bulk_create(_reports(project, start, end, 0.65 + 0.05 * (number % 8)))


def _plan(start: date, end: date, budget: int) -> dict[str, list[dict[str, object]]]:
    length = (end - start).days
    days = [start + timedelta(days=round(length * gone)) for gone in (0, 0.2, 0.9, 1)]
    years = list(range(start.year, end.year + 1))
    share = sum(part for _, part in MONEY) * len(years)
    return {
        "phases": [
            {
                "name": name,
                "start": str(one),
                "end": str(other if other == end else other - timedelta(days=1)),
                "weight": weight,
            }
            for (name, weight), one, other in zip(PHASES, days, days[1:], strict=False)
        ],
        "milestones": [
            {"name": name, "due": str(day), "pays": pays, "reached": str(day + timedelta(days=25)) if not late else ""}
            for late, ((name, pays), day) in enumerate(zip(STONES, days[1:], strict=True))
        ],
        "investments": [
            {"source": source, "year": year, "amount": budget * part // share}
            for year in years
            for source, part in MONEY
        ],
    }


def _reports(project: ProjectPlan, start: date, end: date, pace: float) -> Iterator[ProjectReading]:
    """Yield a report every two months at a pace of the plan's, up to the progress that is known."""
    known = project.readings.order_by("-day").first()
    most = known.percent if known else 100.0
    for step in range(1, 9):
        day = start + timedelta(days=61 * step)
        percent = round(min(100 * pace * (day - start).days / (end - start).days, most), 1)
        if known is None or day < known.day:
            spent = round((project.budget or 0) * percent / 100 * (1.05 if pace < 0.8 else 0.97))
            yield ProjectReading(project=project, day=day, percent=percent, spent=spent, note="演示用，虚构")
