"""Evidence: files kept once under their digest, their text compared with everybody else's."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath

from django.core.files.base import File

from tongchou.plan import Evidence, alike_to
from tongchou.reading.files import open_document
from tongchou.terms import Problem, Refusal, Words, halfwidth
from tongchou.web.duties.errors import BAD_FILE
from tongchou.web.duties.models import DutyStep, Proof
from tongchou.web.home import home

LARGEST = 20 * 2**20
"""The most bytes of a file."""
MOST_FILES = 10
MOST_TEXT = 20_000
"""The most characters of a file that are compared."""
ALIKE = 85.0
"""Per cent of likeness from which two texts are shown beside each other."""
MOST_COMPARED = 2_000
"""The most earlier texts a new one is held against, the latest first."""
_ZIP, _OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0",)
BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF",),
    ".docx": _ZIP,
    ".xlsx": _ZIP,
    ".doc": _OLE,
    ".xls": _OLE,
    ".png": (b"\x89PNG",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".txt": (b"",),
    ".csv": (b"",),
}
"""What may be handed in, and how such a file begins."""
_READ = (".pdf", ".docx", ".xlsx", ".txt", ".csv")


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was taken in, not yet tied to a step."""

    evidence: Evidence
    suffix: str
    size: int

    def proof(self, step: DutyStep, pack: str) -> Proof:
        """Return it tied to a step, not yet stored."""
        one = self.evidence
        return Proof(
            step=step, pack=pack, name=one.name, suffix=self.suffix, size=self.size, digest=one.digest, text=one.text
        )


def take_in(files: "Iterable[File[bytes]]") -> tuple[Handed, ...]:
    """Keep the files and return them.

    :raises Refusal: ``web.duties.bad_file`` for every file that cannot be evidence; then none is kept.
    """
    found = list(files)
    problems = [problem for one in found if (problem := _wrong(one))]
    if len(found) > MOST_FILES:
        problems.append(_bad(f"{len(found)}", Words("一次太多", "too many at once"), f"{MOST_FILES}"))
    if problems:
        raise Refusal(problems)
    return tuple(_kept(one) for one in found)


def shown(name: str) -> str:
    """Return the last part of a name without control characters."""
    return "".join(letter for letter in PurePath(name).name if letter.isprintable())[:120] or "file"


def _wrong(upload: "File[bytes]") -> Problem | None:
    name, suffix = shown(upload.name or ""), PurePath(upload.name or "").suffix.lower()
    if suffix not in BEGINNINGS:
        return _bad(name, Words("不收这种文件", "not this kind of file"), "、".join(BEGINNINGS))
    if upload.size > LARGEST:
        return _bad(name, Words(f"{upload.size / 2**20:.1f} MB 太大", "too large"), f"{LARGEST // 2**20} MB")
    if not upload.size:
        return _bad(name, Words("是空文件", "it is empty"), "、".join(BEGINNINGS))
    upload.seek(0)
    head = upload.read(8)
    if not any(head.startswith(beginning) for beginning in BEGINNINGS[suffix]):
        return _bad(name, Words("内容与扩展名不符", "its content is not what its name says"), "、".join(BEGINNINGS))
    return None


def _bad(found: str, why: Words, allowed: str) -> Problem:
    return BAD_FILE.at(found=found, allowed=allowed, why=why.zh, why_en=why.en)


def _kept(upload: "File[bytes]") -> Handed:
    upload.seek(0)
    data = upload.read()
    name, suffix = shown(upload.name or ""), PurePath(upload.name or "").suffix.lower()
    digest = sha256(data).hexdigest()
    path = place_of(digest, suffix)
    if not path.is_file():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_bytes(data)
        new.replace(path)
    return Handed(Evidence(name, digest, _text(path)), suffix, len(data))


def place_of(digest: str, suffix: str) -> Path:
    """Return where the content of a file lies."""
    return home() / "evidence" / f"{digest}{suffix}"


def _text(path: Path) -> str:
    """Return what can be read of a file, blanks dropped; nothing for a picture or a file that cannot be read."""
    if path.suffix not in _READ:
        return ""
    try:
        return "".join(halfwidth(open_document(path).text).split())[:MOST_TEXT]
    except Refusal:
        return ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A file that is the same as, or much like, one that another task handed in."""

    proof: Proof
    other: Proof
    problem: Problem | None

    @property
    def same(self) -> bool:
        """Whether it is the very same file."""
        return self.problem is None


def likenesses(proofs: Iterable[Proof], duty: int) -> list[Likeness]:
    """Return what files handed in to one task share with those of other tasks of the programme."""
    return [found for proof in proofs for found in _same(proof, duty) + _alike(proof, duty)]


def _others(proof: Proof, duty: int) -> "list[Proof]":
    kept = Proof.objects.filter(pack=proof.pack).exclude(step__duty=duty).select_related("step__duty")
    return list(kept.exclude(text="").exclude(digest=proof.digest).order_by("-pk")[:MOST_COMPARED])


def _same(proof: Proof, duty: int) -> list[Likeness]:
    found = Proof.objects.filter(pack=proof.pack, digest=proof.digest).exclude(step__duty=duty)
    return [Likeness(proof, other, None) for other in found.select_related("step__duty")]


def _alike(proof: Proof, duty: int) -> list[Likeness]:
    if not proof.text:
        return []
    new = Evidence(proof.name, proof.digest, proof.text)
    return [
        Likeness(proof, other, problem)
        for other in _others(proof, duty)
        for problem in alike_to(new, (Evidence(other.name, other.digest, other.text),), ALIKE)
    ]
