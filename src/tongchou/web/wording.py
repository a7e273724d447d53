"""The words and signs of the screen for the library's closed vocabularies."""

from tongchou.loop.model import Light
from tongchou.packs.fields import Domain, Level, Standing, Status
from tongchou.terms import State, Words

STATES = {
    State.VALUE: Words("有值", "value"),
    State.ZERO: Words("0", "0"),
    State.NONE: Words("无", "none"),
    State.NOT_APPLICABLE: Words("不适用", "n/a"),
    State.MISSING: Words("缺", "missing"),
}
LIGHTS = {
    Light.ON_COURSE: ("●", Words("正常", "on course")),
    Light.BEHIND: ("▲", Words("滞后", "behind")),
    Light.FAILING: ("■", Words("严重滞后", "failing")),
    Light.UNKNOWN: ("○", Words("无法判断", "unknown")),
}
PAST_LIGHTS = {
    **LIGHTS,
    Light.ON_COURSE: ("●", Words("到期，现已达到", "past, met by now")),
    Light.FAILING: ("■", Words("到期未达", "past and not met")),
}
STANDINGS = {
    Standing.DOCUMENTED: (Words("文", "doc"), Words("文件载明", "documented")),
    Standing.RECONSTRUCTED: (
        Words("拟", "rec"),
        Words("按公开体系补拟", "reconstructed"),
    ),
    Standing.SYNTHETIC: (Words("虚", "syn"), Words("虚构", "invented")),
}
DOMAINS = {
    Domain.PLANNING: Words("规划", "planning"),
    Domain.INFRASTRUCTURE: Words("基础设施", "infrastructure"),
    Domain.INDUSTRY: Words("产业", "industry"),
    Domain.EMPLOYMENT: Words("就业与社会保障", "employment and social security"),
    Domain.SERVICES: Words("公共服务", "public services"),
    Domain.ECOLOGY: Words("生态环境", "ecology"),
    Domain.GOVERNANCE: Words("社会治理", "governance"),
    Domain.PEOPLE: Words("人口", "people"),
    Domain.LAND: Words("土地", "land"),
    Domain.FINANCE: Words("资金", "finance"),
    Domain.MECHANISM: Words("机制", "mechanism"),
}
LEVELS = {
    Level.NATION: Words("全国", "nation"),
    Level.PROVINCE: Words("省", "province"),
    Level.CITY: Words("市", "city"),
    Level.COUNTY: Words("县区", "county"),
    Level.TOWN: Words("乡镇街道", "town"),
    Level.VILLAGE: Words("村社区", "village"),
}
TASK_STATES = {
    "proposed": Words("拟议", "proposed"),
    "assigned": Words("交办", "assigned"),
    "accepted": Words("签收", "accepted"),
    "split": Words("分解", "split"),
    "doing": Words("办理中", "doing"),
    "reported": Words("已报结", "reported"),
    "verified": Words("已核验", "verified"),
    "closed": Words("已销号", "closed"),
}
EVENTS = {
    "merge": Words("合并", "merged"),
    "split": Words("拆分", "split"),
    "rename": Words("更名", "renamed"),
    "recode": Words("换代码", "recoded"),
    "upgrade": Words("升格", "upgraded"),
    "transfer": Words("划转", "transferred"),
    "open": Words("设立", "opened"),
    "close": Words("撤销", "closed"),
    "candidate": Words("候选", "candidate"),
    "designated": Words("列入", "designated"),
    "rectifying": Words("整改", "rectifying"),
    "restored": Words("恢复", "restored"),
    "revoked": Words("取消", "revoked"),
    "replaced": Words("替换", "replaced"),
}
STATUSES = {
    Status.FINAL: Words("最终数", "final"),
    Status.DERIVED: Words("推算数", "derived"),
    Status.ROUNDED: Words("取整数", "rounded"),
    Status.PRELIMINARY: Words("初步数", "preliminary"),
    Status.ESTIMATE: Words("估计数", "estimate"),
    Status.SUSPECT: Words("存疑", "suspect"),
    Status.SYNTHETIC: Words("虚构", "invented"),
}
