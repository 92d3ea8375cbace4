"""What is likely said twice is found among what a room says, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.twins import LIKELY, Twins, twins

ALIKE = [
    ("Tidlig involvering", "Involver innbyggerne tidlig"),
    ("Bli hørt tidlig nok", "Innbyggerne må høres tidlig"),
    ("Tilbakemelding på innspill", "Gi tilbakemelding på innspillene"),
    ("Folkemøte på grendehuset", "Folkemøter i grendehusene"),
    ("Innbyggermøte", "Møte med innbyggerne"),
    ("Lavterskel møteplasser", "Møteplasser med lav terskel"),
    ("Digitale løsninger", "Digitale løysingar"),
    ("Gjestebud heime hos folk", "Gjestebud hjemme hos folk 😊"),
    ("Informasjon i lokalavisa", "informasjon i lokalavisen!!"),
    ("Ungdomsrådet", "Ungdomsråd i kommunen"),
    ("Vi må få vite hva pengene brukes til", "Hva brukes pengene til?"),
    ("Barnehagen i Beitstad", "Barnehagane i Beitstad"),
    ("Frivillighetssentralen er et treffsted", "Treffsted: frivilligsentralen"),
    ("Manglende informasjon om planer", "Lite informasjon om planene"),
    ("For lite tid", "Dårlig tid"),
    ("Vanskelig språk", "Et vanskelig språk i brev"),
]
OTHERS = [
    ("Folk blir hørt", "Folk blir ikke hørt"),
    ("God tid", "Lite tid til overs"),
    ("Frivillige lag", "Uten frivillige lag"),
    ("Kommunen svarer", "Kommunen spør"),
    ("Møter på kveldstid", "Møter på dagtid"),
    ("Folkemøte om skolen", "Folkemøte om sykehjemmet"),
    ("Informasjon på nett", "Informasjon i postkassa"),
    ("Eldre som bor alene", "Ungdom som ikke går på skole"),
    ("Det gir bedre beslutninger", "Det gir eierskap"),
    ("Ildsjeler", "Politikere"),
    ("Kommunestyret", "Kommunikasjon"),
    ("Ja", "Nei"),
    ("👍", "🎉"),
]
ENGLISH = [
    ("Involve people early", "Early involvement of people", True),
    ("Meetings in the village hall", "A meeting at the village hall", True),
    ("People are heard", "People are not heard", False),
    ("Meetings by day", "Meetings in the evening", False),
]


def among(room: list[str], language: str = "nb") -> list[set[str]]:
    """The groups that are found among all that a room says, as texts."""
    said = dict(enumerate(room))
    found = twins(tuple((str(id), text) for id, text in said.items()), language)
    return [{said[int(id)] for id in group.ids} for group in found]


WHOLE_ROOM = list(dict.fromkeys(text for pair in ALIKE + OTHERS for text in pair))


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_says_the_same_in_other_words_is_suggested(one: str, other: str) -> None:
    assert [group for group in among(WHOLE_ROOM) if one in group and other in group] != []


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_what_only_sounds_alike_is_not_suggested(one: str, other: str) -> None:
    assert [group for group in among(WHOLE_ROOM) if one in group and other in group] == []
    assert among([one, other]) == []


@pytest.mark.parametrize(("one", "other", "alike"), ENGLISH)
def test_english_is_read_as_english(one: str, other: str, alike: bool) -> None:
    room = [text for *pair, _alike in ENGLISH for text in pair]
    together = [group for group in among(room, "en") if one in group and other in group]
    assert bool(together) is alike


def test_bokmål_and_nynorsk_are_read_alike() -> None:
    room = ["Skulen bør spørje elevane", "Skolen bør spørre elevene", "Noko heilt anna"]
    assert among(room, "nn") == among(room, "nb") == [{room[0], room[1]}]


def test_all_of_a_group_are_alike_and_not_only_neighbours_in_a_chain() -> None:
    room = [
        "Åpne møter om skole",
        "Åpne møter om skole og helse",
        "Åpne møter om helse og vei",
        "Åpne møter om vei",
    ]
    for group in among(room):
        assert not {room[0], room[3]} <= group


def test_a_group_has_its_ids_in_order_and_the_least_score_of_its_pairs() -> None:
    said = (("b", "Mer tid"), ("a", "Nok tid"), ("c", "Tid!"), ("d", "Kaffe"))
    assert twins(said, "nb") == (Twins(("b", "a", "c"), 1.0),)


def test_the_likeliest_come_first() -> None:
    found = twins(tuple((text, text) for text in WHOLE_ROOM), "nb")
    scores = [group.score for group in found]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= LIKELY


@given(
    st.lists(st.text(max_size=30) | st.sampled_from(WHOLE_ROOM), max_size=30),
    st.sampled_from(["nb", "nn", "en"]),
)
def test_whatever_is_said_each_text_is_in_one_group_at_most(room: list[str], language: str) -> None:
    said = tuple((str(place), text) for place, text in enumerate(room))
    found = twins(said, language)
    ids = [id for group in found for id in group.ids]
    assert len(ids) == len(set(ids))
    assert all(len(group.ids) > 1 for group in found)
    assert twins.__wrapped__(said, language) == found
