"""Names → places, offline: the compact index that the package carries, and its builder."""

from dateline.gazetteer.index import Gazetteer, GazetteerPlace, load_gazetteer

__all__ = ["Gazetteer", "GazetteerPlace", "load_gazetteer"]
