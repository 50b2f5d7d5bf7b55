"""Who is who within one report: spellings of a name, stated aliases, acronyms, definite descriptions, pronouns.

A merge is accepted only if exactly one candidate is left: two persons are never joined on a shared particle (`Abu`) or a
common first name alone.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable

from dateline.gazetteer.keys import place_key
from dateline.model import Span
from dateline.names import is_short_form, name_words, same_name
from dateline.read.found import Found

_ALIAS = re.compile(
    r"^[’']?s?,?\s*(?:\(?(?:who|which)?,?\s*(?:also|better|widely|locally)?\s*(?:was |is )?(?:went by|goes by|known (?:as|by)|(?:also )?called|going by|using the name|identified as)|"
    r"\(?a\.?k\.?a\.?|\(?alias(?:es)?|(?:whose|\(?his|\(?her) (?:real|full|given|birth) name (?:is|was)|\(?real name|nom de guerre|the nom de guerre (?:of|for)|\(born)(?: the (?:name|names|alias|nom de guerre))?(?: of| as)?:?\s+[“\"'‘]?(?:the )?$",
    re.IGNORECASE,
)
# "Abu Sarah, a commander", "Abu Sarah was the commander", "Abu Sarah is the latest senior member"
_EQUATION = re.compile(r",? |,? (?:is|was) (?:the latest |one of the |)")
_ANOTHER = re.compile(
    r"using (?:another|a different) (?:acronym|name) for the (?:group|organi[sz]ation|militants)", re.IGNORECASE
)
_PRONOUN_REACH = 400  # characters back to the person a pronoun may mean


class Clusters:
    """Union–find over the found mentions of one text, with the reasons of every join between different names."""

    def __init__(self, text: str, found: list[Found], sentences: list[Span]) -> None:
        self.text, self.found, self.sentences = text, found, sentences
        self.parent = list(range(len(found)))
        self.why: dict[int, list[str]] = defaultdict(list)

    def root(self, n: int) -> int:
        while self.parent[n] != n:
            self.parent[n] = self.parent[self.parent[n]]
            n = self.parent[n]
        return n

    def join(self, a: int, b: int, why: str | None = None) -> None:
        a, b = sorted((self.root(a), self.root(b)))
        if a != b:
            self.parent[b] = a
            self.why[a] += self.why.pop(b, [])
        if why and why not in self.why[a]:
            self.why[a].append(why)

    def words(self, n: int) -> str:
        return self.text[self.found[n].start : self.found[n].end]

    def groups(self) -> dict[int, list[int]]:
        """Root → members, in order."""
        result: dict[int, list[int]] = defaultdict(list)
        for n in range(len(self.found)):
            if self.found[n].kind not in ("time", "quantity", "money"):
                result[self.root(n)].append(n)
        return result


def cluster(text: str, found: list[Found], sentences: list[Span]) -> Clusters:
    """The clusters of the mentions of a text (`found` in order of place)."""
    clusters = Clusters(text, found, sentences)
    names = [n for n, f in enumerate(found) if f.form == "name"]
    join_same_names(clusters, names)
    join_aliases(clusters, names)
    join_acronyms(clusters, names)
    join_head_words(clusters, [n for n in names if found[n].kind == "organisation"])
    join_short_forms(clusters, [n for n in names if found[n].kind == "person"])
    join_appositions(clusters)
    join_definite_groups(clusters)
    join_descriptions(clusters)
    join_pronouns(clusters)
    return clusters


def join_same_names(clusters: Clusters, names: Iterable[int]) -> None:
    first: dict[tuple[str, str], int] = {}
    for n in names:
        found = clusters.found[n]
        kind = "place" if found.kind in ("place", "nationality") else found.kind
        key = (kind, place_key(re.sub(r"^(?:the|The) ", "", clusters.words(n))))
        if found.kind == "place" and found.candidates and found.candidates[0].kind == "country":
            key = ("place", found.candidates[0].country or key[1])
        clusters.join(first.setdefault(key, n), n)


def join_aliases(clusters: Clusters, names: list[int]) -> None:
    """`Haji Iman, who also went by Abd ar-Rahman …`: the report says so itself."""
    for a, b in itertools.pairwise(names):
        if clusters.found[a].kind != clusters.found[b].kind and clusters.found[a].kind not in (
            "person",
            "organisation",
        ):
            continue
        between = clusters.text[clusters.found[a].end : clusters.found[b].start]
        if _ALIAS.match(between):
            clusters.found[b].kind = clusters.found[a].kind
            clusters.join(
                a, b, f"the report says so: “{clusters.text[clusters.found[a].start : clusters.found[b].end]}”"
            )
    for match in _ANOTHER.finditer(clusters.text):
        join_other_acronym(clusters, names, match.start())


def join_other_acronym(clusters: Clusters, names: list[int], at: int) -> None:
    """“ISIL’s cabinet,” …, using another acronym for the group: the acronym names the group spoken of most."""
    before = [n for n in names if clusters.found[n].end <= at and clusters.found[n].kind == "organisation"]
    acronym = next(
        (n for n in reversed(before) if clusters.words(n).isupper() and at - clusters.found[n].end < 200), None
    )
    if acronym is None:
        return
    counts: dict[int, int] = defaultdict(int)
    for n in before:
        if clusters.root(n) != clusters.root(acronym):
            counts[clusters.root(n)] += 1
    if counts:
        group = max(counts, key=lambda root: (counts[root], -root))
        if counts[group] > 1:
            clusters.join(group, acronym, "the report calls it another acronym for the group")


def initials(name: str) -> set[str]:
    words = re.findall(r"[A-Za-z][\w’'-]*", name)
    full = "".join(w[0] for w in words if w.lower() not in ("the",)).upper()
    short = "".join(w[0] for w in words if w.lower() not in ("the", "of", "for", "and", "in")).upper()
    return {full, short}


def join_acronyms(clusters: Clusters, names: list[int]) -> None:
    """`Syrian Democratic Forces (SDF)`, and IS where Islamic State is the only name with these initials."""
    organisations = [n for n in names if clusters.found[n].kind == "organisation"]
    acronyms = [n for n in organisations if clusters.words(n).isupper() and 2 <= len(clusters.words(n)) <= 6]
    for acronym in acronyms:
        word = clusters.words(acronym)
        fits = {
            clusters.root(n)
            for n in organisations
            if not clusters.words(n).isupper() and word in initials(clusters.words(n))
        }
        if len(fits) == 1:
            other = fits.pop()
            clusters.join(other, acronym, f"{word} are the initials of {clusters.words(other)}")


def join_head_words(clusters: Clusters, organisations: list[int]) -> None:
    """`the Observatory` after the one organisation whose name has that word."""
    for n in organisations:
        word = clusters.words(n)
        fits = {
            clusters.root(o) for o in organisations if word != clusters.words(o) and word in clusters.words(o).split()
        }
        if " " not in word and not word.isupper() and len(fits) == 1:
            clusters.join(fits.pop(), n, f"{word} is short for a name with that word")


# what a definite noun may go back to: the last organisation whose name has such a word
_NOUN_OF_NAME = {
    "monitor": r"observatory|monitor|watch|network",
    "monitors": r"observatory|monitor|watch|network",
    "observatory": r"observatory",
    "watchdog": r"observatory|monitor|watch",
    "ministry": r"ministry|department",
    "agency": r"agency|news|press",
    "broadcaster": r"television|tv|radio",
    "court": r"court",
    "council": r"council",
    "coalition": r"coalition",
}


def join_definite_groups(clusters: Clusters) -> None:
    """`the ministry`, `the Britain-based monitoring group`: the last organisation whose name fits the noun."""
    named: list[int] = []
    for n, found in enumerate(clusters.found):
        if found.kind == "organisation" and found.form == "name":
            named.append(n)
        elif found.form == "nominal" and found.kind in ("organisation", "person"):
            words = clusters.words(n).lower()
            head = clusters.text[slice(*found.head)].lower()
            noun = "monitor" if head in ("group", "organisation", "organization") and "monitor" in words else head
            if head in ("group", "organisation", "organization") and "-based" in words:
                noun = "monitor"  # "the Britain-based group"
            wanted = _NOUN_OF_NAME.get(noun)
            if wanted and words.startswith("the "):
                fits = [o for o in named if re.search(wanted, clusters.words(o), re.IGNORECASE)]
                if fits:
                    clusters.join(fits[-1], n)


def join_short_forms(clusters: Clusters, persons: list[int]) -> None:
    """A surname alone joins the one fuller name that ends in it; close spellings of one full name join too."""
    roots = sorted({clusters.root(n) for n in persons})
    spellings = {
        r: sorted({clusters.words(n) for n in persons if clusters.root(n) == r}, key=lambda w: (-len(name_words(w)), w))
        for r in roots
    }
    for root in sorted(roots, key=lambda r: (len(name_words(spellings[r][0])), r)):
        name = spellings[root][0]
        fits = {}
        for other in roots:
            if clusters.root(other) == clusters.root(root):
                continue
            for full in spellings[other]:
                if len(name_words(full)) > len(name_words(name)) and is_short_form(name, full):
                    fits[clusters.root(other)] = f"{name} is short for {full}"
                elif len(name_words(full)) == len(name_words(name)) > 1 and same_name(name, full) >= 0.75:
                    fits[clusters.root(other)] = f"{name} and {full} are spellings of one name"
        if len(fits) == 1:
            other, why = next(iter(fits.items()))
            clusters.join(other, root, why)


def join_appositions(clusters: Clusters) -> None:
    """`IS deputy leader Abd ar-Rahman`, `Abu Sarah, a commander,`, `one of the commanders, Omar,`: one person each."""
    persons = [n for n, f in enumerate(clusters.found) if f.kind == "person" and f.form in ("name", "nominal")]
    for a, b in itertools.pairwise(persons):
        first, second = clusters.found[a], clusters.found[b]
        between = clusters.text[first.end : second.start]
        if first.form == "nominal" and second.form == "name":
            one = not first.plural or re.search(
                r"\bone of\b", clusters.text[max(0, first.start - 60) : first.start], re.IGNORECASE
            )
            if one and (
                between == " " or (between == ", " and clusters.text[second.end : second.end + 1] in (",", "."))
            ):
                clusters.join(a, b)
        elif (
            first.form == "name"
            and second.form == "nominal"
            and not second.plural
            and not second.quantity_is_many
            and _EQUATION.fullmatch(between)
            and clusters.words(b).lower().startswith(("a ", "an ", "the ", "one ", "senior ", "latest "))
        ):
            clusters.join(a, b)


def join_descriptions(clusters: Clusters) -> None:
    """`the commander` after `a commander`: a definite description joins the last mention with the same head."""
    last: dict[tuple[str, str], int] = {}
    for n, found in enumerate(clusters.found):
        if found.form != "nominal" or found.kind not in ("person", "organisation", "facility", "vehicle", "weapon"):
            continue
        head = clusters.text[slice(*found.head)].lower()
        definite = clusters.words(n).lower().startswith(("the ", "this ", "that ", "these ", "those "))
        key = (found.kind, head)
        if definite and key in last and not (found.quantity and found.quantity.bound != "vague" and found.plural):
            clusters.join(last[key], n)
        last[key] = n


def join_pronouns(clusters: Clusters) -> None:
    """He, him, his, she, her: the subject of the sentence before, or the nearest person before in the same one."""
    sentence_of = {}
    number = 0
    for n, found in enumerate(clusters.found):
        while number + 1 < len(clusters.sentences) and clusters.sentences[number + 1][0] <= found.start:
            number += 1
        sentence_of[n] = number
    persons: list[int] = []
    for n, found in enumerate(clusters.found):
        if found.kind != "person":
            continue
        if found.form == "pronoun":
            near = [p for p in persons if found.start - clusters.found[p].end < _PRONOUN_REACH]
            same = [p for p in near if sentence_of[p] == sentence_of[n]]
            previous = [
                p
                for p in near
                if sentence_of[p] == max((sentence_of[q] for q in near if sentence_of[q] < sentence_of[n]), default=-1)
            ]
            choice = same[0] if same else previous[0] if previous else None
            if choice is not None:
                clusters.join(choice, n)
                persons.append(n)
        elif not found.plural:
            persons.append(n)
