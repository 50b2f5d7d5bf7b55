"""The grade of claims: what the reader of events says of its own, but that what is long past is no news.

What only rules found is words alone, a plan, or told in passing: what the reader of events does not take for an incident is
no row, unless there is no such reader. Then an incident has a toll, or a place and a day of its own, and is no older than
`RECENT` days.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateline.codebook import Codebook, load_codebook
from dateline.model import Claim, Grade, Published, Reading

RECENT = 45  # days before publication from which a deed is no news any more
_DAYS = frozenset(("time", "day", "week"))


def set_grades(reading: Reading, codebook: Codebook | None = None) -> None:
    """Fills `grade` of every claim of a reading whose claims have their `when`."""
    codebook = codebook or load_codebook()
    for claim in reading.claims:
        if claim.event is None:
            grade = grade_of(claim, reading.report.published, codebook.types[claim.type].words_alone)
            claim.grade = "background" if grade == "incident" else grade
        elif claim.grade == "incident" and is_old(claim, reading.report.published):
            claim.grade = "background"


def grade_of(claim: Claim, published: Published, words_alone: bool) -> Grade:
    """The grade of one claim by what it holds.

    >>> from dateline.model import Toll
    >>> claim = Claim(id="c", type="bombing", plover={}, acled={}, trigger=(0, 1), sentence=(0, 1), raw_trigger=(0, 1),
    ...     raw_sentence=(0, 1), roles={}, killed=Toll(low=3, high=3, bound="exact", words="three"))
    >>> grade_of(claim, Published(), False), grade_of(claim, Published(), True)
    ('incident', 'statement')
    """
    if words_alone:
        return "statement"
    if claim.status in ("planned", "conditional"):
        return "plan"
    if is_old(claim, published) or claim.aspect == "habitual":
        return "background"
    told = claim.when is not None and claim.when.precision in _DAYS
    counted = any(toll and (toll.low or toll.high) for toll in (claim.killed, claim.injured, claim.captured))
    return "incident" if counted or (told and claim.roles.get("place")) else "background"


def is_old(claim: Claim, published: Published) -> bool:
    """Whether a claim's latest day is known to lie long before the report's first possible one."""
    if claim.when is None or claim.when.latest is None or claim.when.precision == "unknown":
        return False
    if published.basis == "unknown" or published.earliest is None:
        return False
    return date.fromisoformat(claim.when.latest[:10]) < date.fromisoformat(published.earliest) - timedelta(days=RECENT)
