"""According to whom: the attributions that cover a claim, from the nearest speaker to the furthest."""

from __future__ import annotations

import re
from bisect import bisect_right

from dateline.model import Attribution, Reading, Said, Span, Speaker
from dateline.text.agencies import find_told
from dateline.text.inflect import verb_forms


class Speakers:
    """Finds the speakers of spans of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        pieces = [(content, a) for a in reading.attributions for content in a.content]
        self.pieces = sorted(pieces, key=lambda p: p[0])
        self.starts = [content[0] for content, _ in self.pieces]
        self.longest = max((c[1] - c[0] for c, _ in self.pieces), default=0)

    def covering(self, span: Span) -> list[Attribution]:
        """Attributions whose content holds a span, the tightest first."""
        stop = bisect_right(self.starts, span[0])
        found = []
        for content, attribution in reversed(self.pieces[:stop]):
            if content[0] < span[0] - self.longest:
                break
            if content[1] >= span[1]:
                found.append((content[1] - content[0], attribution))
        return [a for _, a in sorted(found, key=lambda f: f[0])]

    def of(self, span: Span) -> tuple[list[Speaker], Said | None, str | None]:
        """The speakers of a span, who they told, and the base of the nearest cue verb."""
        speakers: list[Speaker] = []
        said: Said | None = None
        verb: str | None = None
        for attribution in self.covering(span):
            if attribution.source is None:
                continue
            text = self.reading.text[slice(*attribution.source)]
            entity = attribution.entity
            if text.lower() in _PRONOUNS:  # "he said": the name he goes by in the report
                text = next((e.name for e in self.reading.entities if e.id == entity and e.names), text)
            if not any(s.text == text for s in speakers):
                speakers.append(Speaker(entity=entity, text=text))
            cue = self.reading.text[slice(*attribution.cue)].lower() if attribution.cue else ""
            verb = verb or base_of(cue)
            if attribution.cue:
                told = find_told(self.reading.text[attribution.cue[0] : attribution.cue[1] + 40])
                if told and said is None:
                    said = Said(to=told)
                    speakers.append(Speaker(entity=None, text=told))
        return speakers, said, verb


_PRONOUNS = {"he", "she", "they", "him", "her", "it"}
_BASES = {
    form: verb
    for verb in ("deny", "reject", "dismiss", "believe", "think", "suspect", "fear")
    for form in verb_forms(verb)
}


def base_of(cue: str) -> str | None:
    return next((_BASES[word] for word in re.findall(r"\w+", cue) if word in _BASES), None)
