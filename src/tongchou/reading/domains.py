"""The domain of a task: words vote, the clause louder than the headings above it."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from tongchou.reading.lexicon import either, rows

DOMAINS = (
    "planning", "infrastructure", "industry", "employment_social_security", "public_services", "ecology", "governance",
    "people", "land", "finance", "mechanism",
)  # fmt: skip
_HEADING_VOTES = (0.8, 0.5, 0.25)
_WEAKEST = {"mechanism": 0.7}
_AFTERTHOUGHT = re.compile("(?:工作|建设|发展)?(?:试点|示范)?$")


@cache
def _weights() -> dict[str, tuple[str, float]]:
    return {row["word"]: (row["domain"], float(row["weight"])) for row in rows("domains")}


@cache
def _words() -> re.Pattern[str]:
    return re.compile(either(_weights()))


@cache
def _votes(passage: str) -> Counter[str]:
    votes: Counter[str] = Counter()
    for found in _words().finditer(passage):
        domain, weight = _weights()[found[0]]
        at_end = found.end() >= len(_AFTERTHOUGHT.sub("", passage)) - 4
        votes[domain] += weight * (1.3 if at_end else 1.0) * _WEAKEST.get(domain, 1.0)  # type: ignore[assignment]
    return votes


def domain_of(clause: str, headings: Sequence[str], fallback: Sequence[str] = ()) -> tuple[str, str]:
    """Return the domain of a clause and the runner-up; ``mechanism`` where nothing speaks.

    Where neither clause nor headings speak, the first passage of ``fallback`` that does decides: the units that
    answer, the title of the document.

    >>> domain_of("新建改造农村公路120公里", ("加强基础设施建设",))
    ('infrastructure', '')
    """
    votes: Counter[str] = Counter(_votes(clause))
    for heading, share in zip(headings, _HEADING_VOTES, strict=False):
        for domain, weight in _votes(heading).items():
            votes[domain] += weight * share  # type: ignore[assignment]
    votes = votes or next(filter(None, map(_votes, fallback)), votes)
    ranked = sorted(votes, key=lambda domain: (-votes[domain], DOMAINS.index(domain)))
    return (ranked[0] if ranked else "mechanism"), (ranked[1] if len(ranked) > 1 else "")
