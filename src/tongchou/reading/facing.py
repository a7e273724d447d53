"""The face of a document: title, issuer, number, date, region, kind."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tongchou.reading.lexicon import words
from tongchou.reading.model import Found, Metadata
from tongchou.reading.text import Span

_KINDS = (
    "通知", "意见", "方案", "报告", "公报", "规划", "纲要", "办法", "细则", "讲话", "决定", "要点", "计划", "制度",
    "通报", "公告", "通告", "请示", "批复", "函", "总结", "规定", "决议", "评分表", "标准", "纪要", "简报", "汇报",
    "条例", "分工", "分工表", "任务书", "责任书", "清单", "规程", "章程", "公约", "提案", "答复", "倡议书", "工作汇报",
)  # fmt: skip
_TITLE = re.compile(rf"(?:{'|'.join(_KINDS)})(?:\([^()]{{2,12}}\))?$")
_NUMBER = re.compile(r"[\u3400-\u9fff]{1,12}[〔\[【(（]\s*((?:19|20)\d\d)\s*[〕\]】)）]\s*(?:第)?\s*\d{1,4}\s*号")
_LABELLED = {
    "issuer": re.compile(
        r"(?:发布机构|发文机关|发文单位|制定机关|发布单位|印发机关|信息来源|来源|发布者)\s*[：:]\s*[|]?\s*([^\s|：:]{2,30})"
    ),
    "date": re.compile(
        r"(?:成文日期|发文日期|签发日期|印发日期|生成日期)\s*[：:]\s*[|]?\s*((?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2})"
    ),
    "published": re.compile(
        r"(?:发布日期|发布时间|日期|时间|发表时间)\s*[：:]\s*[|]?\s*((?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2})"
    ),
    "doc_type": re.compile(r"(?:公文种类|文种|公文类型|体裁)\s*[：:]\s*[|]?\s*([^\s|]{2,8})"),
}
_DAY_OR_MONTH = r"(\d{1,2}|[一二三四五六七八九十]{1,3})"
_DAY = re.compile(
    rf"^((?:19|20)\d\d|二[〇○零Oo]{{1,2}}[一二三四五六七八九〇○零]{{1,2}})年{_DAY_OR_MONTH}月{_DAY_OR_MONTH}日(?:印发)?$"
)
_ISO_DAY = re.compile(r"^((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_YEAR_ON_FACE = re.compile(r"(?<![—~至-])((?:19|20)\d\d)年(?!.*\.doc)(?![—~至-])(?![底末初前])")
_MASTHEAD = re.compile(
    r"第\s*\d+\s*期|总第?\d+期|(?P<editor>[\u3400-\u9fff]{2,20}?)(?:编印?|主办)?\s*(?P<day>20\d\d年\d{1,2}月\d{1,2}日)"
)
_BRIEF = re.compile("[\u3400-\u9fff]{0,12}(简报|信息|动态|专报)")
_FOOTNOTE = re.compile(r"\[\d{1,2}\]$|[①②③*]$")
_IN_LINE_DAY = re.compile(
    rf"^\(?(?:——)?((?:19|20)\d\d)年{_DAY_OR_MONTH}月{_DAY_OR_MONTH}日(?=在.{{2,40}}(?:会|会议)上)"
)
_AUTHORITY = re.compile(
    r"^((?:[\u3400-\u9fff]{2,12}?[省市县区州盟旗镇乡])?[\u3400-\u9fff]{0,20}"
    r"(?:人民政府(?:办公厅|办公室)?|委员会(?:办公室)?|办公室|党委|市委|县委|区委|局|改革委|发改委|领导小组|指挥部|厅|院))$"
)
_OF_TITLE = re.compile(
    r"^(.{2,40}?(?:人民政府(?:办公厅|办公室)?|委员会(?:办公室)?|委办公室|局|委|办公室|厅|领导小组|党委))关于"
)
_NOT_REGION = re.compile(
    "[全本我各该在于的和与及、到是为对向从由把将立]|(城|县|小|大|特|地级|县级|新兴|全|省|上)市$|(市|区|辖|郊|外|全|省)县$|"
    "(示范|开发|园|社|地|山|城|小|街|景|灌|集聚|保护|试验|功能|新|辖|郊|老|库|行政|建成|规划|产业|中心|上|经济|县|市|省|镇|乡|村|"
    "居住|住|片|聚集|集中|禁养|灾|林|矿|校|牧|城乡)区$"
)
_PLACE = re.compile("[市县区](?![场民级委区域长直属内里化属管]|政(?!府))")
_AT_HEAD = re.compile(
    "(?:中共)?(?:[^市县区省\\s]{2,3}省)?(?:[^市县区\\s]{2,4}市)?([\u3400-\u9fff]{2,4}?[市县区旗])(?![场民级域长直属内里化属管])"
)
_OF_SESSION = re.compile(
    "(?:在|[省市州盟])([\u3400-\u9fff]{2,3}[市县区旗])(?:第[一二三四五六七八九十]{1,3}届)?人民代表大会(?!常)"
)
_IN_SESSION = re.compile("人民代表大会|党代会|党代表大会")
_OUTLET = re.compile("([\u3400-\u9fff]{2,4})(新闻网|日报|晚报|发布|政府网|电视台)")
_UPLOAD = re.compile("下载|文档|上传|VIP|大小[:：]|格式[:：]|页数[:：]")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def facing(text: str, original: str) -> Metadata:
    """Read the face off a text in one shape; spans are those of the clean text.

    ``original`` is looked at for signs of a sharing site, whose upload dates and file names are no evidence.
    """
    lines = list(_lines(text))
    shared = bool(_UPLOAD.search(original))
    title = _title(lines)
    date = _date(lines, shared) or (None if shared else _removed_date(original))
    issuer = _issuer(lines, title)
    return Metadata(
        title=title,
        issuer=issuer,
        doc_number=_number(lines),
        date=date,
        region=_region(text, title, issuer),
        doc_type=_kind(lines, title, text),
    )


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            yield _Line(at + line.index(bare[0]), bare)
        at += len(line) + 1


def _found(line: _Line, value: str, at: int = 0) -> Found:
    return Found(value, Span(line.start + at, line.start + at + len(value)))


def _title(lines: list[_Line]) -> Found | None:
    head = [line for line in lines[:25] if 5 <= len(line.text) <= 80 and not re.search("[。；|]", line.text)]
    head = [
        line
        for line in map(_bare_of_note, head)
        if not _MASTHEAD.fullmatch(line.text)
        and not re.match(r"[一二三四五六七八九十]+、|\(|（|《|\d+[.、]|第[一二三]|附件|[^：]{1,12}：$", line.text)
    ]
    formal = [line for line in head if _TITLE.search(line.text)]
    best = max(
        formal, key=lambda line: (bool(_OF_TITLE.match(line.text)), "关于" in line.text, -line.start), default=None
    )
    if best is None:
        best = next((line for line in head if _speaks(line)), None)
    return None if best is None else _whole_title(best, lines)


def _bare_of_note(line: _Line) -> _Line:
    """Return a line without the mark of a footnote at its end."""
    return _Line(line.start, _FOOTNOTE.sub("", line.text))


def _speaks(line: _Line) -> bool:
    return (
        len(line.text) >= 8
        and not re.search("[:：]\\s*$|日期|时间|来源|专题之|电话|索引号|^\\d", line.text)
        and not _DAY.match(line.text)
    )


def _whole_title(line: _Line, lines: list[_Line]) -> Found:
    """Join a title that is broken over two lines (……人民政府 / 关于……的通知), and a place put before it."""
    index = next(at for at, one in enumerate(lines) if one.start == line.start)
    above = lines[index - 1] if index else None
    if above and (line.text.startswith(("关于", "的")) and _AUTHORITY.match(above.text)):
        return Found(above.text + line.text, Span(above.start, line.start + len(line.text)))
    if above and re.fullmatch("[\u3400-\u9fff]{2,6}(市|县|区|省)", above.text):
        return Found(f"{above.text}：{line.text}", Span(above.start, line.start + len(line.text)))
    return _found(line, line.text)


def _number(lines: list[_Line]) -> Found | None:
    labelled = [line for line in lines[:30] if re.search("文\\s*号|发文字号", line.text)]
    bare = [line for line in lines[:30] if _NUMBER.fullmatch(line.text)]
    for line in (*labelled, *bare):
        match = _NUMBER.search(re.sub(r"^.*?号\s*[：:]", lambda head: " " * len(head[0]), line.text))
        if match:
            return _found(line, match[0], match.start())
    return None


def _date(lines: list[_Line], shared: bool) -> Found | None:
    for label in ("date", "published"):
        for line in lines[:30]:
            match = _LABELLED[label].search(line.text)
            if match and not (shared and label == "published"):
                return Found(_iso(match[1]), Span(line.start + match.start(1), line.start + match.end(1)))
    for line in (*reversed(lines[-12:]), *lines[:25]):
        match = (
            _DAY.match(line.text.strip("()"))
            or _IN_LINE_DAY.match(line.text)
            or (None if shared else _ISO_DAY.match(line.text))
        )
        if match:
            return Found(
                _iso(f"{_arabic(match[1])}-{_arabic(match[2])}-{_arabic(match[3])}"),
                Span(line.start, line.start + len(line.text)),
            )
    masthead = _masthead(lines)
    if masthead:
        return Found(_iso(masthead["day"]))
    early = [line for line in lines[:12] if not shared or len(line.text) < 40]
    for line in early:
        named = len(line.text) < 60 and not re.search("[|\t]", line.text) and not line.text.endswith(("。", "；", "，"))
        match = _YEAR_ON_FACE.search(line.text) if named else None
        if match and not _UPLOAD.search(line.text):
            return Found(match[1], Span(line.start + match.start(1), line.start + match.end(1)))
    return None


def _removed_date(original: str) -> Found | None:
    """Return the day of publication that a line of site furniture names, which is no part of the clean text."""
    match = next(filter(None, (_LABELLED[label].search(original[:600]) for label in ("date", "published"))), None)
    return Found(_iso(match[1])) if match else None


def _iso(text: str) -> str:
    year, month, day = (int(part) for part in re.findall(r"\d+", text)[:3])
    return f"{year:04d}-{month:02d}-{day:02d}"


def _arabic(text: str) -> str:
    if text.isdigit():
        return text
    digits = {**dict(zip("一二三四五六七八九", "123456789", strict=True)), **dict.fromkeys("〇○零Oo", "0")}
    if "十" in text:
        tens, _, ones = text.partition("十")
        return f"{digits.get(tens, '1')}{digits.get(ones, '0')}"
    return "".join(digits[char] for char in text)


def _issuer(lines: list[_Line], title: Found | None) -> Found | None:
    for line in lines[:30]:
        match = _LABELLED["issuer"].search(line.text)
        if match and not re.match("日期|时间", match[1]):
            return _found(line, match[1], match.start(1))
    owner = _OF_TITLE.match(title.value) if title and title.span else None
    if owner and title and title.span:
        return Found(owner[1], Span(title.span.start, title.span.start + len(owner[1])))
    masthead = _masthead(lines)
    if masthead:
        return Found(masthead["editor"])
    for index, line in enumerate(map(_first_name, lines)):
        signed = index + 1 < len(lines) and _DAY.match(lines[index + 1].text)
        if _AUTHORITY.match(line.text) and (signed or index < 25):
            return _found(line, line.text)
    return None


def _masthead(lines: list[_Line]) -> re.Match[str] | None:
    """Return the line of a brief that names its editor and its day."""
    found = (_MASTHEAD.fullmatch(line.text) for line in lines[:8])
    return next((match for match in found if match and match["day"]), None)


def _first_name(line: _Line) -> _Line:
    """Return a line; of one that only lists authorities (某县统计局 某调查队) the first."""
    first, _, rest = line.text.partition(" ")
    return _Line(line.start, first) if rest and _AUTHORITY.match(first) else line


def _region(text: str, title: Found | None, issuer: Found | None) -> Found | None:
    session = _OF_SESSION.search(text[:300])
    if session:
        return Found(session[1], Span(session.start(1), session.end(1)))
    for found in (issuer, title):
        name = (_place_at_head(found.value) or _place_in(found.value, 1)) if found else ""
        if found and name and not found.span:
            return Found(name)
        if found and found.span and name:
            at = found.span.start + max(0, text[found.span.start : found.span.end].find(name))
            return Found(name, Span(at, at + len(name)))
    name = _place_in(text[:300], 1) if _IN_SESSION.search(text[:300]) else _place_in(text[:20000], 2)
    if name:
        return Found(name, Span(text.find(name), text.find(name) + len(name)))
    outlet = _OUTLET.match(issuer.value) if issuer else None
    return Found(outlet[1]) if outlet else None


def _place_at_head(name: str) -> str:
    """Return the place that the name of an authority or a title begins with (贺兰山县统计局), the lowest of several."""
    found = _AT_HEAD.match(name)
    return "" if found is None or _NOT_REGION.search(found[1]) else found[1]


def _place_in(passage: str, least: int) -> str:
    """Return the place a passage names most often, ``least`` times or more; of 立白沙市 and 白沙市 the latter."""
    counts: Counter[str] = Counter()
    for found in _PLACE.finditer(passage):
        for length in (2, 3):
            name = passage[max(0, found.start() - length) : found.end()]
            named = re.fullmatch("[\u3400-\u9fff]{3,4}", name) and not _NOT_REGION.search(name)
            if named and name[:2] not in words("verbs"):
                counts[name] += 1
    name, times = max(counts.items(), key=lambda entry: (entry[1], -len(entry[0])), default=("", 0))
    longer = next(
        (other for other, count in counts.items() if other.endswith(name) and other != name and count == times), ""
    )
    return "" if times < least else longer if times > 1 and longer else name


def _kind(lines: list[_Line], title: Found | None, text: str) -> Found | None:
    for line in lines[:30]:
        match = _LABELLED["doc_type"].search(line.text)
        if match:
            return _found(line, match[1], match.start(1))
    if title is None:
        return None
    ending = _TITLE.search(title.value)
    brief = next((line for line in lines[:4] if _BRIEF.fullmatch(line.text)), None)
    if brief and not ending:
        return Found("简报")
    if ending:
        return Found(re.sub(r"\(.*", "", ending[0]))
    if re.search("强调|记者|通讯员|信息来源", title.value + text[:400] + text[-120:]):
        return Found("新闻")
    return Found("报告") if re.search("经验|进程|成效|做法|情况", title.value) else None
