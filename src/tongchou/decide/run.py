"""Run one model: inputs to a result that carries its digest, its citations, its warnings and its sensitivity."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from tongchou import __version__
from tongchou.decide.forms.fields import Form
from tongchou.decide.model import Answer, Result, Swing, Value
from tongchou.decide.rulebook import Rules
from tongchou.decide.telling import explained
from tongchou.packs.parameters import ParameterBook
from tongchou.terms import AsOf, Refusal, Words

TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Lever:
    """An input a leader can move: its path in the input file (``*`` for every entry)."""

    path: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Model:
    """A model behind the door: its code, its input form, what it computes, and its levers."""

    code: str
    words: Words
    form: type[Form]
    answer: Callable[[Any, Rules], Answer]
    levers: tuple[Lever, ...] = ()
    slow_levers: tuple[Lever, ...] = ()
    """Inputs a leader can move, of a model that takes too long to be asked twice for each."""

    @property
    def sliders(self) -> tuple[Lever, ...]:
        """Every input a leader can move."""
        return self.levers + self.slow_levers


def run(model: Model, inputs: Form, book: ParameterBook, as_of: AsOf, scope: str) -> Result:
    """Return a model's result for inputs, by the rules of a scope on a day.

    :raises Refusal: whatever the model refuses.
    """
    rules = Rules(book, as_of, scope)
    answer = explained(model.code, model.answer(inputs, rules))
    return Result(
        model=model.code,
        words=model.words,
        version=__version__,
        as_of=as_of,
        digest=digest(model.code, inputs, as_of, scope),
        answer=answer,
        used=rules.used,
        warnings=(*answer.warnings, *rules.unverified),
        swings=tuple(_swing(model, lever, inputs, book, rules) for lever in model.levers),
        citations=tuple(dict.fromkeys(one.citation for one in rules.used)),
    )


def digest(code: str, inputs: Form, as_of: AsOf, scope: str) -> str:
    """Return the digest of a question: the same inputs, dates and scope give the same one, in whatever unit written."""
    known = as_of.known_on.isoformat() if as_of.known_on else ""
    plain = json.dumps(_plain(inputs.model_dump()), ensure_ascii=False, sort_keys=True)
    return sha256("\n".join((code, scope, as_of.true_on.isoformat(), known, plain)).encode()).hexdigest()


def _swing(model: Model, lever: Lever, inputs: Form, book: ParameterBook, rules: Rules) -> Swing:
    def headline(factor: Decimal) -> Value:
        try:
            return model.answer(moved(inputs, lever, factor), Rules(book, rules.as_of, rules.scope)).figures[0].value
        except Refusal:
            return None

    return Swing(lever.words, headline(1 - TENTH), headline(1 + TENTH))


def moved(inputs: Form, lever: Lever, factor: Decimal) -> Form:
    """Return inputs with what a lever moves times a factor."""
    found: Form = _moved(inputs, lever.path, factor)
    return found


def _moved(value: Any, path: Sequence[str], factor: Decimal) -> Any:
    """A copy of an input with one number, or every number under it, times a factor."""
    if isinstance(value, BaseModel):
        names = type(value).model_fields if not path or path[0] == "*" else path[:1]
        rest = path[1:]
        return value.model_copy(update={name: _moved(getattr(value, name), rest, factor) for name in names})
    if isinstance(value, Mapping):
        keep = path[0] if path and path[0] != "*" else None
        return {k: v if keep not in {None, str(k)} else _moved(v, path[1:], factor) for k, v in value.items()}
    if isinstance(value, tuple):
        return tuple(_moved(one, path[1:] if path[:1] == ("*",) else path, factor) for one in value)
    match value:
        case bool() | str() | None:
            return value
        case int():
            return round(value * factor)
        case Decimal():
            return value * factor
        case Fraction():
            return value * Fraction(factor)
        case float():
            return value * float(factor)
    return value


def _plain(value: Any) -> Any:
    match value:
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case tuple() | list() | frozenset() | set():
            kept = [_plain(one) for one in value]
            return sorted(kept, key=str) if isinstance(value, frozenset | set) else kept
        case Decimal():
            return f"{value.normalize():f}"
        case bool() | int() | float() | str() | None:
            return value
    return str(value)
