"""What a sentence stands in: its document, section, mood and year. The rules of the reader look at nothing else."""

from dataclasses import dataclass

from tongchou.reading.clauses import Sentence
from tongchou.reading.mood import Genre, Mood


@dataclass(frozen=True, slots=True)
class Setting:
    """A sentence of the text in one shape, with what is known around it.

    ``title`` is the title of the document, ``headings`` are the headings above it, nearest first;
    ``paragraph`` is where its paragraph stands.
    """

    text: str
    sentence: Sentence
    mood: Mood
    genre: Genre
    headings: tuple[str, ...]
    heading_id: str
    paragraph: tuple[int, int]
    document_year: int | None
    carried_year: int | None
    region: str
    title: str = ""

    @property
    def words(self) -> str:
        """The sentence as it reads."""
        return self.text[self.sentence.start : self.sentence.end]
