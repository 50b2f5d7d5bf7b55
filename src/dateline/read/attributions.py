"""Who says what: quotations and reporting verbs, with the spans of source, cue and content.

Three patterns: a reporting verb with its subject before it ("Carter said the strike …"), after it ("…, said one
official"), and "according to". A quotation belongs to the verb in its sentence, else to the speaker who went before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from dateline.inflect import verb_forms
from dateline.model import Span
from dateline.read.found import Found
from dateline.read.lexicon import reporting_forms, word_set
from dateline.tokens import Token, Tokens

_QUOTE = re.compile(r"“[^“”]{2,1200}”|\"[^\"\n]{2,1200}\"|(?<!\w)‘[^‘’\n]{8,600}’(?!\w)|``[^`]{2,1200}''")
_SKIP = set(
    """also had has have later then further earlier previously repeatedly reportedly again has not did do does be
    been was were now just""".split()
)
_ONLY_WHEN = re.compile(
    r"[\s,]*(?:on |late |early |earlier |this |last )*(?:\w+day|today|yesterday|week|month|night|morning)?(?: (?:morning|night|evening))?"
    r"(?:[\s,]*(?:in|at|by|to) (?:a|an|the|his|her|its) (?:[\w-]+ ){0,3}(?:statement|interview|tweet|news conference|briefing|post|telephone|phone))?[\s.]*"
)
_WEAK = set(
    """hope know fear agree want plan seek decide refuse consider propose intend call ask cite quote voice accuse
    charge post comment describe mention joke cry boast demand urge""".split()
)
_NOUNLIKE = {
    "report",
    "claim",
    "state",
    "comment",
    "charge",
    "demand",
    "call",
    "hope",
    "fear",
    "plan",
    "note",
    "post",
    "voice",
    "promise",
    "estimate",
    "pledge",
    "vow",
    "boast",
    "joke",
    "cry",
    "remark",
    "reply",
    "quote",
    "hint",
    "refuse",
    "express",
    "address",
}
_KEEP_TOGETHER = 90  # characters between a subject and its verb


class FoundAttribution(NamedTuple):
    source: Span | None
    cue: Span | None
    content: list[Span]
    mention: int | None  # number of the source's name or nominal
    style: Literal["direct", "indirect", "mixed"]


class Attributions:
    """Finds the attributions of one text; `found` are its names and nominals in order of place."""

    def __init__(self, text: str, tokens: Tokens, found: list[Found]) -> None:
        self.text, self.tokens = text, tokens
        self.quotes = [m.span() for m in _QUOTE.finditer(text)]
        self.speakers = [
            (f.span, n)
            for n, f in enumerate(found)
            if f.kind in ("person", "organisation", "nationality", "place") or f.form == "pronoun"
        ]
        self.found = found
        outer: list[tuple[Span, int]] = []
        for span, n in self.speakers:  # "SANA news agency" speaks, not the SANA inside it
            if not outer or span[1] > outer[-1][0][1]:
                outer.append((span, n))
        self.speakers = outer
        self.last: int | None = None  # who spoke last: what "it said" goes back to
        self.ends = [span[1] for span, _ in self.speakers]

    def find(self) -> list[FoundAttribution]:
        made: list[FoundAttribution] = []
        used: set[Span] = set()
        for (first, last), sentence in zip(self.tokens.sentences, self.tokens.spans, strict=True):
            for item in self.of_sentence(first, last, sentence):
                made.append(item)
                used |= {
                    quote for quote in self.quotes if any(quote[0] < c[1] and c[0] < quote[1] for c in item.content)
                }
        made += self.continued(made, used)
        return sorted(made, key=lambda item: item.content[0])

    def of_sentence(self, first: int, last: int, sentence: Span) -> Iterator[FoundAttribution]:
        at = first
        while at < last:
            token = self.tokens.all[at]
            lemma = reporting_forms().get(token.text) if not self.in_quote(token) else None
            if lemma and self.is_verb(at, first, lemma):
                item = self.around(at, first, last, sentence, lemma)
                if item:
                    yield item
                    at = (
                        self.tokens.at(max(span[1] for span in item.content))
                        if item.content[-1][0] > token.start
                        else at
                    )
            elif token.low == "according" and at + 1 < last and self.tokens.all[at + 1].low == "to":
                item = self.according(at, first, last, sentence)
                if item:
                    yield item
            at += 1

    def in_quote(self, token: Token) -> bool:
        return any(start <= token.start < end for start, end in self.quotes)

    def is_verb(self, at: int, first: int, lemma: str) -> bool:
        """Whether a form of a reporting verb is one here: no infinitive of purpose, no noun."""
        before = self.tokens.all[at - 1].low if at > first else ""
        tags = verb_forms(lemma).get(self.tokens.all[at].text, set())
        if before in ("to", "the", "a", "an", "of", "its", "his", "their", "this", "that", "no", "any") and not (False):
            return False
        if tags & {"base"} and lemma in _NOUNLIKE and before not in ("they", "we", "i", "you", "officials", "police"):
            return False
        if tags == {"s"} and lemma in _NOUNLIKE and at == first:
            return False
        return not (tags == {"ing"} and before not in (",", "is", "are", "was", "were"))

    def around(self, at: int, first: int, last: int, sentence: Span, lemma: str) -> FoundAttribution | None:
        token = self.tokens.all[at]
        passive = (
            at > first
            and self.tokens.all[at - 1].low in ("is", "are", "was", "were", "been", "be")
            and lemma not in ("say", "tell")
        )
        following = self.tokens.all[at + 1].low if at + 1 < last else ""
        if (
            passive
            or (following == "by" and lemma not in ("say", "tell"))
            or (lemma == "think" and following == "tank")
        ):
            return None
        before = self.subject_before(at, first)
        after = None if before is not None else self.subject_after(at, last)
        number = before if before is not None else after
        pronoun = None
        if number is None and at > first and self.tokens.all[at - 1].low in ("it", "they") and self.last is not None:
            number = before = self.last
            pronoun = (self.tokens.all[at - 1].start, self.tokens.all[at - 1].end)
        if number is None:
            return None
        source = pronoun or self.whole_source(number, at, sentence, before is not None)
        if self.text[slice(*source)].lower().startswith(("no ", "nobody", "none ")):
            return None  # "no group claimed the bombing"
        cue = (token.start, token.end)
        if lemma in _WEAK and not self.quote_near(token, sentence) and not self.says_that(at, last):
            return None
        content = self.content_after(at, last, sentence, source, lemma) if before is not None else None
        if content is None:
            edge = min(source[0], cue[0])
            content = self.content_before(edge, sentence)
        if content is None:
            return None
        self.last = number
        return FoundAttribution(source, cue, content, number, self.style(content))

    def says_that(self, at: int, last: int) -> bool:
        return at + 1 < last and self.tokens.all[at + 1].low in ("that", "there")

    def quote_near(self, token: Token, sentence: Span) -> bool:
        return any(sentence[0] <= start < sentence[1] for start, _ in self.quotes)

    def subject_before(self, at: int, first: int) -> int | None:
        """The name or nominal that is the subject of the verb at a token, by what stands between."""
        token, low_edge = self.tokens.all[at], self.tokens.all[first].start
        slot = bisect_right(self.ends, token.start) - 1
        if slot < 0:
            return None
        span, number = self.speakers[slot]
        if span[0] < low_edge:
            return None
        between = self.text[span[1] : token.start].removeprefix("’s").removeprefix("'s")
        words = re.findall(r"[\w’']+", between.lower())
        if (
            all(word in _SKIP for word in words)
            and between.strip(" ,") == between.strip(" ")
            and not between.strip().startswith(",")
        ):
            return number
        if token.start - span[1] < 40 and between.count(",") == 2 and re.fullmatch(r",[^,]*,\s*(?:\w+ly )?", between):
            return number
        # an apposition between commas, its own names passed over: "Carter, head of the Pentagon, said"
        comma = self.text.rfind(",", low_edge, token.start)
        if comma >= 0 and not self.text[comma + 1 : token.start].strip(" ").replace("also", "").strip():
            opening = self.text.rfind(",", low_edge, comma)
            if opening >= 0 and comma - opening < 160:
                slot = bisect_right(self.ends, opening) - 1
                if slot >= 0 and self.speakers[slot][0][1] >= opening - 3 and self.speakers[slot][0][0] >= low_edge:
                    return self.speakers[slot][1]
        if re.fullmatch(r" (?:who|which|that) ", between) or len(between) > _KEEP_TOGETHER:
            return None
        # a prepositional phrase after the subject: "a spokesman for the army said"
        if (
            not re.search(r"[,;:.“”\"]", between)
            and re.match(r"\s*(?:for|of|in|at|from|on|with)\b", between)
            and not re.search(r"\b(?:who|which|that|and|to)\b", between)
        ):
            return number
        return None

    def subject_after(self, at: int, last: int) -> int | None:
        """The subject of an inverted verb: `…, said Hisham, an adviser`."""
        token = self.tokens.all[at]
        before = self.tokens.all[at - 1].text if at else ""
        if before not in (",", "”", '"', "’", "''", "—", "–", "-"):
            return None
        slot = bisect_right([s[0] for s, _ in self.speakers], token.end)
        if slot >= len(self.speakers):
            return None
        span, number = self.speakers[slot]
        if last - 1 < len(self.tokens.all) and span[0] > self.tokens.all[last - 1].end:
            return None
        between = self.text[token.end : span[0]].lower()
        return (
            number
            if all(
                w in ("the", "a", "an", "one", "of", "another") or w in word_set("titles") or len(w) > 3
                for w in re.findall(r"\w+", between)
            )
            and len(between) < 40
            and "," not in between
            else None
        )

    def whole_source(self, number: int, at: int, sentence: Span, before: bool) -> Span:
        """The source's whole phrase: title and apposition of the name with it."""
        span = self.found[number].span
        start, end = span
        title = self.found[number].title
        while True:
            head = re.search(r"(?:([\w.’'&-]+) )$", self.text[sentence[0] : start])
            if (
                not head
                or head[1].lower() in word_set("function") - {"the", "a", "an"}
                or head[1].lower() in reporting_forms()
            ):
                break
            low = head[1].lower().rstrip(".")
            named = head[1][0].isupper() or low in word_set("titles") or low in ("the", "a", "an")
            if not named:
                break
            start -= len(head[0])
            if low in ("the", "a", "an"):
                break
        if title:
            start = min(start, max(sentence[0], self.found[number].title_start or start))
        if before:
            end = max(end, len(self.text[: self.tokens.all[at].start].rstrip(" ,")))
            words = self.text[span[1] : end]
            end = span[1] if all(w in _SKIP for w in re.findall(r"\w+", words.lower())) else end
        else:
            tail = re.match(
                r",[^,.;“”\"]{3,80}(?=[,.])| (?:of|for|at|in|from) [^,.;“”\"]{3,60}(?=[,.])",
                self.text[end : sentence[1]],
            )
            end += len(tail[0]) if tail else 0
        return (max(start, sentence[0]), end)

    def content_after(self, at: int, last: int, sentence: Span, source: Span, lemma: str) -> list[Span] | None:
        """What follows the cue to the end of the sentence, if the verb is not the tail of what went before."""
        start = self.tokens.all[at].end
        before = self.text[sentence[0] : source[0]].rstrip()
        closing = before.endswith((",”", ',"', ",", "”", '"', ",''", "?”", "!”"))
        if (
            closing
            and len(before) > 15
            and not re.match(r"(?:but|and|however|meanwhile|in|on|after|earlier|separately|later)\b", before.lower())
        ):
            return None
        rest = self.text[start : sentence[1]]
        if _ONLY_WHEN.fullmatch(rest):
            return None  # "…, a monitoring group said Wednesday."
        addressee = (
            re.match(
                r" (?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*|reporters|journalists|him|her|them|us|me|the [\w ]{3,40}?|a [\w ]{3,40}?)(?= that\b| the\b| there\b| a\b| it\b| he\b| she\b| they\b|[,:.] |\.$)",
                rest,
            )
            if lemma in ("tell", "warn", "assert")
            else None
        )
        if addressee:
            start += len(addressee[0])
            rest = rest[len(addressee[0]) :]
        lead = re.match(
            r"[\s,:]*(?:(?:on|late|early) \w+day[,:]?\s+)?(?:in a statement[,:]?\s+)?(?:by (?:phone|telephone)[,:]?\s*)?",
            rest,
        )
        start += len(lead[0]) if lead else 0
        end = sentence[1]
        quote = next((q for q in self.quotes if q[0] < end < q[1]), None)
        end = quote[1] if quote else end
        while end > start and self.text[end - 1] in " .\n":
            end -= 1
        return [(start, end)] if end - start > 8 else None

    def content_before(self, edge: int, sentence: Span) -> list[Span] | None:
        start, end = sentence[0], edge
        while end > start and self.text[end - 1] in " ,\n":
            end -= 1
        quote = next((q for q in self.quotes if q[0] < start < q[1] <= end), None)
        start = quote[0] if quote else start
        return [(start, end)] if end - start > 8 else None

    def according(self, at: int, first: int, last: int, sentence: Span) -> FoundAttribution | None:
        cue = (self.tokens.all[at].start, self.tokens.all[at + 1].end)
        end = re.search(r"[,;.](?=\s|$)|\s(?:who|which|that)\s", self.text[cue[1] : sentence[1] + 1])
        source = (cue[1] + 1, cue[1] + (end.start() if end else sentence[1] - cue[1]))
        if source[1] - source[0] < 2:
            return None
        inside = [n for span, n in self.speakers if source[0] <= span[0] < source[1]]
        if at == first:
            content = (min(source[1] + 2, sentence[1]), sentence[1])
        else:
            content = (sentence[0], len(self.text[: cue[0]].rstrip(" ,")))
        if content[1] - content[0] < 8:
            return None
        return FoundAttribution(source, cue, [content], inside[0] if inside else None, self.style([content]))

    def style(self, content: list[Span]) -> Literal["direct", "indirect", "mixed"]:
        text = self.text[content[0][0] : content[-1][1]].strip()
        if text[:1] in '“"‘' and text[-1:] in '”"’,.':
            return "direct"
        return "mixed" if any(q[0] < content[-1][1] and content[0][0] < q[1] for q in self.quotes) else "indirect"

    def continued(self, made: list[FoundAttribution], used: set[Span]) -> Iterator[FoundAttribution]:
        """Quotations without a verb of their own go to the last speaker, in the same paragraph or the next."""
        for quote in self.quotes:
            if quote in used or len(self.text[slice(*quote)].split()) < 5:
                continue
            before = [item for item in made if item.content[-1][1] <= quote[0] + 1 and item.source]
            last = max(before, key=lambda item: max(item.content[-1][1], item.cue[1] if item.cue else 0), default=None)
            if (
                last
                and self.text.count("\n\n", last.content[-1][1], quote[0]) <= 1
                and quote[0] - last.content[-1][1] < 400
            ):
                yield FoundAttribution(last.source, None, [quote], last.mention, "direct")
