"""The words and signs of pages about tasks."""

from collections.abc import Mapping

from tongchou.plan import Action, Light
from tongchou.terms import Words

SIGNS = {
    Light.DONE: ("✓", "done"),
    Light.GREEN: ("●", "on_course"),
    Light.REMINDER: ("◔", "reminder"),
    Light.YELLOW: ("▲", "behind"),
    Light.RED: ("■", "failing"),
    Light.ESCALATED: ("◆", "failing"),
}
"""The shape of each light, and the class that colours it."""
VERBS = {
    Action.ASSIGN: Words("交办", "Assign"),
    Action.ACCEPT: Words("签收", "Sign for"),
    Action.DECLINE: Words("退回", "Decline"),
    Action.SPLIT: Words("已分解", "Split"),
    Action.START: Words("开展", "Start"),
    Action.REPORT: Words("报告完成", "Report done"),
    Action.ATTACH: Words("补充材料", "Add evidence"),
    Action.SEND_BACK: Words("退回补正", "Send back"),
    Action.VERIFY: Words("核验通过", "Verify"),
    Action.CLOSE: Words("销号", "Close"),
    Action.REOPEN: Words("重新打开", "Reopen"),
    Action.URGE: Words("督办", "Urge"),
    Action.RESCHEDULE: Words("调整期限", "Move the deadline"),
    Action.HAND_OVER: Words("移交", "Hand over"),
    Action.WITHDRAW: Words("撤回上一步", "Withdraw the last step"),
    Action.MEASURE: Words("量算销号", "Closed by measurement"),
}
"""What stands on the button of an action."""
CONSEQUENCES: Mapping[Action, Words] = {
    Action.ASSIGN: Words(
        "牵头单位会在“我的任务”里看到，要在规定天数内签收。", "The lead sees it and is to sign for it."
    ),
    Action.ACCEPT: Words("表示本单位认领；之后分解或开展。", "Your unit takes it on."),
    Action.DECLINE: Words("退回统筹办，写明为什么不该由本单位牵头。", "It goes back to the office with your reason."),
    Action.SPLIT: Words(
        "表示已分到下级单位或年度；没有下级的可直接开展。", "It has been split to parts; else just start."
    ),
    Action.START: Words("从这时起交的材料才算本轮佐证。", "Evidence counts from here on."),
    Action.REPORT: Words(
        "报给别的单位核验。没有佐证材料，核验和销号都通不过。", "Another unit verifies it; evidence is needed."
    ),
    Action.ATTACH: Words(
        "只加材料，状态不变。材料交了不能删，可撤回这一步。", "Adds files only. Files stay; the step can be undone."
    ),
    Action.SEND_BACK: Words(
        "退回开展，此前的材料不再算数，须重新报告。", "Work goes on; evidence so far no longer counts."
    ),
    Action.VERIFY: Words("您的单位为它的完成作证；承办过它的单位不能核验。", "Your unit vouches that it is done."),
    Action.CLOSE: Words("销号后从各单位的待办里消失；挂钩指标回落会自动重新打开。", "It leaves everybody's list."),
    Action.REOPEN: Words("回到开展，须重新提供佐证。", "Work goes on and needs new evidence."),
    Action.URGE: Words("记入来龙去脉，可另出督办通知。状态和期限不变。", "It enters the story; nothing else changes."),
    Action.RESCHEDULE: Words("期限改变，牌随之重算；原期限留在来龙去脉里。", "Cards are worked out anew."),
    Action.HAND_OVER: Words(
        "换牵头单位，状态不变；原单位不能再办，也不能核验它。", "Another unit leads; the state stays."
    ),
    Action.WITHDRAW: Words(
        "回到上一步之前；两步都留在来龙去脉里。", "It stands as before; both steps stay in the story."
    ),
}
"""What follows from an action, said beforehand."""
ORIGINS: Mapping[str, Words] = {
    "pack": Words("方案台账", "plan ledger"),
    "hand": Words("人工新增", "by hand"),
    "import": Words("表格导入", "imported"),
    "meeting": Words("会议", "meeting"),
    "breakdown": Words("目标分解", "breakdown"),
    "map": Words("一张图冲突", "conflict on the map"),
    "assessment": Words("考核短板", "gap of an assessment"),
}
"""Where tasks come from; another room names its own kind before the colon."""
