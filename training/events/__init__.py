"""Trains the reader of events: which words of a report tell of an event, which of them of one, and what of its values."""
