"""Names of persons, organisations, places and facilities, from capitals, titles, particles, word lists and the gazetteer.

The first reader's way, without trained weights: runs of capitalised words are cut out sentence by sentence, stripped of
titles and nationalities, and classified by what they contain, what stands around them and what the gazetteer knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.gazetteer import Gazetteer, GazetteerPlace
from dateline.model import Kind, Span
from dateline.read.found import Found
from dateline.read.lexicon import word_set
from dateline.tokens import Token, Tokens
from dateline.words import Words

_PARTICLES = set(
    """bin ibn bint abu al el ar as ash az at an de del della la da dos du van von der den ud ul ur abd di le bu""".split()
)
_ARTICLE_NAME = re.compile(r"(?:al|el|ar|as|ash|at|an|ad|az|ul)[-‐‑'’][A-Z]")
_KUNYA = {"abu", "umm", "abd", "ibn", "bin"}
# Honorifics that belong to the name a person goes by, unlike offices and ranks.
_HONORIFICS = set(
    [
        "haji",
        "hajji",
        "hajj",
        "mullah",
        "maulvi",
        "maulana",
        "qari",
        "ustad",
        "sheikh",
        "sheik",
        "shaikh",
        "sayyid",
        "hafiz",
        "sidi",
    ]
)
_COMPOUND = re.compile(r"[-‐‑][a-z]{3,}$")  # "US-led", "Britain-based": the name is what stands before the hyphen
_CONNECTORS = {"of", "for", "and", "the", "&", "on", "in"}
_LOCATIVE = set(
    """in at near from to of around outside into across towards toward through between inside throughout within
    leaving off""".split()
)
_PLACE_NOUNS = set(
    """city town village capital province region district governorate state county area suburb neighbourhood
    neighborhood municipality port island border stronghold enclave countryside""".split()
)
_DIVISIONS = {
    "province": "province", "governorate": "province", "state": "province", "region": "province", "district": "district",
    "county": "district", "city": "town", "town": "town", "village": "town", "municipality": "town", "capital": "town",
}  # fmt: skip
_NOT_NAMES = set(
    """i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december reuters gmt est mr mrs ms""".split()
)
SMALL_PLACE = 15_000  # below it, a name that is also a word or a surname needs a place word beside it
COMMON_WORD = 20_000  # rank up to which a word at a sentence start is taken for the word


class Names:
    """Finds the names of one text."""

    def __init__(self, text: str, tokens: Tokens, gazetteer: Gazetteer, words: Words, taken: list[Span]) -> None:
        self.text, self.tokens, self.gazetteer, self.words = text, tokens, gazetteer, words
        self.taken = {n for span in taken for n in range(tokens.at(span[0]), tokens.at(span[1] - 1) + 1)}
        letters = [t.text for t in tokens.all if t.text[0].isalpha()]
        self.shouted = bool(letters) and sum(t.isupper() for t in letters) > 0.7 * len(letters)
        self.quiet = bool(letters) and sum(t.islower() for t in letters) > 0.97 * len(letters)
        starts = {first for first, _ in tokens.sentences}
        self.named = {t.low for n, t in enumerate(tokens.all) if n not in starts and t.capital and len(t.text) > 1}
        self.lower = {t.text for t in tokens.all if t.text[0].islower()}
        self.surnames: set[str] = set()

    def find(self) -> list[Found]:
        """The names in order of their places; what is a place once in a report is one wherever it stands alone."""
        found = list(self.walk())
        places = {self.text[f.start : f.end]: f.candidates for f in found if f.kind == "place"}
        for f in found:
            name = self.text[f.start : f.end]
            if f.kind in ("person", "organisation") and not f.title and " " not in name and name in places:
                f.kind, f.candidates = "place", places[name]
        return found

    def walk(self) -> Iterator[Found]:
        for first, last in self.tokens.sentences:
            at = first
            while at < last:
                if self.begins(at, first):
                    stop = self.run_end(at, last)
                    yield from self.classify(at, stop, first)
                    at = max(stop, at + 1)
                else:
                    at += 1

    def begins(self, n: int, first: int) -> bool:
        """Whether a name may begin at a token: a capital that is no mere sentence start."""
        token = self.tokens.all[n]
        if n in self.taken or not token.text[0].isalpha():
            return False
        if self.shouted or self.quiet:
            return self.is_rare(token)
        if not token.capital:
            return bool(_ARTICLE_NAME.match(token.text))
        if self.is_small(token) or token.low in _NOT_NAMES:
            return False
        after = self.tokens.all[n + 1] if n + 1 < len(self.tokens.all) else None
        if n == first and token.low not in self.named:
            if token.low.endswith("ing") and token.low in self.words:
                return False  # "Shelling killed two …"
            known = self.gazetteer.nationality(token.low) is not None or token.low in word_set("titles")
            followed = after is not None and after.capital and after.text[0].isalpha()
            return (
                known
                or (followed and token.low not in self.lower)
                or self.words.rank(token.low) > COMMON_WORD
                or token.low in word_set("organisations")
                or self.is_known_place(token)
            )
        return True

    def is_small(self, token: Token) -> bool:
        """A word of grammar; IS and US in capitals are none."""
        return token.low in word_set("function") and not (token.text.isupper() and len(token.text) > 1)

    def is_known_place(self, token: Token) -> bool:
        if token.low in self.lower:
            return False
        rows = self.gazetteer.lookup(token.text, loosely=False)
        return bool(rows) and (rows[0].kind in ("country", "region", "province") or rows[0].population > 50_000)

    def is_rare(self, token: Token) -> bool:
        """In text without the help of capitals: a nationality, a big place, or no common word."""
        low = token.low
        if low in word_set("function") or len(low) < 3 or low in word_set("titles"):
            return False
        if self.gazetteer.nationality(low) is not None:
            return True
        rows = self.gazetteer.lookup(low.title(), loosely=False)
        if rows and (rows[0].kind == "country" or (rows[0].population > 50_000 and self.words.rank(low) > 2000)):
            return True
        return self.words.rank(low) > 30_000 and not re.search(r"(?:ing|ed|ly|s|tion)$", low)

    def run_end(self, at: int, last: int) -> int:
        """The end (exclusive) of the run of name words that begins at a token."""
        all_ = self.tokens.all
        n = at + 1
        while n < last and n not in self.taken:
            before, token = all_[n - 1], all_[n]
            if before.text.endswith(("'s", "’s", "s'", "s’")) and not before.text.endswith(("S'", "O'")):
                break
            gap = token.start - before.end
            if (
                token.text == "."
                and gap == 0
                and n + 1 < last
                and (before.low in word_set("titles") or len(before.text) == 1)
            ):
                n += 1
                continue
            following = all_[n + 1] if n + 1 < last and n + 1 not in self.taken else None
            if _COMPOUND.search(before.text):
                break
            if gap > 1 and "\n" in self.text[before.end : token.start]:
                break
            if self.is_name_word(token):
                n += 1
            elif token.low in _PARTICLES and following and self.is_name_word(following) and token.text[0].islower():
                n += 2
            elif token.low in _CONNECTORS and following and self.joins(at, n, following):
                n += 2 if self.is_name_word(following) else 3
            else:
                break
        return min(n, last)

    def is_name_word(self, token: Token) -> bool:
        if not token.text[0].isalpha():
            return False
        if self.shouted or self.quiet:
            return self.is_rare(token)
        return (
            token.capital and token.low not in _NOT_NAMES and (not self.is_small(token) or token.low in _PARTICLES)
        ) or bool(_ARTICLE_NAME.match(token.text))

    def joins(self, at: int, n: int, following: Token) -> bool:
        """Whether a connector goes on with the name: `Observatory for Human Rights`, not `Carter of Iraq`."""
        run = self.tokens.all[at:n]
        connector = self.tokens.all[n].low
        org = any(t.low in word_set("organisations") for t in run) or (
            len(run) > 1 and run[-1].low in word_set("facilities")
        )
        if connector in ("on", "in", "and"):
            return (
                connector == "and"
                and org
                and run[-1].low in ("ministry", "department")
                and self.is_name_word(following)
            )
        if connector == "the":
            return False
        state = run[-1].low in ("state", "republic", "emirate", "army", "sons", "front") and connector == "of"
        if following.low == "the" and connector in ("of", "for") and (org or state):
            after = self.tokens.all[self.tokens.at(following.end)] if following.end < len(self.text) else None
            return after is not None and self.is_name_word(after)
        return (org or state) and self.is_name_word(following)

    def classify(self, first: int, last: int, sentence: int) -> Iterator[Found]:
        """The names in a run: nationality and title are split off, the rest gets a kind."""
        run = self.tokens.all[first:last]
        titled: list[Token] = []
        while run:
            low = run[0].low.rstrip(".")
            rest_is_org = (
                len(run) > 1
                and any(t.low in word_set("organisations") for t in run[1:])
                and not self.has_title(run[1:])
            )
            nation = self.gazetteer.nationality(_COMPOUND.sub("", low))
            acronym = self.country_acronym(run[0])
            if (nation is not None or acronym) and not (rest_is_org and nation is not None):
                yield self.make(run[:1], "nationality" if nation is not None else "place", acronym or ())
                run = run[1:]
            elif (
                low in word_set("titles")
                and len(run) > 1
                and (low not in word_set("organisations") or self.has_title(run[1:]))
            ):
                titled.append(run[0])
                run = run[2:] if run[1].text == "." else run[1:]
            else:
                break
        if not run:
            return
        if titled and len(run) == 1 and run[0].low in word_set("titles"):
            return
        yield from self.settle(run, titled, sentence)

    def has_title(self, run: list[Token]) -> bool:
        """Whether a title is followed by a name that is no organisation word: `Defense Secretary Ash Carter`."""
        for n, token in enumerate(run[:-1]):
            if token.low in word_set("titles"):
                return not any(t.low in word_set("organisations") for t in run[n + 1 :])
        return False

    def country_acronym(self, token: Token) -> tuple[GazetteerPlace, ...] | None:
        bare = _COMPOUND.sub("", token.text)
        if (
            bare.isupper()
            and len(bare) <= 6
            and bare.lower().replace(".", "") in ("us", "usa", "uk", "uae", "prc", "drc", "ksa", "dprk")
        ):
            return self.gazetteer.lookup(bare, loosely=False)
        return None

    def settle(self, run: list[Token], titled: list[Token], sentence: int) -> Iterator[Found]:
        n = self.tokens.at(run[0].start)
        if titled and not self.is_organisation(run):
            run = run[:5]
            self.surnames.add(run[-1].low)
            found = self.make(run, "person", title=" ".join(t.text for t in titled))
            found.title_start = titled[0].start
            yield found
            return
        if run[0].low in _HONORIFICS and len(run) > 1:
            self.surnames.add(run[-1].low)
            yield self.make(run, "person")
            return
        extended = self.facility_tail(run)
        if extended:
            found = self.make(run, "facility", self.gazetteer.lookup(self.words_of(run)))
            found.end = extended[-1].end
            found.head = (extended[-1].start, extended[-1].end)
            yield found
            return
        # "WASHINGTON" in a dateline is a place in capitals, not an acronym
        if self.is_organisation(run):
            yield self.make(run, "organisation")
            return
        if len(run) > 1 and run[-1].low in word_set("facilities"):
            yield self.make(run, "facility", self.gazetteer.lookup(self.words_of(run)))
            return
        place = self.place_rows(run, n)
        if place:
            found = self.make(run, "place", place)
            found.wanted = self.division_beside(n, n + len(run))
            yield found
            return
        kind = self.guess(run, n, sentence)
        if kind == "person":
            self.surnames.add(run[-1].low)
        if kind:
            yield self.make(run, kind)

    def words_of(self, run: list[Token]) -> str:
        words = self.text[run[0].start : run[-1].end].removesuffix("’s").removesuffix("'s")
        return _COMPOUND.sub("", words) if _COMPOUND.search(words) and not _ARTICLE_NAME.match(run[-1].text) else words

    def make(
        self, run: list[Token], kind: Kind, candidates: tuple[GazetteerPlace, ...] = (), title: str | None = None
    ) -> Found:
        end = run[0].start + len(self.words_of(run))
        last = run[-1]
        return Found(
            start=run[0].start,
            end=end,
            kind=kind,
            form="name",
            head=(last.start, min(end, last.end)),
            candidates=candidates,
            title=title,
        )

    def is_organisation(self, run: list[Token]) -> bool:
        words = [t.low for t in run]
        if words[-1] in word_set("organisations") and (len(run) > 1 or words[-1] not in _ALONE):
            return True
        if any(w in word_set("organisations") for w in words[:-1]) and any(t.low in _CONNECTORS for t in run):
            return True
        if (len(run) > 1 and words[-1] == "state" and words[0] == "islamic") or words[:2] == ["islamic", "state"]:
            return True
        if any(w in word_set("organisations") for w in words) and len(run) > 2:
            return True
        single = run[0].text
        if (
            len(single) >= 5
            and single.isupper()
            and (rows := self.gazetteer.lookup(single, loosely=False))
            and rows[0].population > 100_000
        ):
            return False  # a town in capitals, as in a dateline
        return (
            len(run) == 1
            and single.isupper()
            and 2 <= len(single) <= 6
            and not self.shouted
            and "." not in single
            and not self.country_acronym(run[0])
        )

    def facility_tail(self, run: list[Token]) -> list[Token] | None:
        """Lower-case words that make a name a facility: `Ain al-Asad air base`."""
        n = self.tokens.at(run[-1].start) + 1
        tail = self.tokens.all[n : n + 2]
        if run[-1].text.endswith(("'s", "’s")) or not tail or n in self.taken:
            return None
        if (
            tail[0].text in word_set("facilities")
            and tail[0].start - run[-1].end == 1
            and tail[0].text not in ("house", "home", "field", "street", "road", "area")
        ):
            return tail[:1]
        if (
            len(tail) > 1
            and tail[0].text in ("air", "military", "refugee", "army", "power", "oil", "police")
            and tail[1].text in (*word_set("facilities"), "station")
        ):
            return tail[:2]
        return None

    def place_rows(self, run: list[Token], n: int) -> tuple[GazetteerPlace, ...]:
        """What the gazetteer knows of a run, if the run can be a place here."""
        if run[0].low in _KUNYA or len(run) > 5:
            return ()
        name = self.words_of(run)
        rows = self.gazetteer.lookup(name, loosely=len(name) > 4 or self.place_context(n, n + len(run)) > 0)
        if not rows:
            return ()
        best = rows[0]
        context = self.place_context(n, n + len(run))
        if best.kind in ("country", "region"):
            return rows
        if run[-1].low in self.surnames and context < 2:
            return ()
        common = len(run) == 1 and run[0].low in self.lower
        if common and context == 0:
            return ()
        if (
            self.shouted
            and len(run) == 1
            and self.words.rank(run[0].low) < 5000
            and best.population < 200_000
            and context < 2
        ):
            return ()
        if best.population >= 100_000 or context == 2:
            return rows
        if context == 1 and (
            best.population >= SMALL_PLACE or (len(run) == 1 and self.words.rank(run[0].low) > 30_000) or len(run) > 1
        ):
            return rows
        return rows if best.population >= SMALL_PLACE and len(run) > 1 and not self.speaks(n + len(run)) else ()

    def place_context(self, first: int, last: int) -> int:
        """2: a place word beside it; 1: a preposition of place before it, or a place after its comma; 0: nothing."""
        all_ = self.tokens.all
        before = all_[first - 1].low if first else ""
        after = all_[last] if last < len(all_) else None
        if before in _PLACE_NOUNS or (
            after is not None
            and after.low in _PLACE_NOUNS
            and after.low not in ("capital", "state", "port", "border", "area")
            and self.text[all_[last - 1].end : after.start] == " "
        ):
            return 2
        if before == "of" and first > 1 and all_[first - 2].low in _PLACE_NOUNS:
            return 2
        if before in _LOCATIVE and before not in ("of", "to"):
            return 1
        if before in (
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
            "downtown",
            "nearby",
            "north",
            "south",
            "east",
            "west",
        ):
            return 2
        if (
            after is not None
            and after.text == ","
            and last + 1 < len(all_)
            and all_[last + 1].capital
            and before != ","
            and self.gazetteer.lookup(all_[last + 1].text, loosely=False)
        ):
            return 1
        if before == "," and first > 1 and all_[first - 2].capital:
            return 1
        return 1 if before in ("of", "to") and not self.speaks(last) else 0

    def speaks(self, n: int) -> bool:
        token = self.tokens.all[n] if n < len(self.tokens.all) else None
        return token is not None and token.low in ("said", "says", "told", "added", "who", "wrote", "asked")

    def division_beside(self, first: int, last: int) -> str | None:
        """The division that a noun beside a place name asks for: `Aleppo province`, `the town of Hit`."""
        all_ = self.tokens.all
        if (
            last < len(all_)
            and all_[last].low in _DIVISIONS
            and self.text[all_[last - 1].end : all_[last].start] == " "
        ):
            return _DIVISIONS[all_[last].low]
        before = all_[first - 1].low if first else ""
        if before == "of" and first > 1:
            before = all_[first - 2].low
        return _DIVISIONS.get(before)

    def guess(self, run: list[Token], n: int, sentence: int) -> Kind | None:
        """A kind for a run that no list knows."""
        words = [t for t in run if t.text != "."]
        before = self.tokens.all[n - 1] if n else None
        if self.place_context(n, n + len(run)) == 2 and before is not None and before.low in ("of", *_PLACE_NOUNS):
            return "place"
        if words[0].low in _KUNYA or any(_ARTICLE_NAME.match(t.text) for t in words):
            return "person"
        if before is not None and before.low in word_set("titles") and before.text[0].islower():
            return "person"
        if any(t.low in self.surnames for t in (words[-1],)):
            return "person"
        if len(words) == 1:
            if self.words.rank(words[0].low) < COMMON_WORD and n == sentence:
                return None
            if self.shouted or self.quiet:
                return None
            if self.place_context(n, n + len(run)) == 2:
                return "place"
            if self.speaks(n + len(run)):
                return "person"
            return (
                "organisation"
                if before is not None and before.low == "the"
                else "person"
                if self.words.rank(words[0].low) > 5000
                else None
            )
        common = sum(t.low in self.lower or self.words.rank(t.low) < 1500 for t in words)
        if (
            2 <= len(words) <= 4
            and common <= len(words) / 2
            and not any(t.text.isupper() and len(t.text) > 2 for t in words)
        ):
            return "person"
        return None if n == sentence and common else "organisation"


_ALONE = set(
    """army navy ministry department agency bureau office council committee commission court party union federation
    association organization organisation foundation institute university college school club team group company
    bank news times post agency network media force forces front mission fund centre center police service
    services government coalition assembly society chamber league command authority administration guard staff
    chiefs house division watch press television radio channel movement resistance liberation journal corps
    mission treasury cell gang cross""".split()
)
