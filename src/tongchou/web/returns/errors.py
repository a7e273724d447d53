"""What can be refused on the pages of reporting, in both languages."""

from tongchou.terms import Kind, Words

STALE_PAGE = Kind(
    "returns.page.stale",
    Words(
        "这一页打开后，表又变了（现在第 {found} 步，您看到的是第 {allowed} 步），刚才的操作没有做。请看清再办。",
        "Since this page was opened the return has moved on (step {found}; you saw step {allowed}); nothing was done. "
        "Look at it as it is now.",
    ),
)
NO_SUCH_STEP = Kind(
    "returns.step.unknown",
    Words("没有“{found}”这种操作。可做：{allowed}。", "There is no step '{found}'; there are: {allowed}."),
)
BAD_BATCH = Kind(
    "returns.cells.unreadable",
    Words(
        "送来的数读不懂，没有保存。请刷新页面。", "What was sent cannot be read; nothing was saved. Reload the page."
    ),
)
NO_HEAD = Kind(
    "returns.sign.nobody",
    Words("请写明签核的单位负责人姓名。", "Give the name of the head of the unit who signs."),
)
CHANGED = Kind(
    "returns.snapshot.changed",
    Words(
        "第 {found} 号表核准时的快照与它的摘要不符，可能被人改动过，不能用来公布。请查操作日志。",
        "The snapshot of return {found} does not agree with its digest; somebody may have changed it. It is not used. "
        "See the trail.",
    ),
)
ALREADY_ISSUED = Kind(
    "returns.issue.already",
    Words(
        "《{found}》这一期已经在“{allowed}”里布置过，没有重复布置。",
        "'{found}' was issued for this period in '{allowed}'; it was not issued again.",
    ),
)
NOTHING_TO_ISSUE = Kind(
    "returns.issue.nothing",
    Words("{found} 没有选中在用的报表，没有布置。", "No form in force was chosen for {found}; nothing was issued."),
)
NOTHING_APPROVED = Kind(
    "returns.publish.nothing",
    Words(
        "还没有核准的报数，没有可以进入指数和考核的。", "Nothing is approved yet that could enter index and assessment."
    ),
)
OTHER_PACK = Kind(
    "returns.pack.other",
    Words(
        "这是方案“{found}”的包，不是“{allowed}”的，没有导入。",
        "This is the pack of '{found}', not of '{allowed}'; not imported.",
    ),
)
TWO_ANSWERS = Kind(
    "returns.cell.two-answers",
    Words(
        "您填的时候，别人在这一格填了“{found}”，没有盖掉。您的数还在格里；要用它就再保存一次。",
        "While you typed, somebody else wrote '{found}' here; it was kept. Yours still stands in its box: save again "
        "to use it.",
    ),
)
NOT_A_REVIEWER = Kind(
    "returns.finding.reviewer",
    Words(
        "这一条由审核这张表的县区、部门或统筹办判定；您（{found}）不在其内。",
        "The finding is judged by the county, department or office that checks the return; you ({found}) are none of "
        "these.",
    ),
)
NO_SUCH_VERDICT = Kind(
    "returns.finding.unknown",
    Words("没有“{found}”这种判定。可判：{allowed}。", "There is no verdict '{found}'; there are: {allowed}."),
)
