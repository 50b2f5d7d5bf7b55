"""Who says what: the model's cues, with the source and content of each; and quotations that go on without a cue."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from typing import Literal, NamedTuple

from dateline.model import Predicate, Span
from dateline.read.found import Found, characters

_QUOTE = re.compile(r"“[^“”]{2,1200}”|\"[^\"\n]{2,1200}\"|``[^`]{2,1200}''")
LONGEST = 200  # characters that a mention may begin before the source it is in
_CONTINUES = 400  # characters within which a quotation goes on from the one before


class FoundAttribution(NamedTuple):
    source: Span | None
    cue: Span | None
    content: list[Span]
    mention: int | None  # number of the source's name, nominal or pronoun
    style: Literal["direct", "indirect", "mixed"]


class Asked(NamedTuple):
    """What the model answers for one cue: spans of the text."""

    cue: Span
    source: list[Span]
    content: list[Span]


def find_attributions(
    text: str, asked: list[Asked], found: list[Found], sentences: list[Span], predicates: list[Predicate]
) -> list[FoundAttribution]:
    """The attributions of a text, in order of content; `found` are its mentions in order of place."""
    quotes = [m.span() for m in _QUOTE.finditer(text)]
    made = []
    agents = sorted((p.span[0], a.span) for p in predicates for a in p.args if a.role == "ARG0")
    starts = [f.start for f in found]
    for item in asked:
        content = [span for span in (trimmed(text, span) for span in item.content) if span[1] - span[0] > 1]
        if not content:
            continue
        source = trimmed(text, max(item.source, key=lambda s: s[1] - s[0])) if item.source else None
        if source is None:  # the subject of the verb that cues it
            first = bisect_left(agents, (item.cue[0],))
            source = agents[first][1] if first < len(agents) and agents[first][0] < item.cue[1] else None
        if source and text[slice(*source)].lower().startswith(("no ", "nobody", "none ")):
            continue  # "no group claimed the bombing"
        content = whole(content, [item.cue, *([source] if source else [])], sentences)
        made.append(
            FoundAttribution(source, item.cue, content, speaker(source, found, starts), style(text, content, quotes))
        )
    taken = characters(s for item in made for s in (item.cue, item.source, *item.content) if s)
    made = [reaching_back(item, taken, sentences) for item in made]
    made += continued(text, made, quotes)
    return sorted(made, key=lambda item: item.content[0])


def whole(content: list[Span], others: list[Span], sentences: list[Span]) -> list[Span]:
    """Content without holes: pieces with neither cue nor source between them are one."""
    joined: list[Span] = []
    for span in sorted(content):
        last = joined[-1] if joined else None
        if (
            last
            and not any(last[1] <= a < span[0] for a, _ in others)
            and sentence_at(last[1] - 1, sentences) == sentence_at(span[0], sentences)
        ):
            joined[-1] = (last[0], span[1])
        else:
            joined.append(span)
    return joined


def reaching_back(item: FoundAttribution, taken: set[int], sentences: list[Span]) -> FoundAttribution:
    """What stands before "…, police said" is said from the beginning of the sentence, unless somebody else says it."""
    cue = item.cue
    start, end = item.content[0]
    if (
        cue is None
        or not sentences
        or cue[0] < item.content[-1][1]
        or sentence_at(start, sentences) != sentence_at(cue[0], sentences)
    ):
        return item
    first = sentences[sentence_at(start, sentences)][0]
    if first >= start or not taken.isdisjoint(range(first, start)):
        return item
    return item._replace(content=[(first, end), *item.content[1:]])


def sentence_at(at: int, sentences: list[Span]) -> int:
    return bisect_right(sentences, at, key=lambda s: s[0]) - 1


def trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " \n,;:":
        start += 1
    while end > start and text[end - 1] in " \n,;":
        end -= 1
    return start, end


def speaker(source: Span | None, found: list[Found], starts: list[int]) -> int | None:
    """The mention that a source is of: its person before its organisation, the first of these.

    "Peter Cook, a Pentagon spokesman" is of Peter Cook.
    """
    if source is None:
        return None
    near = range(bisect_left(starts, source[0] - LONGEST), bisect_left(starts, source[1]))
    inside = [n for n in near if source[0] < found[n].end and found[n].kind in _SPEAKING]
    ranked = sorted(inside, key=lambda n: (_SPEAKING[found[n].kind], found[n].form != "name", n))
    named = [n for n in ranked if found[n].kind == "person"]
    return (named or ranked or [None])[0]  # type: ignore[list-item]


_SPEAKING = {"person": 0, "organisation": 1, "nationality": 3, "place": 2, "facility": 2}


def style(text: str, content: list[Span], quotes: list[Span]) -> Literal["direct", "indirect", "mixed"]:
    words = text[content[0][0] : content[-1][1]].strip()
    if words[:1] in '“"‘`' and words[-1:] in "”\"’,.'":
        return "direct"
    return "mixed" if any(q[0] < content[-1][1] and content[0][0] < q[1] for q in quotes) else "indirect"


def continued(text: str, made: list[FoundAttribution], quotes: list[Span]) -> list[FoundAttribution]:
    """Quotations without a cue of their own go to the last speaker, in the same paragraph or the next."""
    said = characters(span for item in made for span in item.content)
    told = sorted((item for item in made if item.source), key=lambda item: item.content[-1][1])
    ends = [item.content[-1][1] for item in told]
    latest = list(itertools.accumulate(told, further))  # of all up to each
    gone_on: list[FoundAttribution] = []  # a quotation that goes on is gone on from, too
    for quote in quotes:
        if len(text[slice(*quote)].split()) < 5 or not said.isdisjoint(range(*quote)):
            continue
        before = bisect_right(ends, quote[0] + 1)
        candidates = [*latest[max(0, before - 1) : before], *gone_on[-1:]]
        last = max(candidates, key=reach, default=None)
        if (
            last
            and text.count("\n\n", last.content[-1][1], quote[0]) <= 1
            and quote[0] - last.content[-1][1] < _CONTINUES
        ):
            gone_on.append(FoundAttribution(last.source, None, [quote], last.mention, "direct"))
    return gone_on


def further(a: FoundAttribution, b: FoundAttribution) -> FoundAttribution:
    return a if reach(a) > reach(b) else b


def reach(item: FoundAttribution) -> int:
    """How far the words of an attribution or its cue go."""
    return max(item.content[-1][1], item.cue[1] if item.cue else 0)
