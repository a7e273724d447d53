"""What the frame of every page shows: where one can go, and in which language."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from tongchou.terms import Words
from tongchou.web.dates import chosen
from tongchou.web.languages import language


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the left navigation."""

    words: Words
    address: str
    current: bool


PAGES = {
    "overview": Words("工作台", "Desk"),
    "plan": Words("计划台账", "Plan ledger"),
    "duties": Words("任务办理", "Tasks"),
    "returns": Words("数据报送", "Returns"),
    "indicators": Words("监测指标", "Indicators"),
    "index": Words("综合指数", "Index"),
    "explore": Words("指数推演", "What if"),
    "scores": Words("考核", "Assessment"),
    "judging": Words("考核办理", "Assessing"),
    "register": Words("名录", "Register"),
    "villages": Words("村级项目", "Villages"),
    "places": Words("地区", "Places"),
    "decide": Words("人地钱", "People, land, money"),
    "map": Words("一张图", "One map"),
    "reports": Words("报告", "Reports"),
}
"""The pages of a programme, in the order of the loop."""
OUTSIDE = {"programmes": Words("全部方案", "Programmes"), "settings": Words("设置", "Settings")}


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what the base template needs on every page."""
    match = request.resolver_match
    pack = match.kwargs.get("pack") if match else None
    inside = [(words, reverse(view, args=[pack])) for view, words in PAGES.items()] if pack else []
    entries = [*inside, *((words, reverse(view)) for view, words in OUTSIDE.items())]
    here = stands_beneath(request.path, [address for _, address in entries])
    return {
        "navigation": [Entry(words, address, address == here) for words, address in entries],
        "dates": chosen(request, pack) if pack else None,
        "language": language(),
        "other_language": "zh-hans" if language() == "en" else "en",
    }


def stands_beneath(path: str, addresses: list[str]) -> str:
    """Return the address a page stands beneath: the longest that its own begins with.

    >>> stands_beneath("/p/demo/plan/read/", ["/", "/p/demo/", "/p/demo/plan/"])
    '/p/demo/plan/'
    """
    return max((one for one in addresses if path.startswith(one)), key=len, default="")
