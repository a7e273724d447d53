"""What the frame of every page shows: where one can go, and in which language."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from tongchou.terms import Words
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
    "indicators": Words("监测指标", "Indicators"),
    "index": Words("综合指数", "Index"),
    "explore": Words("指数推演", "What if"),
    "scores": Words("考核", "Assessment"),
    "places": Words("地区", "Places"),
    "map": Words("一张图", "One map"),
    "reports": Words("报告", "Reports"),
}
"""The pages of a programme, in the order of the loop."""
BENEATH = {"indicator": "indicators", "scorecard": "scores", "place": "places", "clause": "plan"} | dict.fromkeys(
    ("readings", "reading", "reading-step", "reading-turns", "reading-export"), "plan"
)
"""Pages that stand beneath one of them."""
BENEATH |= dict.fromkeys(("people", "people-list", "person", "appoint", "password", "trail", "tokens", "api-reference"), "settings")
BENEATH |= dict.fromkeys(
)
BENEATH |= dict.fromkeys(
    (
        "duties-board", "duties-list", "duties-import", "duties-calendar", "duties-urge", "duties-new", "duty",
        "duty-step", "duties-bulk", "duties-breakdowns", "duties-breakdown", "duties-meetings", "duties-meeting",
        "duties-organs", "duties-hand-over", "projects", "project", "project-report", "project-plan", "duties-undo",
    ),
    "duties",
)  # fmt: skip
OUTSIDE = {"programmes": Words("全部方案", "Programmes"), "settings": Words("设置", "Settings")}


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what the base template needs on every page."""
    match = request.resolver_match
    name = (match.url_name or "") if match else ""
    name, pack = BENEATH.get(name, name), match.kwargs.get("pack") if match else None
    inside = [Entry(words, reverse(view, args=[pack]), view == name) for view, words in PAGES.items()] if pack else []
    outside = [Entry(words, reverse(view), view == name) for view, words in OUTSIDE.items()]
    return {
        "navigation": inside + outside,
        "language": language(),
        "other_language": "zh-hans" if language() == "en" else "en",
    }
