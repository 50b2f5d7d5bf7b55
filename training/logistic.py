"""Logistic regressions over features that can be read: what `dateline.neural.decision` runs."""

from __future__ import annotations

from typing import Any

import numpy as np

from dateline.neural.decision import Decision

Row = tuple[dict[str, float], bool]
PENALTY = 1.0  # on the squares of weights, features being brought to one scale


def fit(rows: list[Row], for_: tuple[str, ...], against: tuple[str, ...]) -> Decision:
    """Logistic regression, where a feature that speaks for the contrary of what it means is left out: it only mends others.

    `for_`, `against`: beginnings of the names of features that can only speak for a yes, or for a no.
    """
    names = list(rows[0][0])
    while True:
        decision = fitted(rows, names)
        wrong = [n for n in names if decision.weights[n] * (n.startswith(for_) - n.startswith(against)) < 0]
        if not wrong:
            return Decision(weights={n: decision.weights.get(n, 0.0) for n in rows[0][0]}, bias=decision.bias)
        names.remove(max(wrong, key=lambda n: abs(decision.weights[n])))


def fitted(rows: list[Row], names: list[str]) -> Decision:
    """Weights of these features by Newton's method, with a penalty on them."""
    x = np.array([[features[name] for name in names] for features, _ in rows])
    y = np.array([float(label) for _, label in rows])
    mean, scale = x.mean(0), x.std(0) + 1e-6
    z = np.concatenate([(x - mean) / scale, np.ones((len(x), 1))], 1)
    w, ridge = np.zeros(z.shape[1]), np.diag([PENALTY] * len(names) + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(z @ w, -30, 30)))
        step = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (y - p) - ridge @ w)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    weights = w[:-1] / scale
    return Decision(
        weights=dict(zip(names, np.round(weights, 4).tolist(), strict=True)),
        bias=round(float(w[-1] - weights @ mean), 4),
    )


def written(decision: Decision) -> dict[str, Any]:
    """As it is kept in a file."""
    return {"weights": decision.weights, "bias": decision.bias, "threshold": decision.threshold}
