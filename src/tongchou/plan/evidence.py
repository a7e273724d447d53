"""Evidence: files by their hash, the same file used twice, texts too much alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

from rapidfuzz.fuzz import ratio

from tongchou.plan.errors import ALIKE_EVIDENCE, USED_EVIDENCE
from tongchou.terms import Problem, halfwidth


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file handed in: its name, the SHA-256 of its content, and its text where it has one."""

    name: str
    digest: str
    text: str = ""

    @classmethod
    def of(cls, name: str, content: bytes, text: str = "") -> "Evidence":
        """Return the evidence of a file's content.

        >>> Evidence.of("photo.jpg", b"...").digest[:8]
        'ab5df625'
        """
        return cls(name, sha256(content).hexdigest(), text)


def used_before(evidence: Iterable[Evidence], used: Mapping[str, str]) -> list[Problem]:
    """Return a problem for every file that another task handed in; ``used`` maps digest → task code."""
    return [USED_EVIDENCE.at(found=one.name, allowed=used[one.digest]) for one in evidence if one.digest in used]


def alike(evidence: Iterable[Evidence], percent: float) -> list[Problem]:
    """Return a problem for every pair of different files whose texts are alike by at least ``percent``.

    Likeness is 100 less the share of letters to be put in or taken out (normalised indel distance), blanks ignored.
    """
    texts = [(one, "".join(halfwidth(one.text).split())) for one in evidence if one.text]
    scores = (
        (one, other, ratio(text, text_2, score_cutoff=percent))
        for (one, text), (other, text_2) in combinations(texts, 2)
        if one.digest != other.digest
    )
    return [
        ALIKE_EVIDENCE.at(found=one.name, allowed=other.name, percent=f"{score:.0f}")
        for one, other, score in scores
        if score >= percent
    ]


def alike_to(new: Evidence, others: Iterable[Evidence], percent: float) -> list[Problem]:
    """Return a problem for every earlier text that a new one is like by at least ``percent``; see :func:`alike`."""
    return [found for other in others for found in alike((new, other), percent)]
