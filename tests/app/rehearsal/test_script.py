"""The script of a rehearsal: worked out beforehand, the same for the same seed; all of it fits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.live.protocol import MESSAGES, Audience, parse
from app.rehearsal.parts import COME, DOTS, GO, Cue, PlayedExercise, PlayedItem, Script
from app.rehearsal.script import write
from app.rehearsal.timing import stretches
from facilitator.exercises import kind_of, kinds
from facilitator.exercises.kind import Phase
from facilitator.programme.kinds import ItemKind
from facilitator.samples.voices import bodies_of

TABLES = (1, 2, 3, 4)
KINDS = tuple(sorted(kinds()))


def programme(*names: str, **settings: Any) -> list[PlayedItem]:
    """An arrival, table work with an exercise of each kind that is named, and the end."""
    exercises = [PlayedExercise(at, name, settings) for at, name in enumerate(names, start=1)]
    return [
        PlayedItem(1, ItemKind.ARRIVAL, 60),
        PlayedItem(2, ItemKind.TABLE_WORK, 300, exercises),
        PlayedItem(3, ItemKind.CLOSE, 0),
    ]


def script(items: Sequence[PlayedItem], *, seed: str = "TRAPP47", phones: int = 12) -> Script:
    return write(seed, items, TABLES, phones, bodies_of)


def cues_of(script: Script) -> list[Cue]:
    """Everything that anybody does."""
    return [
        *script.arrivals,
        *(cue for cues in script.rounds.values() for cue in cues),
        *(cue for cues in script.desk.values() for cue in cues),
    ]


def test_the_same_seed_writes_the_same_evening_and_another_one_another() -> None:
    items = programme(*KINDS)
    assert script(items) == script(items)
    assert script(items) != script(items, seed="TRAPP48")


@pytest.mark.parametrize("name", KINDS)
def test_every_phase_of_every_exercise_is_opened_in_order_and_answered(name: str) -> None:
    played = script(programme(name))
    phases = [cue.payload["phase"] for cue in played.desk[2] if cue.does == "phase"]
    assert phases == [*kind_of(name).phases]
    answered = {phase for (_exercise, phase), cues in played.rounds.items() if cues}
    asked = {phase for phase in kind_of(name).phases if phase.takes_input}
    assert asked <= answered


@pytest.mark.parametrize("name", KINDS)
def test_the_room_says_something_that_the_kind_takes(name: str) -> None:
    kind = kind_of(name)
    said = [cue.payload["body"] for cue in cues_of(script(programme(name))) if cue.does == "give"]
    assert said
    assert [kind.parse(kind.settings({}), body) for body in said] == said


def test_the_results_are_shown_table_by_table_then_all_and_page_by_page() -> None:
    shown = [
        (cue.does, cue.payload.get("table"), cue.payload.get("page"))
        for cue in script(programme("ideas")).desk[2]
        if cue.does in ("reveal", "turn")
    ]
    assert shown == [
        ("reveal", 1, None),
        ("reveal", 2, None),
        ("reveal", None, None),
        ("turn", None, 2),
        ("turn", None, 3),
        ("turn", None, 1),
    ]


def test_in_plenary_there_are_highlights_dots_and_tables_that_speak() -> None:
    played = script(programme("ideas"))
    done = Counter(cue.does for cue in played.desk[2])
    assert {name: done[name] for name in ("lift", "dots", "speak", "hide")} == {
        "lift": 4,
        "dots": 2,
        "speak": 4,
        "hide": 2,
    }
    dots = Counter(cue.player for cue in played.rounds[1, DOTS])
    assert dots == dict.fromkeys(range(12), 3)


def test_tables_that_say_the_same_are_joined_in_themes() -> None:
    played = write(
        "TRAPP47", programme("ideas"), TABLES, 12, lambda _kind: [{"text": "Tillit"}] * 16
    )
    (theme,) = [cue.payload for cue in played.desk[2] if cue.does == "theme"]
    tables = {player.number: player.table for player in played.players}
    joined = {
        tables[cue.player or 0]
        for cue in played.rounds[1, Phase.INDIVIDUAL]
        if cue.payload.get("id") in theme["ids"]
    }
    assert (theme["do"], theme["exercise"], len(joined) > 1) == ("make", 1, True)


def test_what_tables_without_phones_wrote_is_typed_from_their_paper() -> None:
    played = script(programme("ideas"), phones=3)
    typed = [(cue.does, cue.payload["table"]) for cue in played.desk[2] if cue.does == "paper"]
    assert typed == [("paper", 4), ("paper", 4)]


def test_the_table_that_is_not_done_is_reminded_and_then_left_alone() -> None:
    nudges = [cue.payload for cue in script(programme("ideas")).desk[2] if cue.does == "nudge"]
    assert [(nudge["table"], bool(nudge["text"])) for nudge in nudges] == [(4, True), (4, False)]


def test_what_answers_refers_to_what_its_own_table_has_said() -> None:
    asking = [name for name in KINDS if kind_of(name).answerable]
    answering = [name for name in KINDS if kind_of(name).answers]
    played = script(programme(*asking, *answering), phones=24)
    tables = {player.number: player.table for player in played.players}
    gives = [cue for cue in cues_of(played) if cue.does == "give"]
    said_at = {cue.payload["id"]: tables[cue.player or 0] for cue in gives}
    references = [
        (kind_of(name).refers_to(cue.payload["body"]), tables[cue.player or 0])
        for number, name in enumerate([*asking, *answering], start=1)
        for cue in gives
        if cue.payload["exercise"] == number
    ]
    found = [(said_at[reference], table) for reference, table in references if reference]
    assert found
    assert all(said == table for said, table in found)


def test_the_pen_is_put_down_before_another_takes_it() -> None:
    played = script(programme(*[name for name in KINDS if not kind_of(name).room] * 3), phones=24)
    holders: dict[int, int | None] = {}
    tables = {player.number: player.table for player in played.players}
    for _moment, cues in sorted(played.rounds.items(), key=lambda entry: entry[0][0]):
        for cue in cues:
            if cue.does == "scribe":
                table = tables[cue.player or 0]
                assert holders.get(table) in (None, cue.player)
                holders[table] = cue.player if cue.payload["on"] else None


def test_the_table_gives_its_dots_together_where_the_organiser_says_so() -> None:
    played = script(programme("ideas", dots_by="table", dots=2))
    assert len({cue.player for cue in played.rounds[1, DOTS]}) == len(TABLES)
    assert len(played.rounds[1, DOTS]) == 2 * len(TABLES)


def test_people_do_what_people_do_at_tables() -> None:
    does = {
        cue.does for cue in cues_of(script(programme(*KINDS), phones=30)) if cue.player is not None
    }
    assert does >= {
        *("give", "share", "writing", "scribe", "revise", "withdraw", "highlight", "done"),
        *("support", "note", COME, GO),
    }


def test_one_table_never_gets_done_and_all_others_do() -> None:
    played = script(programme("ideas"))
    tables = {player.number: player.table for player in played.players}
    done = {tables[cue.player or 0] for cue in played.rounds[1, Phase.TABLE] if cue.does == "done"}
    assert done == {1, 2, 3}


def test_a_phone_that_drops_out_comes_back_in_the_same_phase() -> None:
    cues = script(programme("ideas")).rounds[1, Phase.TABLE]
    net = [(cue.does, cue.player) for cue in cues if cue.does in (COME, GO)]
    ((gone, dropped), (back, returned)) = net
    assert (gone, back, dropped) == (GO, COME, returned)


def test_where_the_table_has_one_voice_only_the_scribe_speaks() -> None:
    cues = script(programme("ideas", by="table")).rounds[1, Phase.TABLE]
    scribes = {cue.player for cue in cues if cue.does == "scribe"}
    assert {cue.player for cue in cues if cue.does in ("give", "share")} <= scribes


def test_no_table_says_more_than_it_may() -> None:
    played = script(programme("ideas", most_per_table=2), phones=24)
    tables = {player.number: player.table for player in played.players}
    withdrawn = {cue.payload["id"] for cue in cues_of(played) if cue.does == "withdraw"}
    said = Counter(
        tables[cue.player or 0]
        for cue in played.rounds[1, Phase.TABLE]
        if cue.does in ("give", "share") and cue.payload["id"] not in withdrawn
    )
    assert max(said.values()) == 2


def test_what_does_not_fit_the_organisers_steps_is_left_out() -> None:
    steps = [{"name": "Lav", "description": ""}, {"name": "Høy", "description": ""}]
    cues = cues_of(script(programme("ladder", steps=steps)))
    said = [cue.payload["body"] for cue in cues if cue.does == "give"]
    assert said
    assert max(step for body in said for step in body["steps"]) <= 2


def test_an_exercise_for_which_nobody_has_words_is_opened_all_the_same() -> None:
    played = write("TRAPP47", programme("ideas"), TABLES, 8, lambda _kind: ())
    assert [cue for cue in cues_of(played) if cue.does in ("give", "note")] == []
    assert [cue for cue in played.desk[2] if cue.does == "phase"] != []


def test_phones_sit_down_table_by_table_while_people_arrive() -> None:
    played = script(programme("ideas"), phones=6)
    assert [player.table for player in played.players] == [1, 2, 3, 4, 1, 2]
    assert sorted(cue.player or 0 for cue in played.arrivals) == [*range(6)]
    assert max(cue.at for cue in played.arrivals) < 60


def test_a_talk_comes_before_its_exercises() -> None:
    talk = PlayedItem(1, ItemKind.TALK, 100, [PlayedExercise(1, "ideas")])
    assert stretches(talk)[0].at == pytest.approx(40)


def test_what_the_room_asks_is_open_beside_the_rest_and_answered_after_it() -> None:
    room = next(name for name in KINDS if kind_of(name).room)
    talk = PlayedItem(1, ItemKind.TALK, 100, [PlayedExercise(1, "ideas"), PlayedExercise(2, room)])
    assert [(stretch.exercise.kind, stretch.phase.value) for stretch in stretches(talk)] == [
        (room, "table"),
        ("ideas", "individual"),
        ("ideas", "table"),
        ("ideas", "plenary"),
        (room, "plenary"),
    ]


def in_time(cues: Sequence[Cue], length: float) -> bool:
    return all(0 <= cue.at <= length for cue in cues)


@given(
    st.integers(1, 40),
    st.lists(st.sampled_from(KINDS), max_size=4),
    st.floats(1, 10_000),
    st.sampled_from(ItemKind),
    st.integers(0, 99),
)
@settings(deadline=None)
def test_whatever_is_played_all_messages_are_right_and_come_in_time(
    phones: int, names: list[str], length: float, kind: ItemKind, seed: int
) -> None:
    exercises = [PlayedExercise(at, name) for at, name in enumerate(names, start=1)]
    item = PlayedItem(1, kind, length, exercises)
    played = script([item], seed=str(seed), phones=phones)
    for cue in cues_of(played):
        if cue.does not in (COME, GO):
            assert parse(cue.does, dict(cue.payload)) == cue.payload
            sender = Audience.CONSOLE if cue.player is None else Audience.PHONE
            assert sender in MESSAGES[cue.does].senders
    lengths: Mapping[tuple[int, str], float] = {
        (stretch.exercise.id, stretch.phase): stretch.length for stretch in stretches(item)
    }
    assert in_time(played.desk[1], length)
    assert all(
        in_time(cues, lengths.get(moment, length) + 5) for moment, cues in played.rounds.items()
    )
    given_ids = [cue.payload["id"] for cue in cues_of(played) if cue.does in ("give", "note")]
    assert len(given_ids) == len(set(given_ids))
