"""Did it happen: the status of a claim from the words in its clause and the verb of who says it."""

from __future__ import annotations

import re

from dateline.claim.clause import Clause
from dateline.claim.triggers import Trigger
from dateline.model import Aspect, Claim, Outcome, Status

# Cues in the words before (or, last two, after) a trigger within its clause, the strongest status first.
_BEFORE: list[tuple[Status, re.Pattern[str]]] = [
    (
        "denied",
        re.compile(
            r"\b(?:did not|didn[’']t|was not|were not|wasn[’']t|weren[’']t|had not|has not|have not|never|no longer|den(?:y|ied|ies)(?: (?:that|having|any|carrying out|involvement in))?|rejected (?:claims|reports|allegations)|not been|no evidence|ruled out)(?:\s+[\w’-]+){0,4}\s*$|\bnot\s*$",
            re.I,
        ),
    ),
    (
        "planned",
        re.compile(
            r"\b(?:plan(?:s|ned|ning)?|original plan was|prepar(?:e|es|ed|ing|ations)|intend(?:s|ed)?|aim(?:s|ed|ing)?|vow(?:s|ed)?|pledg(?:e|es|ed)|threaten(?:s|ed|ing)?|set|going|about|ready|poised|scheduled|expected|due|hop(?:e|es|ing)|seek(?:s|ing)?|sought|attempt(?:s|ed|ing)?|tr(?:y|ies|ied|ying)|bid|effort|efforts|mission|order(?:s|ed)?|want(?:s|ed)?|called (?:for|on))(?:\s+[\w’-]+){0,4}\s+(?:to|for|on|at|of)(?:\s+(?:a|an|the|major|new|possible|large|help|its|their)|\s+[\w’-]+ly){0,3}\s*$",
            re.I,
        ),
    ),
    ("planned", re.compile(r"\b(?:will|shall)(?:\s+(?:be|soon|also|not|then))*\s*$", re.I)),
    (
        "conditional",
        re.compile(r"\b(?:if|unless|in case|should|would(?: have)?|were it to|could lead to)\b[^,;]{0,60}$", re.I),
    ),
    (
        "unconfirmed",
        re.compile(
            r"\b(?:could not confirm|cannot confirm|unable to confirm|not (?:been )?(?:independently )?(?:confirmed|verified)|unconfirmed reports?|reportedly|allegedly|rumou?red|not immediately (?:clear|confirm\w*)|accused of|alleged)\b[^.;]{0,110}$",
            re.I,
        ),
    ),
    (
        "likely",
        re.compile(
            r"\b(?:likely|probably|believed?s?|believes|thought|presumed|apparently|appears?|appeared|seems?|suspected|almost certainly|feared|assumed|convinced)\b(?:[\s,]+[\w’'-]+){0,9}\s*$",
            re.I,
        ),
    ),
    (
        "possible",
        re.compile(r"\b(?:may|might|could|possibl[ey]|potential(?:ly)?|perhaps)\b(?:\s+[\w’-]+){0,5}\s*$", re.I),
    ),
    ("ongoing", re.compile(r"\b(?:is|are|continues? to|remains?)\s+(?:still\s+|now\s+|currently\s+)?$", re.I)),
]
_AFTER_UNCONFIRMED = re.compile(
    r"^[^.;]{0,80}\b(?:could not be (?:independently )?(?:confirmed|verified)|has not been (?:confirmed|verified)|was not immediately confirmed)\b",
    re.I,
)
_ABANDONED = re.compile(
    r"\b(?:original(?:ly)? plan(?:ned)?|had planned|had intended|was meant|plan was|called off|abandoned|scrapped|aborted)\b",
    re.I,
)
_FAILED = re.compile(r"\b(?:fail(?:ed|ing|ure)|foiled|thwarted|unsuccessful|botched|attempted)\b", re.I)
_HABIT = re.compile(
    r"\b(?:regularly|often|routinely|frequently|usually|repeatedly|every (?:day|night|week)|daily)\b", re.I
)
_DOUBTED_ITSELF = re.compile(r"\bsuspected\s+(?:of\s+)?(?:[\w.’'-]+\s+){0,3}$", re.IGNORECASE)
# "to leave before it strikes the district", "to flee ahead of an assault"
_BEFORE_IT = re.compile(r"\bbefore\s(?:\w+\s){1,3}$", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:(?:ahead|in advance|for fear|threats?) of|prior to|before)\s(?:an?|any|more|further|(?:the\s)?(?:possible|expected|looming|imminent|planned))\s"
    r"(?:\w+\s){0,2}$|\bbefore\s(?:it|they|he)\s$",
    re.IGNORECASE,
)
DOUBTED, CERTAIN = -0.8, 2.3  # factuality, from -3 to 3, at which words that say otherwise are overruled
WINDOW = 110  # characters before a trigger in which a cue may stand


def status_of(clause: Clause, trigger: Trigger, cue_verb: str | None) -> tuple[Status, Outcome | None]:
    """The status of what a trigger says, and a plan's outcome.

    `cue_verb` is the verb of the attribution that covers it ("denied", "believes"). Words say of what kind a doubt is; where
    they and the factuality that the reader gives the trigger's predicate contradict each other clearly, factuality decides
    whether there is one.
    """
    status, outcome = status_by_words(clause, trigger, cue_verb)
    predicates = clause.arguments.within(trigger.span)
    factuality = [p.factuality for p in predicates if p.factuality is not None]
    start = max(clause.span[0], trigger.span[0] - WINDOW)
    ahead = (_AHEAD if trigger.pos == "noun" else _BEFORE_IT).search(clause.reading.text, start, trigger.span[0])
    if status == "asserted" and ahead and (trigger.pos == "noun" or max(factuality, default=DOUBTED) <= DOUBTED):
        return "planned", "open"
    if not factuality:
        return status, outcome
    if status == "asserted" and trigger.pos == "verb" and max(factuality) <= DOUBTED:
        return "denied" if any(a.role == "ARGM-NEG" for p in predicates for a in p.args) else "possible", None
    if status in ("likely", "possible") and trigger.pos == "noun" and min(factuality) >= CERTAIN:
        start = max(clause.span[0], trigger.span[0] - 60)
        if not _DOUBTED_ITSELF.search(clause.reading.text, start, trigger.span[0]):
            return "asserted", None  # "perhaps saw the shooting": the doubt is about something else
    return status, outcome


def status_by_words(clause: Clause, trigger: Trigger, cue_verb: str | None) -> tuple[Status, Outcome | None]:
    """The status by the words before a trigger and the verb of who says it."""
    text = clause.reading.text
    start = max(clause.span[0], trigger.span[0] - WINDOW)
    before = text[start : trigger.span[0]]
    cut = [
        m.end()
        for m in re.finditer(
            r"[;:]|[.!?]\s|,\s+(?:but|and|while|which|who|where)\b|\b(?:after|when|before|until|because|whose)\b|—",
            before,
        )
    ]
    before = before[cut[-1] :] if cut else before
    after = text[trigger.span[1] : clause.span[1]]
    if cue_verb in ("deny", "reject", "dismiss"):
        return "denied", None
    if trigger.infinitive and not _BEFORE[1][1].search(before):
        helped = re.search(
            r"\b(?:able|managed|used|forced|began|begun|started|continued?|continues|came|went|helped|appear(?:s|ed)|is said|were said|are said|believed|reported|thought|known|likely)\s+(?:\w+\s+)?to\s*(?:have\s+)?$",
            before,
        )
        if not helped:
            return "planned", outcome_of(text, clause)
    for status, pattern in _BEFORE:
        found = pattern.search(before)
        if not found or (status == "likely" and "unlikely" in found[0].lower()):
            continue
        if found[0].lower().startswith(("suspected", "alleged ")):
            at = trigger.span[0] - len(before) + found.start()
            if any(
                m.kind in ("person", "organisation") and m.span[0] <= at + len("suspected ") and at < m.span[1]
                for m in clause.mentions
            ):
                continue  # "suspected militants were killed": what is doubted is who they are
        if status == "ongoing" and not trigger.words.lower().endswith("ing"):
            continue
        if status == "conditional" and re.search(r"\bwould not have\b", found[0]):
            continue
        return status, outcome_of(text, clause) if status == "planned" else None
    if trigger.pos == "noun" and re.match(r"(?:\s[\w’'-]+){0,3}(?:,[^.;]{0,110},)?\s+would\b", after):
        return "conditional", None  # "the recapture of the town would push …"
    if _AFTER_UNCONFIRMED.search(after):
        return "unconfirmed", None
    if cue_verb in ("believe", "think", "suspect", "fear"):
        return "likely", None
    return "asserted", None


def outcome_of(text: str, clause: Clause) -> Outcome:
    """What the report says became of a plan."""
    near = text[clause.span[0] : min(len(text), clause.span[1] + 160)]
    if _ABANDONED.search(near):
        return "abandoned"
    return "failed" if _FAILED.search(near) else "open"


def aspect_of(clause: Clause) -> Aspect:
    text = clause.reading.text[slice(*clause.span)]
    return "habitual" if _HABIT.search(text) else "single"


_ENDS = re.compile(r"\?|[.!;](?:\s|[”\"’']|$)")


def is_asked(text: str, claim: Claim) -> bool:
    """Whether a claim is only asked about ("Was anyone killed?"): nobody says it, unless the question tells how many."""
    tolls = [toll for toll in (claim.killed, claim.injured, claim.captured) if toll is not None]
    told = any((toll.low or toll.high or 0) > 1 for toll in tolls)
    end = _ENDS.search(text, claim.trigger[1], max(claim.trigger[1], claim.sentence[1]))
    return not told and end is not None and end[0] == "?"
