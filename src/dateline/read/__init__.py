"""Text → what it names and who says what. A `Reader` is anything with a name that turns a text into a reading."""

from dateline.read.reader import Reader, TrainedReader, load_reader

__all__ = ["Reader", "TrainedReader", "load_reader"]
