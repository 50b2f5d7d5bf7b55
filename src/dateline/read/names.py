"""Names of persons, organisations, places, facilities and nationalities: the model's spans, with what the gazetteer knows.

The model says where a name is and of what kind; here it loses what is no part of it (a title, a possessive), and a place
gets its candidates and the division that a noun beside it asks for.
"""

from __future__ import annotations

import re

from dateline.gazetteer import Gazetteer, GazetteerPlace
from dateline.model import Span
from dateline.read.beside import US_STATES
from dateline.read.found import Found, characters
from dateline.read.lexicon import word_set
from dateline.read.spelled import whole_names
from dateline.text.tokens import Tokens

_DIVISIONS = {
    "province": "province", "governorate": "province", "state": "province", "region": "province", "district": "district",
    "county": "district", "city": "town", "town": "town", "village": "town", "municipality": "town", "capital": "town",
}  # fmt: skip
_DIRECTION = re.compile(
    r"^(?:(?:north|south|east|west|central|northeast|northwest|southeast|southwest|mid|upper|lower|greater|downtown)(?:ern)?[ -])+",
    re.IGNORECASE,
)
_DIVISION_IN = re.compile(
    r"\s(province|governorate|state|region|district|county|city|town|village|municipality)$|^(province|city|town|state|region|district|republic) of ",
    re.IGNORECASE,
)
_AFTER = re.compile(r" (\w+)")
_BEFORE = re.compile(r"(\w+)(?: of)? $")
_POSSESSIVE = re.compile(r"['’]s?$|(?<=[^.\w])\.$")
_INITIALS = re.compile(r"(?:^|\s)(?:[A-Z][a-z]?\.\s?)+[A-Z][a-z]?$")
_WORD = re.compile(r"[\w.’'-]*\w\.?")
_TITLES_BEFORE = re.compile(r"(?:[\w.’'&-]+ ){1,6}$")
# Honorifics that belong to the name a person goes by, unlike offices and ranks.
_HONORIFICS = set("haji hajji hajj mullah maulvi maulana qari ustad sheikh sheik shaikh sayyid hafiz sidi".split())
_COMPOUND = re.compile(
    r"[-‐‑](?:led|based|backed|born|held|controlled|run|style|trained|made|linked|aligned|sponsored|funded|occupied)$"
)


def find_names(text: str, spans: list[tuple[Span, str]], gazetteer: Gazetteer, taken: list[Span]) -> list[Found]:
    """The names of a text from the model's spans; `taken` are times, which hold no names ("May", "Sunday")."""
    found = []
    covered = characters(taken)
    for span, kind in whole_names(text, spans):
        if kind in ("time", "money") or not covered.isdisjoint(range(*span)):
            continue
        for part in places_in(text, span, gazetteer) if kind == "place" else [span]:
            name = as_name(text, part, kind, gazetteer)
            if name is not None:
                found.append(name)
    return found


_DISEASE = re.compile(r"\s(?:virus|fever|disease|h(?:a)?emorrhagic|encephalitis|syndrome|flu)\b")
_IN = re.compile(r"\b(?:in|at|near|outside|around|to|into|towards?|across) (?:the )?$")


def without_diseases(text: str, names: list[Found]) -> list[Found]:
    """Names without the places that name a disease ("Marburg fever"), there and where nothing says that the place is meant."""
    diseases = {text[slice(*n.span)] for n in names if _DISEASE.match(text, n.end)}
    return [
        n
        for n in names
        if n.kind != "place"
        or text[slice(*n.span)] not in diseases
        or (not _DISEASE.match(text, n.end) and _IN.search(text[max(0, n.start - 20) : n.start]))
    ]


def as_name(text: str, span: Span, kind: str, gazetteer: Gazetteer) -> Found | None:
    start, end = trimmed(text, span)
    if start >= end:
        return None
    title_start = None
    if kind == "person":
        start, title_start = without_title(text, start, end)
        if is_title(text[start:end]):
            return None
    words = text[start:end]
    if start == span[0] and words.isalpha() and words.endswith("ing") and begins_sentence(text, start):
        return None  # "Shelling killed three": no name
    last = max((m.start() for m in _WORD.finditer(words)), default=0)
    found = Found(start=start, end=end, kind=kind, form="name", head=(start + last, end))  # type: ignore[arg-type]
    if title_start is not None:
        found.title, found.title_start = text[title_start:start].strip(), title_start
    if (
        kind == "nationality"
        and gazetteer.nationality(words) is None
        and (rows := gazetteer.lookup(words, loosely=False))
        and rows[0].kind == "country"
    ):
        found.kind = "place"
    if (
        found.kind == "place"
        and gazetteer.nationality(words) is not None
        and not gazetteer.lookup(words, loosely=False)
    ):
        found.kind = "nationality"
    if found.kind == "facility":
        found.candidates = facility_candidates(words, gazetteer)
    elif found.kind == "place":
        found.candidates, found.wanted = candidates(words, gazetteer)
        if _DOTTED.fullmatch(words) and not any(c.kind != "town" or c.capital for c in found.candidates):
            found.kind, found.candidates = "organisation", ()  # "the U.N." is not the village of Un
            return found
        found.wanted = found.wanted or division_beside(text, start, end)
        found.candidates = with_province(found.candidates, found.wanted, gazetteer)
    return found


_DOTTED = re.compile(r"(?:[A-Z]\.){2,}")


def candidates(words: str, gazetteer: Gazetteer) -> tuple[tuple[GazetteerPlace, ...], str | None]:
    """What the gazetteer knows of a place as written, or of the name in it ("northern Iraq", "Anbar province"), and the
    division that a noun in it asks for."""
    short = US_STATES.get(words) or US_STATES.get(words + ".")
    rows = gazetteer.lookup(short or words)
    if rows:
        return rows, None
    bare = _DIRECTION.sub("", words)
    noun = _DIVISION_IN.search(bare)
    if noun:
        bare = (bare[: noun.start()] + bare[noun.end() :]).strip()
    if not bare or bare == words:
        return (), None
    return gazetteer.lookup(bare), _DIVISIONS.get((noun[1] or noun[2]).lower()) if noun else None


def with_province(
    rows: tuple[GazetteerPlace, ...], wanted: str | None, gazetteer: Gazetteer
) -> tuple[GazetteerPlace, ...]:
    """ "Khost province" is written otherwise on the map: it is the province of the town that is written so."""
    if wanted != "province" or any(row.kind == "province" for row in rows):
        return rows
    around = {gazetteer.province(row.admin1, row.country) for row in rows[:3] if row.admin1 and row.country}
    return (*rows, *sorted((p for p in around if p is not None), key=lambda p: -p.population))


# "Greenlane, Auckland, New Zealand"; "Delmas, north-east South Africa"
_COMMA = re.compile(r", (?=[A-Z]|(?:north|south|east|west|central)[a-z-]* [A-Z])")


def places_in(text: str, span: Span, gazetteer: Gazetteer) -> list[Span]:
    """ "Ames, Iowa" is two places, one in the other; so is "Hasakah northern Syria", of a text that lost its commas."""
    if commas := list(_COMMA.finditer(text, *span)):
        starts = [span[0], *(comma.end() for comma in commas)]
        return list(zip(starts, [*(comma.start() for comma in commas), span[1]], strict=True))
    words = list(re.finditer(r"\S+", text[slice(*span)]))
    if 2 <= len(words) <= 6 and not candidates(text[slice(*span)], gazetteer)[0]:
        for n in range(1, len(words)):
            left, right = (span[0], span[0] + words[n - 1].end()), (span[0] + words[n].start(), span[1])
            inner, _ = candidates(text[slice(*left)], gazetteer)
            outer, _ = candidates(text[slice(*right)], gazetteer)
            if inner and outer and outer[0].kind in ("country", "province", "region"):
                return [left, right]
    return [span]


def facility_candidates(words: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """Where a facility may be, by the name before its noun ("Ain al-Asad air base")."""
    if rows := gazetteer.lookup(words, loosely=False):
        return rows
    parts = words.split()
    while len(parts) > 1 and (parts[-1].lower() in word_set("facilities") or parts[-1].lower() in _FACILITY_WORDS):
        parts.pop()
    return gazetteer.lookup(" ".join(parts))


_FACILITY_WORDS = frozenset("air military refugee army power oil police international airport airbase station".split())


def begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 200) : start].rstrip(" “\"'‘(")[-1:]
    return before in ("", ".", "!", "?", "\n", "-", "–", "—")


def trimmed(text: str, span: Span) -> Span:
    """Without an article, a possessive, or the second half of a compound ("US-led")."""
    start, end = span
    words = text[start:end].rstrip(" ,;:")
    for pattern in (_POSSESSIVE, _COMPOUND):
        cut = pattern.search(words)
        if cut and cut.start():
            words = words[: cut.start()]
    if text[start + len(words) : start + len(words) + 1] == "." and _INITIALS.search(words):
        words += "."  # "U.S."
    article = re.match(r"(?:the|an?) ", words, re.IGNORECASE)
    if article and len(words) > article.end():
        start += article.end()
        words = words[article.end() :]
    return start, start + len(words)


def without_title(text: str, start: int, end: int) -> tuple[int, int | None]:
    """Where the name itself begins, and where its title does, inside the span or before it."""
    at = start
    while True:
        word = _WORD.match(text, at, end)
        if word is None or word.end() >= end or not is_title(word[0]) or word[0].lower() in _HONORIFICS:
            break
        at = word.end()
        while at < end and text[at] in " .\n":
            at += 1
    before = _TITLES_BEFORE.search(text[max(0, start - 60) : start])
    title_start = start
    if before:
        words = list(re.finditer(r"[\w.’'&-]+ ", before[0]))
        base = max(0, start - 60) + before.start()
        for word in reversed(words):
            if not is_title(word[0].strip()):
                break
            title_start = base + word.start()
    return at, title_start if title_start < at else None


def is_title(word: str) -> bool:
    return word.lower().rstrip(".") in word_set("titles")


def division_beside(text: str, start: int, end: int) -> str | None:
    """The division that a noun beside a place name asks for: `Aleppo province`, `the town of Hit`.

    >>> division_beside("the town of Hit", 12, 15), division_beside("in Aleppo province", 3, 9)
    ('town', 'province')
    """
    after = _AFTER.match(text, end)
    if after and after[1].lower() in _DIVISIONS:
        return _DIVISIONS[after[1].lower()]
    before = _BEFORE.search(text[max(0, start - 40) : start])
    return _DIVISIONS.get(before[1].lower()) if before else None


def speaks_for_place(text: str, span: Span, gazetteer: Gazetteer) -> float:
    """How much more a name is likely a place for what the gazetteer knows and what stands before it, in logarithms.

    Weights chosen on development data.
    """
    name = text[slice(*span)]
    before = re.search(r"(\w+) $", text[max(0, span[0] - 20) : span[0]])
    placed = 1.0 if before and before[1].lower() in _PLACE_BEFORE else 0.0
    rows = gazetteer.lookup(name, loosely=False)
    if not rows:
        rows = gazetteer.lookup(name)
        return placed + 1.0 if rows and rows[0].population >= BIG_TOWN else -0.5
    if rows[0].kind != "town" or rows[0].population >= BIG_TOWN:
        return placed + 2.2
    return placed + 1.2 if rows[0].population >= SMALL_TOWN else placed / 2


def missed_places(
    text: str, tokens: Tokens, found: list[Found], gazetteer: Gazetteer, taken: list[Span]
) -> list[Found]:
    """Towns that the model passed over: a capitalised word after a preposition or noun of place, known to the gazetteer."""
    covered = characters([*taken, *(f.span for f in found)])
    starts = {first for first, _ in tokens.sentences}
    missed = []
    for n, token in enumerate(tokens.all):
        if n in starts or not token.capital or len(token.text) < 3 or token.low in word_set("function") - {"hit"}:
            continue
        before = tokens.all[n - 1]
        around = tokens.all[max(0, n - 6) : n + 7]
        if 2 * sum(t.capital for t in around) > len(around):
            continue  # in a headline or a text in capitals, a capital says nothing
        if before.low not in _PLACE_BEFORE or not covered.isdisjoint(range(token.start, token.end)):
            continue
        rows = gazetteer.lookup(token.text, loosely=False)
        if rows and (rows[0].kind != "town" or rows[0].population >= SMALL_TOWN):
            name = as_name(text, (token.start, token.end), "place", gazetteer)
            if name is not None:
                missed.append(name)
    return missed


BIG_TOWN, SMALL_TOWN = 100_000, 15_000
_PLACE_BEFORE = frozenset(
    "in at near of from to around outside into towards toward retake retook seized captured town city village".split()
)
