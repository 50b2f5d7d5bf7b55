"""Reading + codebook → claims: one word that tells of an event, one claim, with roles, status, tolls, speakers and evidence."""

from __future__ import annotations

from collections import defaultdict

from dateline.claim.arguments import Arguments
from dateline.claim.by_rule import claims_by_rule
from dateline.claim.clause import Clause
from dateline.claim.figures import find_figures
from dateline.claim.grades import set_grades
from dateline.claim.lists import complete_lists
from dateline.claim.speakers import Speakers
from dateline.claim.told import told_claims
from dateline.codebook import Codebook, load_codebook
from dateline.model import Mention, Reading
from dateline.text.tokens import Tokens, tokenise

__all__ = ["find_claims", "set_grades"]


def find_claims(reading: Reading, codebook: Codebook | None = None, learnt: bool = True) -> None:
    """Fills `claims` and `figures` of a reading that has been read. Reading again gives the same ids.

    `learnt` off: by the codebook's rules alone, without the trained reader of events.
    """
    codebook = codebook or load_codebook()
    tokens, speakers = tokenise(reading.text, reading.body), Speakers(reading)
    clauses = clauses_of(reading, tokens)
    reading.claims = claims_by_rule(reading, codebook, tokens, clauses, speakers)
    if learnt:
        reading.claims = told_claims(reading, codebook, clauses, speakers)
    complete_lists(reading)
    counted = (claim for claim in reading.claims if claim.killed or claim.injured or claim.captured)
    used = {m for claim in counted for role in ("victim", "target") for m in claim.roles[role]}
    reading.figures = find_figures(reading, tokens, used)


def clauses_of(reading: Reading, tokens: Tokens) -> list[Clause]:
    """The sentences with the mentions in each; what happened ("the attack") is for the triggers."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    number, arguments = 0, Arguments(reading)
    for mention in reading.mentions:
        if mention.kind == "event":
            continue
        while number + 1 < len(tokens.spans) and tokens.spans[number + 1][0] <= mention.span[0]:
            number += 1
        by_sentence[number].append(mention)
    return [Clause(reading, tokens, n, by_sentence.get(n, []), arguments) for n in range(len(tokens.spans))]
