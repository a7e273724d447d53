"""YAML files in, typed objects out, with every problem placed at its line and column."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tongchou.packs import errors
from tongchou.packs.text_file import read_text
from tongchou.packs.validation import problem_of
from tongchou.terms import Problem, Refusal, Where

Model = TypeVar("Model", bound=BaseModel)
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """Where everything of a file stands: line and column by the way to it, each counted from 0."""

    name: str
    spots: Mapping[Path_, tuple[int, int]]

    def where(self, loc: Sequence[str | int]) -> Where:
        """Return the place of the longest known head of a way; pydantic adds union tags that no file has."""
        path: Path_ = ()
        for step in loc:
            longer = (*path, step) if (*path, step) in self.spots else (*path, str(step))
            path = longer if longer in self.spots else path
        line, column = self.spots.get((*path, "<key>")) or self.spots.get(path) or (None, None)
        return _placed(self.name, line, column, ".".join(str(step) for step in path))


def read_yaml(path: Path, model: type[Model], name: str = "") -> Model:
    """Read one YAML file as a model of a closed vocabulary.

    :param path: the file; ``name`` is how problems call it (default: the path as given).
    :raises Refusal: with every problem of the file at once, each with line and column.
    """
    return parse_yaml(read_text(path, name or str(path)), model, name or str(path))


def parse_yaml(text: str, model: type[Model], name: str = "input") -> Model:
    r"""Read YAML text as a model of a closed vocabulary; like :func:`read_yaml`.

    >>> from pydantic import BaseModel, ConfigDict
    >>> class Colour(BaseModel):
    ...     model_config = ConfigDict(extra="forbid")
    ...     red: int
    >>> parse_yaml("red: 3", Colour).red
    3
    >>> parse_yaml("red: 3\nrad: 4", Colour, "colour.yaml")
    Traceback (most recent call last):
    tongchou.terms.problems.Refusal: pack.key.unknown · colour.yaml，第 2 行，第 1 列，“rad” · 不认识“rad”。可用：red。
    """
    return parse_marked(text, model, name)[0]


def parse_marked(text: str, model: type[Model], name: str) -> tuple[Model, Marks]:
    """Read YAML text as a model, and keep where everything stands, for whoever reads further into it."""
    node = _compose(text, name)
    problems = list(_duplicates(node, name))
    if problems:
        raise Refusal(problems)
    data = _construct(node, name)
    marks = Marks(name, {path: (mark.line, mark.column) for path, mark in _marks(node, ())})
    return validated(data, model, marks.where), marks


def parse_plain(text: str, name: str) -> Any:
    """Read YAML text as plain values, with the same refusals as a file.

    >>> parse_plain("{central: 80%, years: [1, 2]}", "cell")
    {'central': '80%', 'years': [1, 2]}
    """
    node = _compose(text, name)
    problems = list(_duplicates(node, name))
    if problems:
        raise Refusal(problems)
    return _construct(node, name)


def validated(data: Any, model: type[Model], where: Callable[[Sequence[str | int]], Where]) -> Model:
    """Return plain values as a model; ``where`` says of a way into them where a reader finds it.

    :raises Refusal: with every problem at once.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise Refusal([problem_of(detail, model, where) for detail in error.errors()]) from None


def _compose(text: str, name: str) -> yaml.Node | None:
    """Parse without building anything; aliases are refused, since a few lines of them can fill the memory."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise errors.YAML_SYNTAX.refusal(_at(name, event.start_mark), found=f"*{event.anchor}（不用别名）")
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        at = _at(name, error.problem_mark)
        raise errors.YAML_SYNTAX.refusal(at, found=error.problem or error.context or "") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise errors.YAML_SYNTAX.refusal(Where(name), found=str(error).splitlines()[0]) from None


def _at(name: str, mark: Any, key: str = "") -> Where:
    return _placed(name, mark.line if mark else None, mark.column if mark else None, key)


def _placed(name: str, line: int | None, column: int | None, key: str) -> Where:
    return Where(name, None if line is None else line + 1, None if column is None else column + 1, key=key)


def _construct(node: yaml.Node | None, name: str) -> Any:
    try:
        return yaml.SafeLoader("").construct_document(node) if node is not None else {}
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise errors.YAML_SYNTAX.refusal(Where(name), found=str(error).splitlines()[0]) from None


def _duplicates(node: yaml.Node | None, name: str) -> Iterator[Problem]:
    if isinstance(node, yaml.MappingNode):
        seen: dict[Any, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                yield errors.YAML_SYNTAX.at(_at(name, key.start_mark), found="键应为文字")
                continue
            if key.value in seen:
                yield errors.DUPLICATE_KEY.at(_at(name, key.start_mark), found=key.value, first=seen[key.value])
            seen.setdefault(key.value, line)
            yield from _duplicates(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _duplicates(value, name)


def _marks(node: yaml.Node | None, path: Path_) -> Iterator[tuple[Path_, yaml.Mark]]:
    if node is None:
        return
    yield path, node.start_mark
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value, "<key>"), key.start_mark
            yield from _marks(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _marks(value, (*path, number))
