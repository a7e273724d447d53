"""Roles, acts, and how far each role may do each act: the one table of permissions."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tongchou.terms import Words


class Role(StrEnum):
    """What somebody is in a programme."""

    LEADER = "leader"
    OFFICE = "office"
    DEPARTMENT = "department"
    COUNTY = "county"
    TOWN = "town"
    EXPERT = "expert"
    AUDITOR = "auditor"


ROLES: Mapping[str, Words] = {
    Role.LEADER: Words("领导", "leader"),
    Role.OFFICE: Words("统筹办", "integration office"),
    Role.DEPARTMENT: Words("部门", "department"),
    Role.COUNTY: Words("县区", "county"),
    Role.TOWN: Words("乡镇", "town"),
    Role.EXPERT: Words("专家", "expert"),
    Role.AUDITOR: Words("审计", "auditor"),
}
"""The roles in words."""


class Act(StrEnum):
    """Something a person does."""

    SEE = "see"
    READ_DOCUMENTS = "read_documents"
    ISSUE = "issue"
    REPORT = "report"
    CHECK = "check"
    REVIEW = "review"
    APPROVE = "approve"
    WORK = "work"
    VERIFY = "verify"
    SCORE = "score"
    OBJECT = "object"
    PUBLISH = "publish"
    DESIGNATE = "designate"
    SUPPOSE = "suppose"
    DRAW = "draw"
    CHANGE_PLACES = "change_places"
    SEE_TRAIL = "see_trail"
    MANAGE_PEOPLE = "manage_people"


class Reach(StrEnum):
    """How far an act reaches from the place or unit of an appointment."""

    ANYWHERE = "anywhere"
    OWN = "own"
    BENEATH = "beneath"


@dataclass(frozen=True, slots=True)
class Permission:
    """An act in words, and which roles may do it how far."""

    words: Words
    reaches: Mapping[Role, Reach]


def _of(*roles: Role, reach: Reach = Reach.OWN) -> dict[Role, Reach]:
    return dict.fromkeys(roles, reach)


_L, _O, _D, _C, _T, _E, _A = Role
PERMISSIONS: Mapping[Act, Permission] = {
    Act.SEE: Permission(
        Words("看方案和已有数字", "see the programme and its figures"), _of(*Role, reach=Reach.ANYWHERE)
    ),
    Act.READ_DOCUMENTS: Permission(Words("读文件、审台账", "read documents into the ledger"), _of(_O)),
    Act.ISSUE: Permission(Words("布置报表和任务", "issue forms and tasks"), _of(_O)),
    Act.REPORT: Permission(Words("填报", "fill in returns"), _of(_O, _D, _C, _T)),
    Act.CHECK: Permission(Words("县级初审", "check returns for the county"), _of(_O) | _of(_C, reach=Reach.BENEATH)),
    Act.REVIEW: Permission(Words("部门审核", "review returns for a department"), _of(_O, _D)),
    Act.APPROVE: Permission(Words("审定、锁定", "approve and lock returns"), _of(_O)),
    Act.WORK: Permission(Words("办理任务", "work on tasks"), _of(_O, _D, _C, _T)),
    Act.VERIFY: Permission(Words("核验任务", "verify tasks"), _of(_O, _D) | _of(_C, reach=Reach.BENEATH)),
    Act.SCORE: Permission(Words("评分", "score"), _of(_O, _D, _E)),
    Act.OBJECT: Permission(Words("提出异议", "object to a score"), _of(_O, _D, _C, _T)),
    Act.PUBLISH: Permission(Words("公布结果", "publish results"), _of(_O)),
    Act.DESIGNATE: Permission(Words("管理名录", "keep the register"), _of(_O)),
    Act.SUPPOSE: Permission(
        Words("用模型推演", "run models and scenarios"), _of(_L, _O, _D, _C, _E, reach=Reach.ANYWHERE)
    ),
    Act.DRAW: Permission(Words("上传图层、查图斑冲突", "upload layers and find conflicts"), _of(_O, _D)),
    Act.CHANGE_PLACES: Permission(Words("办理区划变更", "change the map of places"), _of(_O)),
    Act.SEE_TRAIL: Permission(Words("查看操作日志", "see the audit trail"), _of(_O, _A)),
    Act.MANAGE_PEOPLE: Permission(Words("管理帐号和任职", "manage people and appointments"), _of(_O)),
}
"""Every act; an act that is not here may be done by nobody."""
