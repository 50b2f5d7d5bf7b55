"""Forms of English verbs and nouns from their base form; shared by the lexicons and the codebook."""

from __future__ import annotations

import re
from functools import cache

from dateline.text.words import load_words

_IRREGULAR = {
    "say": "said said", "tell": "told told", "think": "thought thought", "swear": "swore sworn", "write": "wrote written",
    "shoot": "shot shot", "seek": "sought sought", "take": "took taken", "retake": "retook retaken", "overtake": "overtook overtaken",
    "fight": "fought fought", "blow": "blew blown", "hit": "hit hit", "set": "set set", "strike": "struck struck", "hold": "held held",
    "lose": "lost lost", "win": "won won", "die": "died died", "lie": "lay lain", "fall": "fell fallen", "beat": "beat beaten",
    "break": "broke broken", "burn": "burned burned", "give": "gave given", "go": "went gone", "come": "came come",
    "overcome": "overcame overcome", "leave": "left left", "meet": "met met", "send": "sent sent", "begin": "began begun",
    "know": "knew known", "withdraw": "withdrew withdrawn", "steal": "stole stolen", "slay": "slew slain", "hang": "hanged hanged",
    "drive": "drove driven", "make": "made made", "hurt": "hurt hurt", "cut": "cut cut", "quit": "quit quit", "overrun": "overran overrun",
    "run": "ran run", "fly": "flew flown", "throw": "threw thrown", "overthrow": "overthrew overthrown", "bring": "brought brought",
    "find": "found found", "see": "saw seen", "bear": "bore borne", "feed": "fed fed", "flee": "fled fled", "lead": "led led", "put": "put put",
    "rise": "rose risen", "speak": "spoke spoken", "forbid": "forbade forbidden", "ban": "banned banned", "kidnap": "kidnapped kidnapped",
    "behead": "beheaded beheaded", "be": "was been", "keep": "kept kept", "understand": "understood understood",
    "rebel": "rebelled rebelled", "raid": "raided raided", "target": "targeted targeted", "visit": "visited visited",
    "offer": "offered offered", "murder": "murdered murdered", "enter": "entered entered", "deliver": "delivered delivered",
    "cover": "covered covered", "recover": "recovered recovered", "bomb": "bombed bombed", "shell": "shelled shelled",
    "surrender": "surrendered surrendered", "suffer": "suffered suffered", "open": "opened opened", "happen": "happened happened",
    "threaten": "threatened threatened", "sentence": "sentenced sentenced", "order": "ordered ordered", "render": "rendered rendered",
}  # fmt: skip
_DOUBLES = re.compile(r"(?:^|[^aeiou])[aeiou][bdgklmnprt]$")
_NO_DOUBLE = ("en", "er", "on", "or", "it", "el", "il", "et", "ow", "at", "ip")


def verb_forms(lemma: str) -> dict[str, set[str]]:
    """Form → tags (`base`, `s`, `past`, `part`, `ing`) of a verb.

    >>> sorted(verb_forms("shoot")["shot"]), sorted(verb_forms("bomb")["bombing"])
    (['part', 'past'], ['ing'])
    """
    head, space, rest = lemma.partition(" ")
    if "-" in head and not space:
        head, _, rest = lemma.partition("-")
        space = " "
    forms: dict[str, set[str]] = {}

    def add(form: str, tag: str) -> None:
        forms.setdefault(form + (space + rest if rest else ""), set()).add(tag)

    add(head, "base")
    stem = head[:-1] if head.endswith("e") and not head.endswith("ee") else head
    doubled = head + head[-1] if _DOUBLES.search(head) and (len(head) <= 4 or not head.endswith(_NO_DOUBLE)) else stem
    if head.endswith("y") and head[-2] not in "aeiou":
        add(head[:-1] + "ies", "s")
        regular = head[:-1] + "ied"
    else:
        add(head + ("es" if head.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"), "s")
        regular = doubled + "ed"
    past, part = _IRREGULAR.get(head, f"{regular} {regular}").split()
    add(past, "past")
    add(part, "part")
    add(head[:-2] + "ying" if head.endswith("ie") else ("being" if head == "be" else doubled + "ing"), "ing")
    return forms


def plural(noun: str) -> str:
    """The regular plural of a noun (its last word).

    >>> plural("air strike"), plural("militiaman"), plural("ambush"), plural("casualty")
    ('air strikes', 'militiamen', 'ambushes', 'casualties')
    """
    if noun.endswith("man") and noun not in ("human", "german"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2:-1] not in tuple("aeiou"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


_AUXILIARIES = {
    **dict.fromkeys(("is", "are", "am", "was", "were", "been", "being"), "be"),
    **dict.fromkeys(("has", "had", "having"), "have"), **dict.fromkeys(("did", "does", "done", "doing"), "do"),
}  # fmt: skip


@cache
def base_form(word: str) -> str:
    """The base of a verb form: the commonest word that has it among its forms; the word itself where none has.

    >>> base_form("killed"), base_form("struck"), base_form("killing"), base_form("raided"), base_form("explosion")
    ('kill', 'strike', 'kill', 'raid', 'explosion')
    """
    if word in _AUXILIARIES:
        return _AUXILIARIES[word]
    for base, forms in _IRREGULAR.items():
        if word in forms.split():
            return base
    words = load_words()
    options = {word}
    for ending, put in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            stem = word.removesuffix(ending) + put
            options |= {stem, stem[:-1]} if len(stem) > 3 and stem[-1:] == stem[-2:-1] else {stem}
    fitting = [o for o in options if o != word and o in words and word in verb_forms(o)]
    return min(fitting, key=words.rank, default=word)
