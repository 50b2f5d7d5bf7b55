"""Who is who within a report: pronouns agree with their people, and possessors are not what is theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model import Mention, Reading

Read = Callable[..., Reading]


def meant(reading: Reading, words: str, number: int = 0) -> set[str]:
    """All that a report calls the person of the `number`th mention that reads so."""
    mention = [m for m in reading.mentions if m.text == words][number]
    return {m.text for m in same(reading, mention)}


def same(reading: Reading, mention: Mention) -> list[Mention]:
    return [m for m in reading.mentions if m.entity is not None and m.entity == mention.entity]


@pytest.mark.parametrize(
    ("text", "pronoun", "who"),
    [
        ("Tariq Haddad telephoned Susan Miller. She wrote to the police.", "She", "Susan Miller"),
        ("Captain Yusuf Bello replied to Nurse Halima Sani. She said the ward was shut.", "She", "Halima Sani"),
        ("Leyla Demir was robbed by Hassan Kaya. He ran away.", "He", "Hassan Kaya"),
        ("Governor Peter Mwangi criticised Senator Grace Otieno. She rejected it.", "She", "Grace Otieno"),
        ("Olena Kovalenko saw Petro Melnyk near the bridge. He was shot there.", "He", "Petro Melnyk"),
        ("Mrs Okafor met the Rev. Thomas Cole. She asked for help.", "She", "Okafor"),
    ],
)
def test_a_pronoun_agrees_with_a_first_name(read: Read, text: str, pronoun: str, who: str) -> None:
    """She is no man and he no woman, as far as titles and first names tell."""
    assert who in meant(read(text), pronoun)


def test_who_leads_a_sentence_is_spoken_of_in_the_next(read: Read) -> None:
    """Two men in turn: each he is the one whom the sentence before began with."""
    reading = read("Colonel Idris Kone spoke to the students. He told them to go home. Minister Paul Traore heard the speech. He said the school was shut.")  # fmt: skip
    assert "Idris Kone" in meant(reading, "He", 0)
    assert "Paul Traore" in meant(reading, "He", 1)


def test_they_are_none_of_the_two(read: Read) -> None:
    """Several people are not one of them."""
    reading = read(
        "Sergeant Paul Osei and driver Esi Boateng were leaving the camp when they were fired on. They both died."
    )
    assert not meant(reading, "They") & {"Paul Osei", "Esi Boateng"}


def test_who_is_somebodys_is_somebody_else(read: Read) -> None:
    """ "His guard" and "his sister" are neither he nor each other; "her father" is not she."""
    reading = read("Major Tomas Silva said his guard was shot and his sister was hurt. Priya Nair is a doctor. She lives in Pune, where her father was arrested.")  # fmt: skip
    silva = meant(reading, "Tomas Silva")
    assert "his" in silva and not silva & {"his guard", "his sister"}
    assert "his sister" not in meant(reading, "his guard")
    assert {"She", "her"} <= meant(reading, "Priya Nair") and "her father" not in meant(reading, "Priya Nair")


def test_named_is_the_same(read: Read) -> None:
    """ "A guard named Salim" is one person, "the group known as" one group."""
    reading = read(
        "A guard named Salim Hadi heard shots. The militant group known as the Eastern Liberation Front said it had attacked the depot."
    )
    assert "A guard" in meant(reading, "Salim Hadi")
    assert "The militant group" in meant(reading, "Eastern Liberation Front")
