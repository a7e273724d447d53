"""Going through a document sentence by sentence, keeping section, year and mood in mind."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongchou.reading.clauses import sentences
from tongchou.reading.grids import Table, tables
from tongchou.reading.model import Metadata
from tongchou.reading.mood import Genre, Mood, genre_of, looks_back, mood_of, orders
from tongchou.reading.outline import Outline, Paragraph, section_kind
from tongchou.reading.setting import Setting
from tongchou.reading.years import stated

_ATTACHED = re.compile(
    "[^，。；：|“”]{4,60}(实施意见|意见|方案|办法|细则|规划|计划|纲要|要点|分工|责任书|报告|通知)(\\([^()]{2,16}\\))?"
)
_PLAN_SPAN = re.compile(r"\(((?:19|20)\d\d)年?[—~至-]+(?:19|20)\d\d年?\)")
_EDITED = re.compile(r"[\u3400-\u9fff]{2,24} +20\d\d年\d{1,2}月\d{1,2}日")
_LABELS = re.compile(
    r"[^。；]{2,60}：$|(索引号|文号|发布机构|来源|(发布|发稿)?(时间|日期)|作者|附件|主题词|抄送|联系人|联系电话)\s*：|\d+\s*$"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A text in one shape with its outline, its face, its genre and the year it speaks of."""

    shape: str
    tree: Outline
    face: Metadata
    genre: Genre
    year: int | None
    tables: tuple[Table, ...]

    @property
    def told_in(self) -> int | None:
        """The year from which it looks back and ahead: that of its date, of a bulletin and without a date its own."""
        day = self.face.day()
        return self.year if day is None or self.genre is Genre.BULLETIN else day.year

    @property
    def reached(self) -> int | None:
        """The last year it can tell of: its own, in a plan the year before."""
        return self.year - 1 if self.year is not None and self.genre is Genre.PLAN else self.year

    @classmethod
    def of(cls, shape: str, tree: Outline, face: Metadata) -> "Document":
        """Return the document, its genre and year read off its face."""
        genre = genre_of(face.title.value if face.title else "", shape[:600])
        return cls(shape, tree, face, genre, _document_year(face, genre, shape), tuple(tables(shape)))


def settings(document: Document) -> Iterator[Setting]:
    """Yield every sentence of a document with what is known around it; a year holds on through a section of goals."""
    goal: tuple[str, int | None] = ("", None)
    for paragraph in _body(document):
        for setting in _sentences(document, paragraph, goal):
            own = stated(setting.words, setting.document_year)
            if setting.mood is Mood.GOAL and own is not None and setting.headings:
                goal = (setting.headings[-1], own)
            yield setting


def _sentences(document: Document, paragraph: Paragraph, goal: tuple[str, int | None]) -> Iterator[Setting]:
    shape, tree = document.shape, document.tree
    headings = tuple(shape[tree.heads[at].text_start : tree.heads[at].end].strip() for at in tree.path(paragraph.head))
    section = section_kind("\n".join(headings))
    year = _section_year(document, headings, section)
    titled = any(stated(heading, None) is not None for heading in headings)
    carried = year if titled or document.genre in (Genre.WORK_REPORT, Genre.BULLETIN) else None
    if carried is None and headings and headings[-1] == goal[0]:
        carried = goal[1]
    run, run_year, back = paragraph.start, None, False
    for sentence in sentences(shape, paragraph.start, paragraph.end):
        words = shape[sentence.start : sentence.end]
        own = stated(words, year)
        run, run_year = (run, run_year if own is None else own) if sentence.follows else (sentence.start, own)
        back = looks_back(words) or (back and not orders(words))
        told = own if own is not None else run_year if run_year is not None else carried
        mood = mood_of(section, document.genre, shape[run : sentence.end], told, document.told_in)
        yield Setting(
            text=shape,
            sentence=sentence,
            mood=Mood.PAST if back and mood in (Mood.PLAN, Mood.CALL) else mood,
            genre=document.genre,
            headings=headings,
            heading_id="" if paragraph.head is None else f"H{paragraph.head + 1:02d}",
            paragraph=(paragraph.start, paragraph.end),
            document_year=year,
            carried_year=run_year if sentence.follows and run_year is not None else carried,
            region=document.face.region.value if document.face.region else "",
            title=document.face.title.value if document.face.title else "",
        )
        if own is not None and (section == "goal" or document.genre is Genre.BULLETIN):
            carried = own


def _section_year(document: Document, headings: Iterable[str], section: str) -> int | None:
    """Return the year a section speaks of: that of its headings; the year before for a report's look back."""
    for heading in headings:
        year = stated(heading, None)
        if year is not None:
            return year
    if document.genre is Genre.WORK_REPORT and section == "past" and document.year is not None:
        return document.year - 1
    return document.year


def _document_year(face: Metadata, genre: Genre, shape: str) -> int | None:
    """Return the year of the title, else of the date (a bulletin's is the year before), else a plan's first year."""
    titled = re.search(r"(?<![—~至\d-])(?:19|20)\d\d(?=年)", face.title.value) if face.title else None
    if titled:
        return int(titled[0])
    plan = _PLAN_SPAN.search(shape[:300]) if face.day() is None else None
    if plan or face.date is None:
        return int(plan[1]) if plan else None
    year = int(face.date.value[:4])
    return year - 1 if genre is Genre.BULLETIN else year


def _body(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs that can hold items: not the title, the date, rows of labels, addressees."""
    face = document.face
    faces = [found.span for found in (face.title, face.date, face.doc_number) if found and found.span]
    for paragraph in document.tree.paragraphs:
        on_face = any(span.start <= paragraph.start and paragraph.end <= span.end + 2 for span in faces)
        inside = [table for table in document.tables if table.start <= paragraph.start < table.end]
        if inside:
            yield from _sentences_in_cells(inside[0], paragraph)
        elif not on_face and not _no_body(document.shape[paragraph.start : paragraph.end]):
            yield paragraph


def _no_body(line: str) -> bool:
    """Whether a paragraph only labels something, or is the title of what is attached."""
    return bool(_LABELS.match(line) or _ATTACHED.fullmatch(line) or _EDITED.fullmatch(line.strip()))


def _sentences_in_cells(table: Table, paragraph: Paragraph) -> Iterator[Paragraph]:
    """Yield the cells of a row that are sentences, those under the header, each as a paragraph of its own."""
    for row in table.rows[1:]:
        for cell in row:
            if paragraph.start <= cell.start < paragraph.end and len(cell.text) > 6:
                yield Paragraph(cell.start, cell.end, paragraph.head)
