"""The grammar of time expressions: one table a phenomenon, one row a form, with an example that is its test.

A rule is a pattern and a function from its match, the anchor day (None while unknown) and the tense (-1 past, 1 future)
to a TIMEX3 value. Values follow TIMEX3 and TimeBank's habits; a value without an anchor is written with X (TIMEX3's
"unknown"). Examples are normalised against Thursday, 31 March 2016.
"""

# each table adds its rows to RULES; of two rows that read the same words the first counts
from dateline.timex.grammar import dates, days, units, years, references, feasts, beside, counted  # noqa: F401, I001
from dateline.timex.grammar.rule import RULES, Rule, meaning, value_of

__all__ = ["RULES", "Rule", "meaning", "value_of"]
