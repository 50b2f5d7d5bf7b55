"""Whether a time expression looks back or ahead, by the verbs around it: news looks back unless its words say otherwise."""

from __future__ import annotations

import re

Span = tuple[int, int]

BEFORE, AFTER = 80, 60  # characters of the sentence that are looked at on either side

_AHEAD = r"""
    will | shall | won['’]t | ['’]ll | (?<!had\ been\ )(?:scheduled | expected | due | slated | (?<!as\ )(?<!previously\ )planned) | plans?\ (?:to|for|on) | planning
  | (?:is|are|was|were)\ to\ (?!blame)\w+ | to\ be\ \w+ed | to\ be\ held | intends? | expects?
  | (?:set|going|ready|preparing|prepares|agreed|agreement|decided|promised|pledged|vowed|threatened|hopes?|wants?|about|allowed|refused)\ (?:not\ )?to
  | set\ for | upcoming | coming | forthcoming | effective | payable | takes?\ (?:effect|place) | (?:goes|go|comes?)\ into\ (?:force|effect) | (?:go|goes)\ to\ the\ polls
  | postponed | (?:extended|delayed|prolonged|adjourned|put\ off|pushed\ back|rescheduled)\ (?:\w+\ ){0,4}(?:until|till|to|for) | deadline
  | expires | lapses | runs?\ out | ends | begins | starts | resumes | (?:re)?opens | closes | meets? | sits | convenes? | departs | arrives
  | returns\ (?:to|home)\b | travels | flies | visits\ (?-i:[A-Z]) | docks | heads\ (?:to|for) | leaves\ (?=on\b|for\b|from\b) | (?<!the\ )(?<!their\ )(?<!\d\ )votes\ (?=on\b) | (?<=court\ )rules
  | (?<=s\ )(?<!\bhis\ )(?<!\bits\ )(?<!this\ )(?<!['’]s\ )(?:begin|start|resume|(?:re)?open|convene|depart|arrive|expire|return)
  | (?:is|are)\ (?:meeting|leaving|arriving|travell?ing|visiting|returning|flying) | (?:is|are)(?=\ (?:(?:on|at|from)\ )?\Z)
  | (?:has|have)\ (?:to|until|till)\b | (?:must|would|(?-i:may|might))\ (?!have\b)(?:not\ )?\w+ | could\ (?:not\ )?(?:come|begin|start|meet|return|resume|last|leave|arrive|take|open|close|hold|go)
"""
_BACK = r"""
    was | were | had | has | have | did | said | says | told | since | ago | killed | took | came | began | left | met | held | made | went | saw
  | found | fell | struck | shot | hit | broke | led | lost | won | sent | rose | ran | blew | according
  | (?-i:(?!need|speed|bleed|indeed|seed|feed|exceed|succeed|proceed)[a-z]{2,}ed)
"""
# "to be attacked" looks ahead although "attacked" alone looks back: the longer words come first
_VERB = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b", re.IGNORECASE | re.VERBOSE)
_BARE = re.compile(
    r"\b(?:will|shall|to|would|could|should|may|might|must|can)\s+(?:not\s+)?(?:be\s+)?(?P<verb>\w+)\s*$", re.I
)
_CLAUSE = re.compile(
    r"[;:]|(?<![A-Z])[.!?]['\"]*\s+(?=[A-Z])|,\s(?=(?:but|and|who|which|where|when|after|while|as)\b)|\b(?:after|when|while|but|since|because|before)\b"
)
_ADJACENT_AHEAD = re.compile(
    r"\b(?:by|until|till|through|as (?:early|soon|late) as|no later than|starting|beginning|from)\s+(?:the\s+)?$", re.I
)
# "to leave by Friday", "ahead of Friday's vote": whatever the verb before
_DEADLINE = re.compile(
    r"(?:(?<!failed )(?<!managed )(?<!continued )(?<!able )\bto\s+(?!the\b|a\b|[A-Z])[a-z]+(?:\s+\w+){0,4}\s+(?:by|until|till|no later than)|\b[Aa]head\s+of)\s+(?:the\s+|next\s+|this\s+)?$"
)
_POSSESSIVE = re.compile(
    r"['’]s\b(?!\s(?:\w+\s)?(?:votes?|elections?|polls?|referendum|runoff|summit|talks|meeting|session|hearing|deadline|funeral)\b)"
)
_ADJACENT_BACK = re.compile(r"\b(?:since|said|told|reported|announced)\s+(?:on\s+|late\s+|early\s+)*$", re.IGNORECASE)


def tense_at(text: str, span: Span, sentence: Span) -> int:
    """1 where an expression looks ahead, else -1.

    The nearest verb before it in its clause decides; where it opens the clause, the first verb after it.

    >>> def tense(words, time): at = words.index(time); return tense_at(words, (at, at + len(time)), (0, len(words)))
    >>> tense("Talks are to be held in Geneva on Monday.", "Monday"), tense("Talks were held on Monday.", "Monday")
    (1, -1)
    >>> tense("On Monday the rebels will hand over the town.", "Monday"), tense("He could leave as early as Friday.", "Friday")
    (1, 1)
    """
    before = text[max(sentence[0], span[0] - BEFORE) : span[0]]
    if _ADJACENT_BACK.search(before):
        return -1
    if _DEADLINE.search(before):
        return 1
    if _POSSESSIVE.match(text, span[1]):
        return -1  # "he will look into Wednesday's ruling": no verb tells when
    said = nearest_verb(_CLAUSE.split(before)[-1])
    if said is None:
        said = first_verb(text[span[1] : min(sentence[1], span[1] + AFTER)])
    if said is None and _ADJACENT_AHEAD.search(before):
        return 1
    return said or -1


def nearest_verb(words: str) -> int | None:
    """Of the last verb that tells: 1 ahead, -1 back; None where there is none."""
    found = None
    for match in _VERB.finditer(words):
        if match["ahead"]:
            found = 1
        elif not ((bare := _BARE.search(words[: match.end()])) and bare["verb"] == match["back"]):
            found = -1  # "succeed" of "will succeed" is no past
    return found


def first_verb(words: str) -> int | None:
    for match in _VERB.finditer(words):
        return 1 if match["ahead"] else -1
    return None
