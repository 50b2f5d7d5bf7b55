"""Inputs → raw reports: the first stage. Bytes are kept as received; what cannot be read is a problem, never a crash."""

from dateline.acquire.inputs import acquire

__all__ = ["acquire"]
