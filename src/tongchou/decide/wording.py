"""An answer's own texts in both languages: headings, units, labels, explanations; what people typed stays as typed."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tongchou.terms import Words

TABLE = Path(__file__).parent / "english.csv"
_LIMIT = re.compile(r"(?:(?P<year>\d{4})年)?(?P<kind>[^“”]+)“(?P<name>[^“”]+)”(?:缺 (?P<short>\S+))?")


def term(text: str) -> Words:
    """Return a text of an answer in both languages; one that is not of the program has no English.

    >>> term("县区").say("en"), term("玄滩镇").say("en"), term("2016年资金“专项资金”").say("en")
    ('counties', '玄滩镇', 'money “special fund” 2016')
    """
    limit = _LIMIT.fullmatch(text)
    return Words(text, _english().get(text, "") or (_limit(limit) if limit else ""))


def heading(text: str) -> Words:
    """Return the heading of a column in both languages, its unit in brackets.

    >>> heading("缺口（万元）").say("en"), heading("城镇化率（%）").say("en")
    ('gap (10 000 yuan)', 'urban share (%)')
    """
    name, _, unit = text.partition("（")
    told = term(name).say("en")
    return Words(text, f"{told} ({term(unit.removesuffix('）')).say('en')})" if unit else told)


def _limit(found: re.Match[str]) -> str:
    kind, name, year, short = (found[part] for part in ("kind", "name", "year", "short"))
    told = f"{term(kind).say('en')} “{term(name).say('en')}” {year or ''}".strip()
    return f"{told}, short by {short}" if short else told


@cache
def _english() -> Mapping[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["zh"]: row["en"] for row in csv.DictReader(file)}
