"""Who says what: the model's cues, with the source and content of each; and quotations that go on without a cue."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from dateline.model import Predicate, Span
from dateline.read.found import Found, characters
from dateline.read.unsaid import Beside, Unsaid, after_scene, beside_quotes, credits, turns

_QUOTE = re.compile(r"“[^“”]{2,1200}”|\"[^\"\n]{2,1200}\"|``[^`]{2,1200}''")
LONGEST = 200  # characters that a mention may begin before the source it is in
_AS_SAYING = re.compile(r"\b(as (?:saying|stating|telling))\b[ ,:]*")
_ACCORDING = re.compile(r",? ?\b(?P<cue>according to) (?P<who>[^,.;:“”\"]{3,80})(?:,|(?=[.;])|\Z)")
_SAYING = frozenset(
    """say tell report claim state note announce confirm warn allege insist explain testify estimate reveal acknowledge admit
    conclude""".split()
)
_OWN = frozenset("i we you".split())
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
    made += list(nested(text, made, found, starts, predicates))
    made = with_unsaid(
        text, made, Beside(text, found, sentences, predicates), quotes, lambda s: speaker(s, found, starts)
    )
    return sorted(made, key=lambda item: item.content[0])


def with_unsaid(
    text: str, made: list[FoundAttribution], beside: Beside, quotes: list[Span], who: Callable[[Span], int | None]
) -> list[FoundAttribution]:
    """With those that have no verb of saying; a turn of a transcript begins and ends where it is written so."""

    def attributed(items: Iterable[Unsaid]) -> list[FoundAttribution]:
        return [
            FoundAttribution(i.source, i.cue, [i.content], who(i.source), style(text, [i.content], quotes))
            for i in items
        ]

    def said() -> set[int]:
        return characters(span for item in made if item.source for span in item.content)

    told = list(turns(beside))
    names = characters(s for turn in told for s in (turn.source, turn.cue) if s)
    made = [item for item in made if names.isdisjoint(n for s in (item.cue, *item.content) if s for n in range(*s))]
    made += attributed(turn for turn in told if not any(item.content == [turn.content] for item in made))
    spoken = said()
    made += attributed(credit for credit in credits(beside) if spoken.isdisjoint(range(*credit.content)))
    made += attributed(beside_quotes(beside, quotes, said()))
    made += continued(text, made, quotes)
    return made + attributed(after_scene(beside, quotes, said()))


def nested(
    text: str, made: list[FoundAttribution], found: list[Found], starts: list[int], predicates: list[Predicate]
) -> Iterator[FoundAttribution]:
    """Who is said to say it: "police quoted a witness as saying …", "the UN said doctors had reported that …"."""
    cues = characters(item.cue for item in made if item.cue)
    verbs = sorted(predicates, key=lambda p: p.span)
    bounds = [p.span[0] for p in verbs]
    for item in made:
        for inner in (quoted_within(text, item), according_within(text, item)):
            if inner is not None and (who := speaker(inner[0], found, starts)) is not None:
                yield FoundAttribution(inner[0], inner[1], [inner[2]], who, item.style)
        for start, end in item.content:
            for verb in verbs[bisect_left(bounds, start) : bisect_left(bounds, end)]:
                told = said_with(text, verb, bounds) if verb.lemma in _SAYING and verb.span[0] not in cues else None
                if told:
                    yield FoundAttribution(told[0], verb.span, [told[1]], speaker(told[0], found, starts), item.style)


def quoted_within(text: str, item: FoundAttribution) -> tuple[Span, Span, Span] | None:
    """Source, cue and words of who is quoted: "a witness", "as saying", "that two men shot the priest"."""
    end = item.content[-1][1]
    if item.cue is None or item.cue[1] > item.content[0][0]:
        return None
    match = _AS_SAYING.search(text, item.cue[1], end)
    source = trimmed(text, (item.cue[1], match.start())) if match else (0, 0)
    return (
        (source, match.span(1), (match.end(), end)) if match and source[0] < source[1] and match.end() < end else None
    )


def according_within(text: str, item: FoundAttribution) -> tuple[Span, Span, Span] | None:
    """Source, cue and words of "that, according to residents, two men were shot"."""
    start, end = item.content[0][0], item.content[-1][1]
    match = _ACCORDING.search(text, start, end)
    if match is None or (item.cue is not None and item.cue[0] < match.end() and match.start() < item.cue[1]):
        return None
    words = (match.end(), end) if match.start() - start < len("that, which, ") else (start, match.start())
    return match.span("who"), match.span("cue"), trimmed(text, words)


def said_with(text: str, verb: Predicate, bounds: list[int]) -> tuple[Span, Span] | None:
    """Who says what with a verb, where what is said is a clause of its own; `bounds` are where all verbs begin."""
    source = next((a.span for a in verb.args if a.role == "ARG0"), None)
    after = [a.span for a in verb.args if a.role in ("ARG1", "ARG2") and a.span[0] >= verb.span[1]]
    words = max(after, key=lambda s: s[1] - s[0], default=(0, 0))
    clause = text.startswith("that ", words[0]) or (verb.lemma == "say" and text[words[0]].isalnum())
    if source is None or not clause or bisect_left(bounds, words[0]) == bisect_left(bounds, words[1]):
        return None
    meant = (verb.factuality or 0) > 0 and text[slice(*source)].lower() not in _OWN  # not "he never said that …"
    return (source, words) if meant else None


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
    ranked = sorted(inside, key=lambda n: (_SPEAKING[found[n].kind], _FORMS.get(found[n].form, 2), n))
    named = [n for n in ranked if found[n].kind == "person"]
    return (named or ranked or [None])[0]  # type: ignore[list-item]


_FORMS = {"name": 0, "nominal": 1}  # "her neighbour" is not her
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
