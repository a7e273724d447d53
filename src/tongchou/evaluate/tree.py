"""The structure of an index: a flat table of lines that becomes a tree of any depth.

>>> tree = IndexTree.from_rows([
...     {"code": "index", "parent": ""},
...     {"code": "economy", "parent": "index", "weight": 60},
...     {"code": "income", "parent": "economy"},
...     {"code": "jobs", "parent": "economy"},
...     {"code": "ratio", "parent": "index", "weight": 40, "direction": "lower"},
... ])
>>> tree.leaves, dict(tree.effective_weights())
(('income', 'jobs', 'ratio'), {'income': 0.3, 'jobs': 0.3, 'ratio': 0.4})
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isclose

from tongchou.evaluate.errors import UNKNOWN_NODE, WEIGHT_SUM
from tongchou.evaluate.model import Aggregate, Node
from tongchou.evaluate.rows import read_nodes
from tongchou.evaluate.structure import in_order


@dataclass(frozen=True)
class IndexTree:
    """The lines of an index, parents before children, and their weights as shares among siblings."""

    nodes: tuple[Node, ...]
    _children: Mapping[str, tuple[Node, ...]] = field(repr=False, compare=False)

    @classmethod
    def of(cls, nodes: Iterable[Node], *, rescale: bool = False) -> "IndexTree":
        """Build a tree from lines whose weights are as written.

        Weights among siblings may add to 1, to 100 or to their parent's weight, or be all equal; any other sum is
        refused unless ``rescale`` says that shares of the sum are meant.

        :raises Refusal: any ``evaluate.tree.*``.
        """
        ordered, children = in_order(nodes)
        shares = {node.code: share for node in ordered for node, share in _shares(node, children[node.code], rescale)}
        final = {node.code: replace(node, weight=shares.get(node.code, 1.0)) for node in ordered}
        groups = {code: tuple(final[child.code] for child in below) for code, below in children.items()}
        return cls(tuple(final.values()), groups)

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, object]], *, rescale: bool = False) -> "IndexTree":
        """Build a tree from rows with ``code``, ``parent`` and, where given, ``level``, ``direction``, ``weight``.

        Also read: ``mean`` (arithmetic, geometric, harmonic or a power) and ``at_least`` of a group, ``zh``, ``en``.
        An empty weight for all siblings means equal weights; ``level`` is checked against the parent's, counted from
        the top or from the indicators; other keys are left alone.

        :raises Refusal: any ``evaluate.tree.*``, all problems of the rows at once.
        """
        return cls.of(read_nodes(rows), rescale=rescale)

    @property
    def root(self) -> Node:
        """The line without a parent: the index itself."""
        return self.nodes[0]

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The codes of the indicators, group by group in the order of the table: the columns of every matrix."""
        return tuple(node.code for node in self.nodes if not self._children[node.code])

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The codes of everything that has parts, the index first."""
        return tuple(node.code for node in self.nodes if self._children[node.code])

    def node(self, code: str) -> Node:
        """Return one line.

        :raises Refusal: ``evaluate.tree.unknown``.
        """
        if code not in self._lines:
            raise UNKNOWN_NODE.refusal(found=code, allowed="、".join(self._lines))
        return self._lines[code]

    @cached_property
    def _lines(self) -> Mapping[str, Node]:
        return {node.code: node for node in self.nodes}

    def children(self, code: str) -> tuple[Node, ...]:
        """Return the lines directly under one."""
        return self._children[self.node(code).code]

    def leaves_under(self, code: str) -> tuple[str, ...]:
        """Return the indicators below a line, itself when it is one."""
        below = self.children(code)
        return tuple(leaf for child in below for leaf in self.leaves_under(child.code)) if below else (code,)

    def effective_weights(self, code: str = "") -> dict[str, float]:
        """Return the weight of each indicator in a line (default: in the index): the product down the tree."""
        top = self.node(code) if code else self.root
        below = self._children[top.code]
        if not below:
            return {top.code: 1.0}
        return {
            leaf: child.weight * share for child in below for leaf, share in self.effective_weights(child.code).items()
        }

    def with_weights(self, weights: Mapping[str, float]) -> "IndexTree":
        """Return the same tree with other weights for the lines named, as shares of what siblings then add to.

        :raises Refusal: ``evaluate.tree.unknown``, ``evaluate.tree.weight``.
        """
        for code in weights:
            self.node(code)
        changed = (replace(node, nominal=weights.get(node.code, node.weight)) for node in self.nodes)
        return IndexTree.of(changed, rescale=True)

    def with_aggregates(self, choose: Callable[[Node], Aggregate]) -> "IndexTree":
        """Return the same tree with each group aggregated as ``choose`` says of it; by depth, by code, by kind.

        >>> tree = IndexTree.from_rows([{"code": "index"}, {"code": "a", "parent": "index"}])
        >>> from tongchou.evaluate import Mean
        >>> tree.with_aggregates(lambda node: Mean(0.0) if node.depth == 0 else Mean()).root.aggregate.power
        0.0
        """
        changed = (replace(node, nominal=node.weight, aggregate=choose(node)) for node in self.nodes)
        return IndexTree.of(changed, rescale=True)


def _shares(parent: Node, children: Sequence[Node], rescale: bool) -> list[tuple[Node, float]]:
    total = sum(child.nominal for child in children)
    equal = len({child.nominal for child in children}) == 1
    known = any(isclose(total, whole, rel_tol=1e-6) for whole in (1.0, 100.0, parent.nominal))
    if children and (total <= 0 or not (known or equal or rescale)):
        allowed = " / ".join(dict.fromkeys(f"{whole:g}" for whole in (1.0, 100.0, parent.nominal)))
        raise WEIGHT_SUM.refusal(node=parent.code, found=f"{total:g}", allowed=allowed)
    return [(child, child.nominal / total) for child in children]
