"""Who says what where no verb of saying shows it, and who is said to say it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model import Reading

Read = Callable[..., Reading]


def told(reading: Reading) -> dict[str, str]:
    """What is said → by whom, in the words of the text."""
    text = reading.text
    return {
        text[slice(*c)].strip('“”".,'): text[slice(*a.source)]
        for a in reading.attributions
        if a.source
        for c in a.content
    }


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("And now from Governor Sami Qasim:\n\n“Three of our trucks were burned on Friday.”", "Three of our trucks were burned on Friday", "Governor Sami Qasim"),
        ("Colonel Petro Shevchuk looked at the crowd. “We held the bridge for nine days.” Nobody spoke.", "We held the bridge for nine days", "Colonel Petro Shevchuk"),
        ("The hospital director, Mona Aziz, did not hesitate. “Our wards were hit three times.”", "Our wards were hit three times", "The hospital director, Mona Aziz"),
        ("“Our wards were hit three times.” — Mona Aziz, hospital director", "Our wards were hit three times", "Mona Aziz"),
        ("In the words of Mona Aziz, the wards were hit three times.", "the wards were hit three times", "Mona Aziz"),
        ("“They took my brother from his bed,” wept Abu Salim, a farmer. “Nobody stopped them at the gate,” snapped his cousin.", "Nobody stopped them at the gate", "his cousin"),
        ("Two men killed in market blast: police\n\nThe market was closed.", "Two men killed in market blast", "police"),
        ("Police: two men killed in market blast\n\nThe market was closed.", "two men killed in market blast", "Police"),
    ],
)  # fmt: skip
def test_a_speaker_without_a_verb_of_saying(read: Read, text: str, words: str, source: str) -> None:
    """A colon, a dash, any verb beside the quotation, or the sentence before it."""
    assert told(read(text)).get(words) == source


def test_turns_of_a_transcript(read: Read) -> None:
    """Each line is said by whom it names, and by nobody else; "Dead:" is nobody."""
    reading = read(
        "MONA AZIZ: Our wards were hit three times.\nQUESTION: Did anyone die?\nMONA AZIZ: Two nurses were killed."
    )
    said = told(reading)
    assert said["Our wards were hit three times"] == said["Two nurses were killed"] == "MONA AZIZ"
    assert not told(read("Dead: 12 people were killed in the attack."))


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("A reporter cited a nurse as saying that soldiers killed two men in Bor.", ["a nurse", "A reporter"]),
        ("The Red Cross said villagers had told it that 12 people were killed in Bor.", ["villagers", "The Red Cross"]),
        ("The mayor said that the army had confirmed that two soldiers were killed in Bor.", ["the army", "The mayor"]),
        (
            "The ministry said that, according to residents, 12 people were killed in Bor.",
            ["residents", "The ministry"],
        ),
    ],
)
def test_who_is_said_to_say_it(read: Read, text: str, speakers: list[str]) -> None:
    """The nearest speaker first, then the one who tells of that one."""
    (claim,) = [c for c in read(text).claims if c.killed]
    assert [s.text for s in claim.attributed_to] == speakers
