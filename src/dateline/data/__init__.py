"""Compiled data that the package carries, and the builders that no program runs."""
