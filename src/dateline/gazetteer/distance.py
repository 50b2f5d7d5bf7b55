"""Distances on the ground."""

from __future__ import annotations

import math

EARTH_KM = 12742.0  # across


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance between two points in degrees.

    >>> round(kilometres(33.34, 44.40, 36.34, 43.13))  # Baghdad, Mosul
    353
    """
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (lat_a, lon_a, lat_b, lon_b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return EARTH_KM * math.asin(math.sqrt(min(1.0, h)))
