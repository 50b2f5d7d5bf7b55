"""Deeds told in passing within what is news: "On Tuesday, the president laid a wreath for the 41 pupils killed in the attack".

The day and the place of the wreath are not those of the attack. The reader of events, which sees one deed in such a sentence,
gives it the only day there is; the predicates of the sentence say whose day it is.
"""

from __future__ import annotations

from dateline.claim.arguments import CARRIES
from dateline.claim.clause import Clause
from dateline.model import Argument, Mention, Predicate, Span

_WHEN = frozenset(("ARGM-TMP", "ARGM-ADV"))
_WHERE = frozenset(("ARGM-LOC",))
_FINDS = frozenset(("find", "discover", "recover"))  # the dead are news on the day when they are found
_BESIDE = frozenset(("ARGM-TMP", "ARGM-LOC", "ARGM-MNR", "ARGM-CAU"))  # what may be news of its own


def is_of_other(clause: Clause, triggers: list[Span], mention: Mention) -> bool:
    """Whether a time or place of a sentence is that of another predicate, and all words of the event there only say which
    persons or things that one is about ("a man [who murdered two policemen]")."""
    roles = _WHEN if mention.kind == "time" else _WHERE
    here = [span for span in triggers if clause.span[0] <= span[0] < clause.span[1]]
    if not here:
        return False
    for predicate in clause.arguments.within(clause.span):
        own = any(covers(arg, mention.span) and arg.role in roles for arg in predicate.args)
        if (
            not own
            or predicate.lemma in CARRIES
            or predicate.lemma in _FINDS
            or any(overlap(predicate.span, span) for span in here)
        ):
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
    for arg in predicate.args:
        inside = argument.span[0] <= arg.span[0] and arg.span[1] <= predicate.span[0]
        if (
            inside
            and (arg.role.startswith("R-") or arg.span[1] == predicate.span[0] - 1)
            and not arg.role.startswith("ARGM")
        ):
            return True
    return False


def covers(argument: Argument, span: Span) -> bool:
    return argument.span[0] <= span[0] and span[1] <= argument.span[1]


def overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
