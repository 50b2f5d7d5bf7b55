"""Who says what: the model's cues, with the source and content of each; and quotations that go on without a cue."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from dateline.model import Predicate, Span
from dateline.read.found import Found

_QUOTE = re.compile(r"“[^“”]{2,1200}”|\"[^\"\n]{2,1200}\"|``[^`]{2,1200}''")
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
    agents = {p.span: next((a.span for a in p.args if a.role == "ARG0"), None) for p in predicates}
    for item in asked:
        content = [span for span in (trimmed(text, span) for span in item.content) if span[1] - span[0] > 1]
        if not content:
            continue
        source = trimmed(text, max(item.source, key=lambda s: s[1] - s[0])) if item.source else None
        if source is None:  # the subject of the verb that cues it
            source = next(
                (agent for verb, agent in agents.items() if agent and item.cue[0] <= verb[0] < item.cue[1]), None
            )
        if source and text[slice(*source)].lower().startswith(("no ", "nobody", "none ")):
            continue  # "no group claimed the bombing"
        content = whole(content, [item.cue, *([source] if source else [])], sentences)
        made.append(FoundAttribution(source, item.cue, content, speaker(source, found), style(text, content, quotes)))
    made = [reaching_back(item, made, sentences) for item in made]
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


def reaching_back(item: FoundAttribution, made: list[FoundAttribution], sentences: list[Span]) -> FoundAttribution:
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
    taken = [s for other in made for s in (other.cue, other.source, *other.content) if s and other is not item]
    if first >= start or any(a < start and first < b for a, b in taken) or (item.source and item.source[0] < start):
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


def speaker(source: Span | None, found: list[Found]) -> int | None:
    """The mention that a source is of: its person before its organisation, the first of these.

    "Peter Cook, a Pentagon spokesman" is of Peter Cook.
    """
    if source is None:
        return None
    inside = [n for n, f in enumerate(found) if f.start < source[1] and source[0] < f.end and f.kind in _SPEAKING]
    ranked = sorted(inside, key=lambda n: (_SPEAKING[found[n].kind], found[n].form != "name", n))
    named = [n for n in ranked if found[n].kind == "person"]
    return (named or ranked or [None])[0]  # type: ignore[list-item]


_SPEAKING = {"person": 0, "organisation": 1, "nationality": 3, "place": 2, "facility": 2}


def style(text: str, content: list[Span], quotes: list[Span]) -> Literal["direct", "indirect", "mixed"]:
    words = text[content[0][0] : content[-1][1]].strip()
    if words[:1] in '“"‘`' and words[-1:] in "”\"’,.'":
        return "direct"
    return "mixed" if any(q[0] < content[-1][1] and content[0][0] < q[1] for q in quotes) else "indirect"


def continued(text: str, made: list[FoundAttribution], quotes: list[Span]) -> Iterator[FoundAttribution]:
    """Quotations without a cue of their own go to the last speaker, in the same paragraph or the next."""
    for quote in quotes:
        if len(text[slice(*quote)].split()) < 5 or any(
            c[0] < quote[1] and quote[0] < c[1] for item in made for c in item.content
        ):
            continue
        before = [item for item in made if item.content[-1][1] <= quote[0] + 1 and item.source]
        last = max(before, key=lambda item: max(item.content[-1][1], item.cue[1] if item.cue else 0), default=None)
        if (
            last
            and text.count("\n\n", last.content[-1][1], quote[0]) <= 1
            and quote[0] - last.content[-1][1] < _CONTINUES
        ):
            yield FoundAttribution(last.source, None, [quote], last.mention, "direct")
