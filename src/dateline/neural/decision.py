"""A decision by weights that were learnt: a logistic regression over features that can be read."""

from __future__ import annotations

import math

import msgspec


class Decision(msgspec.Struct):
    """The weights of one decision, by feature, and the chance from which it is a yes."""

    weights: dict[str, float]
    bias: float
    threshold: float = 0.5

    def chance(self, features: dict[str, float]) -> float:
        """
        >>> round(Decision(weights={"near": 2.0}, bias=-1.0).chance({"near": 0.5}), 2)
        0.5
        """
        total = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
