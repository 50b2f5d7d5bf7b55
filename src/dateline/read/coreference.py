"""Who is who within one report: spellings of a name, stated aliases and acronyms, and what the trained model links.

Names join with a reason that can be shown, and only if exactly one candidate is left: two persons are never joined on a
shared particle (`Abu`) or a common first name alone. The model links nominals and pronouns with what they go back to.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable

from dateline.gazetteer.keys import place_key
from dateline.model import Span
from dateline.read.agreement import Agreement
from dateline.read.found import Found
from dateline.text.names import is_short_form, name_words
from dateline.text.persons import one_person

_ALIAS = re.compile(
    r"^[’']?s?,?\s*(?:\(?(?:who|which)?,?\s*(?:also|better|widely|locally)?\s*(?:was |is )?(?:went by|goes by|known (?:as|by)|(?:also )?called|going by|using the name|identified as)|"
    r"\(?a\.?k\.?a\.?|\(?alias(?:es)?|(?:whose|\(?his|\(?her) (?:real|full|given|birth) name (?:is|was)|\(?real name|nom de guerre|the nom de guerre (?:of|for)|\(born)(?: the (?:name|names|alias|nom de guerre))?(?: of| as)?:?\s+[“\"'‘]?(?:the )?$",
    re.IGNORECASE,
)
# "Abu Sarah, a commander", "Abu Sarah was the commander", "Abu Sarah is the latest senior member"
_EQUATION = re.compile(r",? |,? (?:is|was) (?:the latest |one of the |)")
# "one of the commanders, Omar,", "the deputy mayor of Lunsar, Ibrahim Kanu,"
_SET_OFF = re.compile(r"(?: of [^,;.]{1,40})?, ")
# "a witness named Ahmad", "the group known as the Red Front"
_NAMED = re.compile(r",? (?:named|called|known as|identified as) (?:the )?")
_AND = re.compile(r",?\s+(?:and|or|as well as)\s+(?:(?:his|her|their|its)\s+)?")
_ANOTHER = re.compile(
    r"using (?:another|a different) (?:acronym|name) for the (?:group|organi[sz]ation|militants)", re.IGNORECASE
)
# a mention and the earlier ones that the model takes it to go back to, the likeliest first
Link = tuple[int, list[int]]


class Clusters:
    """Union–find over the found mentions of one text, with the reasons of every join between different names."""

    def __init__(self, text: str, found: list[Found], sentences: list[Span]) -> None:
        self.text, self.found, self.sentences = text, found, sentences
        self.parent = list(range(len(found)))
        self.why: dict[int, list[str]] = defaultdict(list)
        self.silent = not_referring(text, found)

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
            if self.found[n].kind not in ("quantity", "money") and n not in self.silent:
                result[self.root(n)].append(n)
        return result


def not_referring(text: str, found: list[Found]) -> set[int]:
    """Numbers of mentions that stand for nothing of their own: "now", and the "Syrian" of "Syrian troops"."""
    silent = set()
    for n, f in enumerate(found):
        if f.kind == "time" and text[f.start : f.end].lower() in _ADVERBS:
            silent.add(n)
        if f.kind == "nationality" and f.form == "name":
            around = found[max(0, n - 3) : n] + found[n + 1 : n + 4]
            if any(o.kind in _MODIFIED and o.start <= text_after(text, f.end) < o.end for o in around):
                silent.add(n)
    return silent


def text_after(text: str, at: int) -> int:
    """Where the next word begins."""
    return at + 1 if text[at : at + 1] == " " else at


_ADVERBS = frozenset(
    "now currently formerly previously recently lately daily weekly monthly yearly annually hourly".split()
)
_MODIFIED = ("person", "organisation", "place", "facility", "vehicle", "weapon")


def cluster(text: str, found: list[Found], sentences: list[Span], links: list[Link]) -> Clusters:
    """The clusters of the mentions of a text (`found` in order of place); `links` are the model's."""
    clusters = Clusters(text, found, sentences)
    names = [n for n, f in enumerate(found) if f.form == "name"]
    join_same_names(clusters, names)
    join_aliases(clusters, names)
    join_acronyms(clusters, names)
    join_head_words(clusters, [n for n in names if found[n].kind == "organisation"])
    join_short_forms(clusters, [n for n in names if found[n].kind == "person"])
    join_appositions(clusters)
    join_named(clusters)
    join_linked(clusters, links)
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
                elif len(name_words(full)) == len(name_words(name)) and one_person(name, full) >= 0.75:
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
                between == " "
                or (_SET_OFF.fullmatch(between) and clusters.text[second.end : second.end + 1] in (",", ".", ";", ""))
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


def join_named(clusters: Clusters) -> None:
    """`a witness named Ahmad`, `the group known as Red Front`."""
    called = [
        n
        for n, f in enumerate(clusters.found)
        if f.kind in ("person", "organisation") and f.form in ("name", "nominal")
    ]
    for a, b in itertools.pairwise(called):
        first, second = clusters.found[a], clusters.found[b]
        same = first.form == "nominal" and second.form == "name" and first.kind == second.kind and not first.plural
        if same and _NAMED.fullmatch(clusters.text, first.end, max(first.end, second.start)):
            clusters.join(a, b)


def join_linked(clusters: Clusters, links: list[Link]) -> None:
    """What the model links: nominals and pronouns with what they go back to, and names that share a word.

    A pronoun or nominal takes its antecedent's cluster; a link between two names, or one that would put two names
    without a common word into one cluster, is not taken from the model alone.
    """
    joins = Linked(clusters)
    for later, earlier in sorted(links, key=lambda link: clusters.found[link[0]].end):  # "his" before "his driver"
        for antecedent in earlier if clusters.found[later].form == "pronoun" else earlier[:1]:
            if joins.may_join(later, antecedent):
                joins.join(later, antecedent)
                break


class Linked:
    """Clusters that grow by what the model links, with the words of their names and what keeps them apart."""

    def __init__(self, clusters: Clusters) -> None:
        self.clusters = clusters
        self.named: dict[int, set[str]] = {}
        for n, f in enumerate(clusters.found):
            if f.form == "name":
                self.named.setdefault(clusters.root(n), set()).update(key_words(clusters.words(n)))
        self.agreement = Agreement(
            clusters.text, clusters.found, [clusters.root(n) for n in range(len(clusters.found))]
        )

    def may_join(self, later: int, earlier: int) -> bool:
        clusters = self.clusters
        a, b = clusters.root(later), clusters.root(earlier)
        first, second = clusters.found[earlier], clusters.found[later]
        if a == b:
            return True
        if second.form != "pronoun" and _AND.fullmatch(clusters.text, first.end, max(first.end, second.start)):
            return False  # "a girl and a man" are two
        mine, theirs = self.named.get(a, set()), self.named.get(b, set())
        if mine and theirs and not mine & theirs:
            return False
        if mine and theirs and "person" in (second.kind, first.kind):
            short, full = sorted((mine, theirs), key=len)
            fits = [words for words in self.named.values() if short <= words and words != short]
            if not short <= full or len(fits) > 1:
                return False  # two persons who share a name, or one name that two persons bear
        return self.agreement.agree(a, b)

    def join(self, later: int, earlier: int) -> None:
        gone, kept = sorted((self.clusters.root(later), self.clusters.root(earlier)), reverse=True)
        if gone == kept:
            return
        self.clusters.join(later, earlier)
        self.agreement.joined(kept, gone)
        names = self.named.pop(gone, set()) | self.named.pop(kept, set())
        if names:
            self.named[kept] = names


def key_words(name: str) -> set[str]:
    return {w.lower() for w in re.findall(r"[\w’'-]+", name) if w[:1].isupper() and w.lower() not in _COMMON}


_COMMON = {"the", "of", "al", "abu", "general", "president", "minister", "state", "university", "city", "new"}
