"""The words of the review page for the reading room's closed vocabularies."""

from tongchou.reading import Fate, ItemClass, Review
from tongchou.terms import Words

CLASSES = {
    ItemClass.TARGET: Words("目标", "targets"),
    ItemClass.FACT: Words("事实", "facts"),
    ItemClass.RULE: Words("规则", "rules"),
    ItemClass.TASK: Words("任务", "tasks"),
    ItemClass.MEASURE: Words("已做工作", "measures"),
    ItemClass.ORG: Words("组织", "organisation"),
}
REVIEWS = {
    Review.PROPOSED: ("○", Words("待审", "waiting")),
    Review.ACCEPTED: ("✓", Words("已接受", "accepted")),
    Review.REJECTED: ("✕", Words("不是条目", "rejected")),
}
STEPS = {
    "accept": Words("接受", "accepted"),
    "reject": Words("剔除", "rejected"),
    "edit": Words("修改", "edited"),
    "assign": Words("指定单位", "gave a unit to"),
    "split": Words("拆分", "split"),
    "merge": Words("合并", "merged"),
    "choose": Words("选定读法", "chose a reading of"),
    "undo": Words("撤销", "took back"),
    "redo": Words("重做", "did again"),
}
REPAIRS = {
    "boilerplate": Words("网页套话", "page furniture"),
    "inline_ad": Words("夹带广告", "advertisement"),
    "trad_pinyin": Words("注音", "pinyin note"),
    "gbk_shift": Words("编码错位", "shifted bytes"),
    "traditional": Words("繁体", "traditional letters"),
    "double_punct": Words("重复标点", "doubled marks"),
    "line_break_space": Words("词内空格", "space inside a word"),
    "nbsp": Words("特殊空格", "special space"),
    "duplicate_title": Words("重复标题", "repeated title"),
    "synonym_rewrite": Words("同义改写", "rewriting"),
    "lost_char": Words("缺字", "lost letter"),
}
COMPARATORS = {
    "eq": Words("等于", "equal to"),
    "ge": Words("不低于", "at least"),
    "gt": Words("高于", "above"),
    "le": Words("不超过", "at most"),
    "lt": Words("低于", "below"),
    "range": Words("区间", "range"),
    "approx": Words("约", "about"),
}
FATES = {
    Fate.KEPT: Words("不变", "kept"),
    Fate.NEW: Words("新增", "new"),
    Fate.CHANGED: Words("变化", "changed"),
    Fate.DROPPED: Words("取消", "dropped"),
    Fate.CONTRADICTED: Words("矛盾", "contradicted"),
}
FIELDS = {
    "group": Words("类别", "class"),
    "name": Words("名称", "name"),
    "amount": Words("数值", "amount"),
    "year": Words("年份", "year"),
    "deadline": Words("期限", "deadline"),
    "lead": Words("牵头", "lead"),
    "partners": Words("配合", "partners"),
    "modality": Words("语气", "wording"),
    "domain": Words("领域", "domain"),
    "deliverable": Words("成果", "deliverable"),
}
