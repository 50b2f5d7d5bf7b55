"""Union–find with the reason of every join, and what each group may not be joined with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)


class Join(NamedTuple, Generic[T]):
    """Two members that were joined, how sure that is, and why."""

    left: T
    right: T
    score: float
    reasons: tuple[str, ...]


class Groups(Generic[T]):
    """Disjoint groups of items; the least item stands for a group, so that order plays no part."""

    def __init__(self, items: Iterable[T]) -> None:
        self._parent: dict[T, T] = {item: item for item in items}
        self.joins: list[Join[T]] = []

    def root(self, item: T) -> T:
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, left: T, right: T, score: float, reasons: Iterable[str]) -> T:
        """Joins two items' groups and returns what stands for the new one."""
        a, b = sorted((self.root(left), self.root(right)))  # type: ignore[type-var]
        if a != b:
            self._parent[b] = a
            self.joins.append(Join(left, right, score, tuple(reasons)))
        return a

    def members(self) -> dict[T, list[T]]:
        """What stands for a group → its members, sorted."""
        found: dict[T, list[T]] = defaultdict(list)
        for item in sorted(self._parent):  # type: ignore[type-var]
            found[self.root(item)].append(item)
        return found
