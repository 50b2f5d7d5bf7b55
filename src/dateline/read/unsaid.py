"""Speakers without a verb of saying: turns of a transcript, a name and a colon, any verb beside a quotation, a scene before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from dateline.model import Predicate, Span
from dateline.read.found import Found, characters

_TURN = re.compile(r"^(?P<who>[^\n:“”\"]{2,80}):[ \t]+(?P<words>\S[^\n]*)", re.MULTILINE)
_CREDIT = re.compile(r"^(?P<words>[^\n:“”\"]{15,200})(?P<cue>:| [—–-]{1,2}) (?P<who>[^\n:.!?]{2,60})$", re.MULTILINE)
_WORDS_OF = re.compile(
    r"\b(?:(?P<of>[Ii]n the words of|[Aa]s told by)|(?P<per>(?:[Aa]s )?[Pp]er)|(?P<by>[Bb]y|[Ii]n)) "
)
_ACCOUNT = re.compile(r"['’]s? (?:own )?(?:words|account|telling|version|count)\b")
_DASH = re.compile(r"\s*[—–-]{1,2}\s*")
_OURS = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us|me|ours|mine)\b")
_SPEAKING = ("person", "organisation")
SHORTEST = 3  # words of a quotation whose speaker is looked for


class Unsaid(NamedTuple):
    """A source with its words; `cue` is what stands for the verb of saying, where anything does."""

    source: Span
    cue: Span | None
    content: Span


class Beside:
    """Who may speak in a text, and its predicates, by where they begin and end."""

    def __init__(self, text: str, found: list[Found], sentences: list[Span], predicates: list[Predicate]) -> None:
        self.text, self.sentences = text, sentences
        people = [f for f in found if f.kind in _SPEAKING]
        self.people = sorted(people, key=begin)
        self.begins = [begin(f) for f in self.people]
        self.ending = {f.end: f for f in reversed(people)}
        self.beginning = {begin(f): f for f in reversed(people)}
        self.verbs = sorted(p.span for p in predicates)
        self.verb_at = dict(self.verbs)

    def has_verb(self, start: int, end: int) -> bool:
        first = bisect_left(self.verbs, (start, 0))
        return first < len(self.verbs) and self.verbs[first][0] < end

    def led_by(self, start: int, end: int) -> Span | None:
        """Who a stretch of text begins with, with the name set off by a comma: "The ambulance chief, Rania Saab"."""
        first = self.beginning.get(start)
        if first is None or first.end > end:
            return None
        owner = first.form == "pronoun" and self.text[first.end : first.end + 1] == " "  # "her neighbour"
        comma = self.text[first.end : first.end + 2] == ", "
        other = self.beginning.get(first.end + 1 if owner else first.end + 2)
        goes_on = other is not None and ((owner and other.form == "nominal") or (comma and other.form == "name"))
        return (start, other.end) if other is not None and goes_on else (start, first.end)

    def named_in(self, start: int, end: int) -> Span | None:
        """The first in a stretch of text who has a name, failing that the first of all."""
        inside = self.people[bisect_left(self.begins, start) : bisect_left(self.begins, end)]
        first = min(inside, key=lambda f: f.form != "name", default=None)
        return (begin(first), first.end) if first is not None else None

    def sentence(self, at: int) -> int:
        return bisect_right(self.sentences, at, key=lambda s: s[0]) - 1


def begin(f: Found) -> int:
    return f.start if f.title_start is None else f.title_start


def turns(beside: Beside) -> Iterator[Unsaid]:
    """`RANIA SAAB: Our crews came under fire.` and `Police: two killed in market blast`; "Dead: 12" is nobody's."""
    for match in _TURN.finditer(beside.text):
        who, words = match.span("who"), match.span("words")
        source = beside.led_by(*who)  # "Rania Saab", "Rania Saab, ambulance chief"
        named = source is not None and (who[1] in beside.ending or beside.text[source[1]] == ",")
        role = beside.text.rfind(" ", *who)  # a role may look like a verb: "Rania Saab, director"
        if named and not beside.has_verb(who[0], max(who[0], role)) and beside.has_verb(*words):
            yield Unsaid(who, (who[1], who[1] + 1), (words[0], words[0] + len(match["words"].rstrip(" .\t\r"))))


def credits(beside: Beside) -> Iterator[Unsaid]:
    """`Two killed in market blast: police` in a headline, and `In the words of Rania Saab, crews came under fire`."""
    for match in _CREDIT.finditer(beside.text):
        who = match.span("who")
        if beside.led_by(*who) == who and beside.has_verb(*match.span("words")):
            yield Unsaid(who, match.span("cue"), match.span("words"))
    for match in _WORDS_OF.finditer(beside.text):
        found = words_of(beside, match)
        if found is not None and beside.has_verb(*found.content):
            yield found


def words_of(beside: Beside, match: re.Match[str]) -> Unsaid | None:
    """`Per Rania Saab, …`, `…, in the words of Rania Saab.`, `By Rania Saab's account, …`."""
    source = beside.led_by(match.end(), len(beside.text))
    if source is None or not (match["of"] or beside.text[source[0]].isupper()):
        return None
    account = _ACCOUNT.match(beside.text, source[1])
    end = account.end() if account else source[1]
    if match["by"] and not account:
        return None
    cue = (match.start(), match.end() - 1)
    first, last = beside.sentences[beside.sentence(match.start())]
    if beside.text[end : end + 2] == ", ":
        return Unsaid(source, cue, (end + 2, last - (beside.text[last - 1] == ".")))
    ends = beside.text[end : end + 1] in (".", "\n", "") and beside.text[first : match.start()].endswith(", ")
    return Unsaid(source, cue, (first, match.start() - 2)) if ends else None


def beside_quotes(beside: Beside, quotes: list[Span], said: set[int]) -> Iterator[Unsaid]:
    """Whose quotations are that nobody was found to say: who stands beside them with a verb, a colon or a dash."""
    for quote in quotes:
        if len(beside.text[slice(*quote)].split()) < SHORTEST or not said.isdisjoint(range(*quote)):
            continue
        found = after_quote(beside, quote) or before_colon(beside, quote)
        if found is not None:
            yield found


def after_quote(beside: Beside, quote: Span) -> Unsaid | None:
    """`"…," fumed her neighbour`, `"…!" the driver sobbed`, `"…" — Rania Saab`."""
    text, end = beside.text, quote[1]
    dash = _DASH.match(text, end)
    signed = beside.beginning.get(dash.end()) if dash else None
    if dash and signed and signed.kind == "person" and (source := beside.led_by(dash.end(), len(text))):
        return Unsaid(source, None, quote)
    if text[end : end + 1] != " " or text[quote[0] : end].rstrip("”\"’'")[-1:] not in ",!?":
        return None
    verb = beside.verb_at.get(end + 1)
    if verb is not None:
        source = beside.led_by(verb + 1, len(text))
        return Unsaid(source, (end + 1, verb), quote) if source else None
    source = beside.led_by(end + 1, len(text))
    verb = beside.verb_at.get(source[1] + 1) if source else None
    return Unsaid(source, (source[1] + 1, verb), quote) if source and verb is not None else None


def before_colon(beside: Beside, quote: Span) -> Unsaid | None:
    """`And from Defence Minister Oleh Marchuk:` before a quotation."""
    colon = len(beside.text[max(0, quote[0] - 10) : quote[0]].rstrip()) + max(0, quote[0] - 10) - 1
    if colon < 0 or beside.text[colon] != ":":
        return None
    start = beside.sentences[beside.sentence(colon)][0]
    start = max(start, beside.text.rfind("\n", start, colon) + 1)
    nearest = beside.ending.get(colon)
    source = (begin(nearest), nearest.end) if nearest is not None else beside.named_in(start, colon)
    return Unsaid(source, (colon, colon + 1), quote) if source else None


def after_scene(beside: Beside, quotes: list[Span], said: set[int]) -> Iterator[Unsaid]:
    """`The ambulance chief, Rania Saab, was blunt. “Our crews came under fire.”`: who leads the sentence before speaks of "us"."""
    quoted = characters(quotes)
    for quote in quotes:
        here = beside.sentence(quote[0])
        if here < 1 or beside.sentences[here][0] != quote[0] or not said.isdisjoint(range(*quote)):
            continue
        start, end = beside.sentences[here - 1]
        own = _OURS.search(beside.text, *quote) and beside.text.count("\n\n", end, quote[0]) <= 1
        source = beside.led_by(start, end) if own and start not in quoted and end - 1 not in quoted else None
        if source is not None:
            yield Unsaid(source, None, quote)
