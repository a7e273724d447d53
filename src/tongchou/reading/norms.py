"""Rules: standing norms, with a number or without."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from tongchou.reading.clauses import Clause
from tongchou.reading.lexicon import rows
from tongchou.reading.model import Amount, Item, ItemClass
from tongchou.reading.mood import Genre, Mood, modality_of
from tongchou.reading.naming import SoFar, name_of
from tongchou.reading.numerals import Number, numbers
from tongchou.reading.outline import Outline
from tongchou.reading.setting import Setting
from tongchou.reading.text import Span

_SORTS = {
    "score": {"score"}, "max_score": {"score"}, "weight": {"share", "score"},
    "subsidy": {"money", "share", "points", "volume"},
    "reward": {"money", "score"}, "quota": {"count", "people", "area"}, "ratio": {"share", "ratio"},
    "price": {"share", "ratio", "money"},
    "tax": {"share"}, "matching": {"share", "ratio", "money"}, "allocation": {"share", "ratio"},
    "threshold": {
        "share", "people", "money", "area", "count", "length", "ratio", "score", "mass", "rate", "volume", "time",
    },
    "procedure": {"time", "share"}, "penalty": {"share", "score", "money"},
}  # fmt: skip
_WHOLE_SENTENCE = {"allocation", "eligibility", "consistency"}
_ALSO_TOLD = {"eligibility", "linkage"}
_BINDS = re.compile(
    "不得|不应|不能|必须|应当?(?!急|届)|须|最高|最低|最长|最短|最多|最少|原则上|一般|每(户|人|个|亩)|如果|标准(?!化)"
)
_REACHED = re.compile("(比例|占比|比重)(达到?|提高到|提升到|超过|控制在|稳定在|保持在|降至|降到|下降到|压减到)")
_STRIVES = re.compile("确保|力争|争取|努力|到20\\d\\d年|年底")
_WEIGHS = re.compile("权重|总分|分值|计入|考核得分|考核[^，。；]{0,4}占")
_ONCE_A_PARAGRAPH = {"allocation", "use_of_funds"}
_SCORED = re.compile(r"(.{2,30})\((?:共|计|满分|最高|不超过)?(\d+(?:\.\d+)?)分\)")
_GIVES = re.compile("给予|予以|按|每|最高|一次性|补助|奖励")
_CASE = re.compile("^(对|把|在|凡|经)(?!于)")
_OWN_START = re.compile("^(并)?(对|凡|未|没有|经|因)")
_BASE = re.compile("(?:按|为|占|不超过|不低于)(?:照)?([^，。；\\d]{2,16}?)的?$")
_EVERY = re.compile("每(个|家|户|人|亩|年|次|项|村|镇|公里|少|增|超|低|高|缺|发生|有|提高|降低)")


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign of a rule: its kind, and whether a number must stand beside it."""

    sign: re.Pattern[str]
    kind: str
    numeric: bool


@cache
def _cues() -> tuple[Cue, ...]:
    return tuple(Cue(re.compile(row["cue"]), row["kind"], row["number"] == "yes") for row in rows("rule_cues"))


@cache
def _any_cue() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{cue.sign.pattern})" for cue in _cues()))


_NEVER = re.compile("(?!)")
_SETS = {True: Cue(_NEVER, "subsidy", numeric=True), False: Cue(_NEVER, "ratio", numeric=True)}
_SCORES = Cue(_NEVER, "max_score", numeric=True)
_ALL_RULES = (Genre.STATUTE, Genre.SCHEME)
_POINTS = re.compile("[^，。；\\d]{2,30}\\d+(\\.\\d+)?分")
_TO_UPPER = re.compile("(\\(含\\))?[、，]?(不足|不满|未满|低于)?")
_ORDERS = Cue(_NEVER, "procedure", numeric=False)


@dataclass(frozen=True, slots=True)
class Norm:
    """A rule as an item in clean offsets, with the number it claims."""

    item: Item
    number: Number | None


def norms(setting: Setting) -> Iterator[Norm]:
    """Yield the rules of a sentence."""
    if setting.genre is Genre.BULLETIN or setting.mood is Mood.NONE:
        return
    if setting.genre not in _ALL_RULES and not _any_cue().search(setting.words):
        return
    previous: Norm | None = None
    for clause in setting.sentence.clauses:
        for norm in _of_clause(setting, clause):
            if previous is not None and _continues(previous, norm, clause):
                previous = Norm(replace(previous.item, span=Span(previous.item.span.start, norm.item.span.end)), None)
                continue
            if previous is not None:
                yield previous
            previous = norm
    if previous is not None:
        yield previous


def _continues(previous: Norm, norm: Norm, clause: Clause) -> bool:
    """Whether a rule without number goes on with the rule of the clause before it."""
    if previous.number is not None or norm.number is not None:
        return False
    return previous.item.kind == norm.item.kind or not _OWN_START.match(clause.text)


def _of_clause(setting: Setting, clause: Clause) -> Iterator[Norm]:
    if setting.genre not in _ALL_RULES and not _any_cue().search(clause.text):
        return
    found = list(_bracketed(setting.text, numbers(setting.text, clause.start, clause.end)))
    told = _told(setting, clause)
    signs = [cue for cue in _cues() if cue.sign.search(clause.text) and (not told or cue.kind in _ALSO_TOLD)]
    claimed: set[Number] = set()
    for cue in signs:
        for number in found:
            if (
                number not in claimed
                and number.sort in _SORTS.get(cue.kind, ())
                and _fits(setting, cue, clause, number)
            ):
                claimed.add(number)
                yield _numeric(setting, clause, cue, number)
    plain = next((cue for cue in signs if not cue.numeric), None)
    if plain is not None and not claimed:
        yield _plain(setting, clause, plain)
    elif setting.genre is Genre.STATUTE and not claimed:
        yield from _of_article(setting, clause, found)
    elif setting.genre is Genre.SCHEME and not claimed and _POINTS.fullmatch(clause.text):
        yield from (_numeric(setting, clause, _SCORES, number) for number in found if number.sort == "score")


def _bracketed(text: str, found: Iterable[Number]) -> Iterator[Number]:
    """Yield numbers, a lower bound in points and the upper one right after it as one range (75分以上不足90分)."""
    last: Number | None = None
    for number in found:
        if last is not None and _brackets(last, text[last.end : number.start], number):
            high, raw = number.amount.value, text[last.start : number.end]
            last = replace(last, end=number.end, amount=replace(last.amount, high=high, raw=raw, comparator="range"))
            continue
        if last is not None:
            yield last
        last = number
    if last is not None:
        yield last


def _brackets(low: Number, between: str, high: Number) -> bool:
    """Whether two bounds in points enclose one grade."""
    return (
        low.sort == high.sort == "score"
        and low.amount.comparator == "ge"
        and bool(_TO_UPPER.fullmatch(between))
        and (high.amount.comparator in ("lt", "le") or between.endswith(("不足", "不满", "未满")))
    )


def _of_article(setting: Setting, clause: Clause, found: Sequence[Number]) -> Iterator[Norm]:
    """Yield what an article of a regulation sets without one of the usual signs: an amount, or what one must do."""
    set_there = [number for number in found if number.sort in ("money", "share", "area", "count", "people", "ratio")]
    for number in set_there:
        yield _numeric(setting, clause, _SETS[number.sort == "money"], number)
    if not set_there and _BINDS.search(clause.text):
        yield _plain(setting, clause, _ORDERS)


def _told(setting: Setting, clause: Clause) -> bool:
    """Whether the clause reports what was done, so that its words order nothing."""
    return setting.mood is Mood.PAST or bool(re.search("(?<!为)了(?!解|的)|^已", clause.text))


def _fits(setting: Setting, cue: Cue, clause: Clause, number: Number) -> bool:
    """Whether a number stands beside the sign; a threshold among goals is a target and no rule."""
    if cue.kind in ("ratio", "threshold") and _STRIVES.search(clause.text) and not _BINDS.search(clause.text):
        return False
    if cue.kind == "ratio" and _REACHED.search(clause.text) and not _BINDS.search(clause.text):
        return False
    ruled = setting.genre in (Genre.SCHEME, Genre.STATUTE)
    if cue.kind == "threshold" and not ruled and not _BINDS.search(clause.text):
        return False
    if cue.kind == "weight" and setting.genre is not Genre.SCHEME and not _WEIGHS.search(clause.text):
        return False
    return any(
        match.start() - 2 <= number.end - clause.start and number.start - clause.start <= match.end() + 8
        for match in cue.sign.finditer(clause.text)
    )


def _numeric(setting: Setting, clause: Clause, cue: Cue, number: Number) -> Norm:
    left = setting.text[clause.start : number.start]
    base = _BASE.search(left)
    start = _opening(setting, clause) if _GIVES.match(clause.text) else clause.start
    name = setting.text[start : number.start].strip(" (，、：") or setting.words
    if len(re.sub("[^\u3400-\u9fff]", "", name)) < 2:
        name = name_of(setting.text, clause, number, SoFar(clause.start, _subject(setting, clause), None)).text
    amount = replace(number.amount, per="each" if _EVERY.search(left) else "")
    item = _item(setting, clause.start, clause.end, cue, name[-40:])
    return Norm(replace(item, amount=amount, base=base[1] if base else "", confidence=0.8), number)


def _plain(setting: Setting, clause: Clause, cue: Cue) -> Norm:
    whole = cue.kind in _WHOLE_SENTENCE
    start = setting.sentence.start if cue.kind in ("allocation", "consistency") else _opening(setting, clause)
    end = setting.sentence.end if whole else clause.end
    return Norm(_item(setting, start, end, cue, setting.text[start:end][:30]), None)


def _opening(setting: Setting, clause: Clause) -> int:
    """Return where the case begins that a rule speaks of (对……，……，给予补贴)."""
    if _CASE.match(clause.text):
        return clause.start
    before = [other for other in setting.sentence.clauses if other.start < clause.start]
    return next((other.start for other in reversed(before) if _CASE.match(other.text)), clause.start)


def _subject(setting: Setting, clause: Clause) -> str:
    return setting.text[setting.sentence.start : clause.start][-20:] or " ".join(setting.headings[:1])


def _item(setting: Setting, start: int, end: int, cue: Cue, name: str) -> Item:
    return Item(
        "", ItemClass.RULE, Span(start, end), "", name, cue.kind, place=setting.region,
        modality=modality_of(setting.text[start:end]), heading=setting.heading_id, confidence=0.7,
        fired=f"norm.{cue.kind}",
    )  # fmt: skip


def once_a_paragraph(found: list[tuple[Norm, tuple[int, int]]]) -> list[Norm]:
    """Return the rules with those that one paragraph spells out over several sentences made one."""
    kept: list[Norm] = []
    seen: dict[tuple[str, tuple[int, int]], int] = {}
    for norm, paragraph in found:
        key = (norm.item.kind, paragraph)
        if norm.number is None and norm.item.kind in _ONCE_A_PARAGRAPH and key in seen:
            first = kept[seen[key]]
            kept[seen[key]] = Norm(replace(first.item, span=Span(first.item.span.start, norm.item.span.end)), None)
            continue
        seen.setdefault(key, len(kept))
        kept.append(norm)
    return kept


def scored_headings(shape: str, tree: Outline) -> Iterator[Item]:
    """Yield the points that headings of a scoring document carry (垃圾治理（25分）)."""
    for index, head in enumerate(tree.heads):
        scored = _SCORED.fullmatch(shape[head.text_start : head.end].strip())
        if scored:
            yield Item(
                "", ItemClass.RULE, Span(head.text_start, head.end), "", scored[1], "score",
                amount=Amount(Decimal(scored[2]), "score", f"{scored[2]}分"), heading=f"H{index + 1:02d}",
                confidence=0.9, fired="norm.heading",
            )  # fmt: skip
