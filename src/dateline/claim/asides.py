"""Deeds told in passing within what is news: "On Tuesday, the president laid a wreath for the 41 pupils killed in the attack".

The day and the place of the wreath are not those of the attack. The reader of events, which sees one deed in such a sentence,
gives it the only day there is; the predicates of the sentence say whose day it is.
"""

from __future__ import annotations

from dateline.claim.arguments import CARRIES
from dateline.claim.clause import Clause
from dateline.model import Argument, Mention, Predicate, Span
from dateline.text.offsets import overlap

_WHEN = frozenset(("ARGM-TMP", "ARGM-ADV"))
_WHERE = frozenset(("ARGM-LOC",))
# What tells when a deed was: that it was launched or done, and that the dead were found.
_BEAR = CARRIES | {"find", "discover", "recover", "be", "have", "happen", "occur"}
_RELATIVE = frozenset(("R-ARG0", "R-ARG1", "R-ARG2", "R-ARGM-LOC"))
_BESIDE = frozenset(("ARGM-TMP", "ARGM-LOC", "ARGM-MNR", "ARGM-CAU"))  # what may be news of its own


def is_of_other(clause: Clause, triggers: list[Span], mention: Mention) -> bool:
    """Whether a time or place of a sentence is that of another predicate, and all words of the event there only say which
    persons or things that one is about ("a man [who murdered two policemen]")."""
    roles = _WHEN if mention.kind == "time" else _WHERE
    here = [span for span in triggers if clause.span[0] <= span[0] < clause.span[1]]
    if not here:
        return False
    behind = mention.span[0] >= here[-1][1]
    cues = [a.cue for a in clause.reading.attributions if a.cue and behind]
    for predicate in clause.arguments.within(clause.span):
        if any(overlap(predicate.span, cue) for cue in cues):
            continue  # "a bombing that struck a wedding on Monday, the army reported"
        own = any(covers(arg, mention.span) and arg.role in roles for arg in predicate.args)
        if not own or predicate.lemma in _BEAR or any(overlap(predicate.span, span) for span in here):
            continue
        held = [arg for arg in predicate.args if arg.role not in _BESIDE and all(covers(arg, span) for span in here)]
        if any(is_modifier(clause, arg, here[0]) for arg in held if not covers(arg, mention.span)):
            return True
    return False


def is_modifier(clause: Clause, argument: Argument, trigger: Span) -> bool:
    """Whether the first word of an event in an argument, or the next predicate there, modifies a noun: "pupils killed", "who killed"."""
    told = clause.arguments.within((trigger[0], argument.span[1]))
    return any(modifies(predicate, argument) for predicate in told[:2])


def modifies(predicate: Predicate, argument: Argument) -> bool:
    """Whether a predicate is a participle right behind whom it is done to, or in a relative clause."""
    return any(
        argument.span[0] <= arg.span[0]
        and arg.span[1] <= predicate.span[0]
        and ((arg.role == "ARG1" and arg.span[1] == predicate.span[0] - 1) or arg.role in _RELATIVE)
        for arg in predicate.args
    )


def covers(argument: Argument, span: Span) -> bool:
    return argument.span[0] <= span[0] and span[1] <= argument.span[1]
