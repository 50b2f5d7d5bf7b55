"""What the trained model sees in one text: its answers as spans of characters.

The text goes through the encoder once; names, phrases, predicates and cues are read off its scores, roles and
attributions are asked word by word, and mentions are linked, all on demand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import product

import numpy as np

from dateline.model import CORE_ROLES, Argument, Predicate, Span
from dateline.neural.likeness import PART, candidate_pairs
from dateline.neural.runtime import Array, softmax
from dateline.neural.wordpiece import find_words, sentence_ranges, windows
from dateline.read.attributions import Asked
from dateline.read.found import Found
from dateline.read.model import Encoded, Model, Query
from dateline.text.inflect import base_form
from dateline.text.sexes import sex_of_word

LINK = -1.5  # score from which two mentions are linked; below 0, for what is left apart costs more
LINK_NEW, LINK_NAME = 0.0, 1.0  # the same for "a man", "his son" and for names, which mostly bring in somebody new
LED = 2.0  # added for "he" and "she" and the name that led this sentence or the one before
PREDICATE = 0.0  # how much likelier a word must be a predicate than not, as a difference of scores
LINKED_KINDS = {
    "person": "person",
    "organisation": "organisation",
    "place": "place",
    "facility": "place",
    "event": "event",
    "time": "time",
}

FILLS = 0.6  # how likely a mention must be the part of an attack that it is taken for
SURE = 0.45  # how likely a phrase must be what it is taken for
MOST_MOVED = 5  # spans of one predicate whose roles are weighed together
PHRASE_KINDS = ("person", "organisation", "place", "event")
NEW = frozenset("a an another one two three some several his her their my our your".split())
DETERMINERS = frozenset("a an the this that these those its his her their our some".split())
PLURAL_PRONOUNS = frozenset("they them their theirs themselves we us our ours ourselves these those both".split())


class Seen:
    """One text through the model. `sentences` are character spans, in order."""

    def __init__(self, model: Model, text: str, sentences: list[Span]) -> None:
        self.model, self.text = model, text
        self.words = find_words(text)
        self.sentences = sentence_ranges(self.words, sentences)
        self.windows = windows(self.words, self.sentences, model.vocabulary)
        self.starts = [word.start for word in self.words]

    @cached_property
    def encoded(self) -> Encoded:
        return self.model.encode(self.windows)

    def span(self, first: int, last: int) -> Span:
        """Words (end exclusive) → characters."""
        return (self.words[first].start, self.words[last - 1].end)

    def range(self, span: Span) -> tuple[int, int]:
        """Characters → the words that share one with them."""
        first = max(0, bisect_right(self.starts, span[0]) - 1)
        if first < len(self.words) and self.words[first].end <= span[0]:
            first += 1
        return first, max(first + 1, bisect_left(self.starts, span[1]))

    def layer(self, layer: str) -> list[tuple[int, int, str]]:
        """Spans of words of one layer, window by window: nothing runs on from one into the next."""
        scores = self.encoded.layers[layer]
        found = self.model.spans(layer, [scores[w.first : w.first + w.words] for w in self.windows])
        return [
            (w.first + a, w.first + b, kind)
            for w, spans in zip(self.windows, found, strict=True)
            for a, b, kind in spans
        ]

    def names(self, known: Callable[[Span], float]) -> list[tuple[Span, str]]:
        """Names with their kinds; one name is of one kind all through a text, the likeliest over all its places.

        A single word ("Odinga") also counts what is said of fuller names that end in it. `known` says how much what the
        gazetteer knows and the word before speak for a place, in logarithms.
        """
        spans = self.layer("names")
        kinds = [tag[2:] for tag in self.model.described.layers["names"][1::2]]
        chances = kind_chances(self.encoded.layers["names"])
        own = [np.log(chances[a:b].mean(0) + 1e-6) for a, b, _ in spans]
        votes: dict[str, Array] = {}
        keys = [" ".join(w.text.lower() for w in self.words[a:b]) for a, b, _ in spans]
        for whole, vote in zip(keys, own, strict=True):
            for key in {whole, whole.rpartition(" ")[2]}:
                votes[key] = votes.get(key, 0) + vote
        named = []
        prior = np.zeros(len(kinds))
        for (a, b, kind), key in zip(spans, keys, strict=True):
            span = self.span(a, b)
            if kind not in ("time", "money"):
                prior[kinds.index("place")] = known(span) if kind not in ("nationality", "facility") else 0
                kind = kinds[int((votes[key] + prior).argmax())]
            named.append((span, kind))
        return named

    @cached_property
    def mentions(self) -> list[tuple[int, int, str]]:
        return self.layer("mentions")

    def phrases(self, found: list[Found]) -> list[Found]:
        """Nominals and pronouns for people, groups, places and events that share no character with what is `found`."""
        covered = np.zeros(len(self.words) + 1, bool)
        for f in found:
            first, last = self.range(f.span)
            covered[first:last] = True
        sure = softmax(self.encoded.layers["mentions"]).max(-1)
        phrases = []
        for a, b, label in self.whole(covered):
            kind, _, form = label.partition(":")
            if kind not in PHRASE_KINDS or (form == "name" and kind != "event") or covered[a:b].any():
                continue
            if form == "nominal" and sure[a:b].mean() < SURE:
                continue
            head = (self.words[b - 1].start, self.words[b - 1].end)
            low = self.words[b - 1].text.lower()
            plural = (
                low in PLURAL_PRONOUNS
                if form == "pronoun"
                else low.endswith("s") or low in ("people", "men", "women", "children")
            )
            start, end = self.span(a, b)
            phrases.append(Found(start=start, end=end, kind=kind, form=form, head=head, plural=plural))  # type: ignore[arg-type]
        return phrases

    def whole(self, covered: Array) -> Iterator[tuple[int, int, str]]:
        """Phrases with the noun before their head: "a crowded" and "fish market" are one, and so are "fish" and "market".

        The set that they are learnt from has mentions inside others, of which only what is around the inner one is left.
        """
        before: tuple[int, int, str] | None = None
        for a, b, label in self.mentions:
            kind, _, form = label.partition(":")
            if before is not None:
                first, last, earlier = before
                other, _, shape = earlier.partition(":")
                alike = form == shape == "nominal" and other in (kind, "other", "object", "abstract")
                if alike and last == a and not covered[first:last].any():
                    determined = (
                        first > 0 and self.words[first - 1].text.lower() in DETERMINERS and not covered[first - 1]
                    )
                    before = (first - determined, b, label)
                    continue
                yield before
            before = (a, b, label)
        if before is not None:
            yield before

    def put_parts(self, found: list[Found]) -> None:
        """What each mention is in an attack, by its head: who did it, for whom, at what, whom it hurt, with what."""
        if "fillers" not in self.model.described.layers:
            return
        kinds = [tag[2:] for tag in self.model.described.layers["fillers"][1::2]]
        chances = kind_chances(self.encoded.layers["fillers"])
        parts = {
            n: kind for a, b, kind in self.layer("fillers") for n in range(a, b)
            if chances[a:b, kinds.index(kind)].mean() >= FILLS
        }  # fmt: skip
        if parts:
            for f in found:
                f.part = parts.get(self.range(f.head)[0])  # type: ignore[assignment]

    def predicates(self) -> list[Predicate]:
        """Predicates with their roles and factuality."""
        scores = self.encoded.layers["predicate"]
        numbers = np.flatnonzero(scores[:, 1] - scores[:, 0] > PREDICATE).tolist() if len(scores) else []
        bounds = [a for a, _ in self.sentences]
        queries = []
        for n in numbers:
            low, high = self.sentences[bisect_right(bounds, n) - 1]
            queries.append(Query(n, n, low, high))
        made = []
        answers = self.model.ask("roles", self.encoded, queries)
        for query, answer, spans in zip(queries, answers, self.model.spans("roles", answers), strict=True):
            spans = self.one_each(spans, answer)
            word = self.words[query.first]
            args = [
                Argument(role=role, span=self.span(query.low + a, query.low + b))
                for a, b, role in spans
                if not query.low + a <= query.first < query.low + b
            ]
            factuality = round(float(np.clip(self.encoded.factuality[query.first], -3, 3)), 2)
            made.append(
                Predicate(
                    span=(word.start, word.end), lemma=base_form(word.text.lower()), factuality=factuality, args=args
                )
            )
        return made

    def one_each(self, spans: list[tuple[int, int, str]], scores: Array) -> list[tuple[int, int, str]]:
        """No predicate has two agents: where two spans have one core role, the likeliest roles without such a pair."""
        if distinct([role for _, _, role in spans]):
            return spans
        roles = [tag[2:] for tag in self.model.described.queries["roles"][1][1::2]]
        chances = kind_chances(scores)
        moved = [n for n, (_, _, role) in enumerate(spans) if role in CORE_ROLES][:MOST_MOVED]
        logs = np.log(np.array([chances[slice(*spans[n][:2])].mean(0) for n in moved]) + 1e-6)
        options = [
            list(zip(order, own[order], strict=True)) for own in logs if (order := np.argsort(-own)[:4].tolist())
        ]
        likeliest = max(
            (choice for choice in product(*options) if distinct([roles[k] for k, _ in choice])),
            key=lambda choice: sum(log for _, log in choice),
            default=None,
        )
        settled = {n: role for n, (_, _, role) in enumerate(spans)}
        if likeliest is not None:
            settled |= {n: roles[k] for n, (k, _) in zip(moved, likeliest, strict=True)}
        return [(a, b, settled[n]) for n, (a, b, _) in enumerate(spans)]

    def attributions(self) -> list[Asked]:
        """Each cue with its source and content, looked for in the cue's window."""
        cues = self.layer("cue")
        firsts = [w.first for w in self.windows]
        queries = []
        for a, b, _ in cues:
            w = self.windows[bisect_right(firsts, a) - 1]
            queries.append(Query(a, b - 1, w.first, w.first + w.words))
        asked = []
        answers = self.model.spans("attribution", self.model.ask("attribution", self.encoded, queries))
        for query, answer in zip(queries, answers, strict=True):
            spans = [(kind, self.span(query.low + a, query.low + b)) for a, b, kind in answer]
            asked.append(
                Asked(
                    self.span(query.first, query.last + 1),
                    [span for kind, span in spans if kind == "source"],
                    [span for kind, span in spans if kind == "content"],
                )
            )
        return asked

    def form(self, found: Found) -> str:
        """A time counts as a name where it has a capital ("March 2016"), as a nominal where not ("that day")."""
        return found.form if found.form != "value" else "nominal" if self.text[slice(*found.span)].islower() else "name"

    def links(self, found: list[Found]) -> list[tuple[int, list[int]]]:
        """Numbers of `found`, each with those before it that the model takes for the same, the likeliest first."""
        kept = [n for n, f in enumerate(found) if f.kind in LINKED_KINDS]
        if len(kept) < 2:
            return []
        ranges = np.array([self.range(found[n].span) for n in kept])
        labels = {label: number for number, label in enumerate(self.model.described.mentions)}
        kinds = np.array([labels[f"{LINKED_KINDS[found[n].kind]}:{self.form(found[n])}"] for n in kept])
        sentences = np.zeros(len(self.words) + 1, np.int64)
        for number, (a, b) in enumerate(self.sentences):
            sentences[a:b] = number
        words = [[w.text.lower() for w in self.words[a:b]] for a, b in ranges]
        pronouns = np.array([found[n].form == "pronoun" for n in kept])
        pairs = candidate_pairs(words, sentences[ranges[:, 1] - 1], pronouns)
        ends: Array = np.stack([ranges[:, 0], ranges[:, 1] - 1], 1)
        scores = self.model.link(self.encoded.words[ends].reshape(len(kept), -1), kinds, pairs)
        mentions = [found[n] for n in kept]
        scores = scores + LED * led(mentions, words, sentences[ranges[:, 1] - 1], pairs)
        needed = np.array([needed_for(f, w) for f, w in zip(mentions, words, strict=True)])[pairs[0]]
        needed[pairs[2] == PART] = LINK  # "the Observatory" is short for a longer name
        likely: dict[int, list[tuple[float, int]]] = {}
        for n in np.flatnonzero(scores > needed).tolist():
            likely.setdefault(int(pairs[0][n]), []).append((-float(scores[n]), int(pairs[1][n])))
        return [(kept[later], [kept[earlier] for _, earlier in sorted(likely[later])]) for later in sorted(likely)]


def needed_for(f: Found, words: list[str]) -> float:
    """The score that a mention needs to be linked with an earlier one."""
    if f.form == "name":
        return LINK_NAME
    return LINK_NEW if f.form == "nominal" and words[0] in NEW else LINK


def led(found: list[Found], words: list[list[str]], sentences: Array, pairs: tuple[Array, ...]) -> Array:
    """Of each pair whether it is "he" or "she" and a name that is the first person of this sentence or of the one before."""
    first: dict[int, int] = {}
    for n, f in enumerate(found):
        if f.kind == "person":
            first.setdefault(int(sentences[n]), n)
    leads = np.array(
        [f.form == "name" and first.get(int(s)) == n for n, (f, s) in enumerate(zip(found, sentences, strict=True))]
    )
    one = np.array([f.form == "pronoun" and sex_of_word(w[-1]) is not None for f, w in zip(found, words, strict=True)])
    later, earlier = pairs[:2]
    return np.asarray(one[later] & leads[earlier] & (sentences[later] - sentences[earlier] <= 1))


def distinct(roles: list[str]) -> bool:
    core = [role for role in roles if role in CORE_ROLES]
    return len(core) == len(set(core))


def kind_chances(scores: Array) -> Array:
    """Of each word how likely it is of each kind, beginning or inside: [W, 1 + 2 K] scores → [W, K]."""
    chances = softmax(scores)
    return np.asarray(chances[:, 1::2] + chances[:, 2::2])
