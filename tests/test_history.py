"""A room's memory, in a real database."""

from pathlib import Path

from api.room.entry import Entry, cleared, said
from api.room.history import History
from api.room.viewer import Viewer
from api.storage.database import Database
from tests.databases import with_database

ANNA, BEN = (Viewer(viewer=name[0].lower(), name=name) for name in ("Anna", "Ben"))
S = 1_000_000


def line(text: str, viewer: Viewer = ANNA, *, at: int = 0, named: str = "") -> Entry:
    return said(viewer, text, client_id=named or text, program_time=at * S, at=at * S)


def texts(entries: list[Entry]) -> list[str]:
    return [str(entry.body.get("text", entry.type)) for entry in entries]


def test_a_room_has_one_epoch_and_goes_on_counting(tmp_path: Path) -> None:
    async def begin(database: Database) -> tuple[str, int]:
        history = History(database, "cup")
        epoch, first = await history.open()
        await history.add([line(f"{first} {n}") for n in range(3)], first)
        return epoch, first

    one, other = with_database(tmp_path, begin), with_database(tmp_path, begin)
    assert (one[1], other[1]) == (0, 3)
    assert one[0] == other[0]


def test_rooms_know_nothing_of_each_other(tmp_path: Path) -> None:
    async def run(database: Database) -> tuple[bool, list[Entry], tuple[str, int]]:
        cup, league = History(database, "cup"), History(database, "league")
        await cup.open()
        epoch, _ = await league.open()
        await cup.add([line("hi")], 0)
        hidden = await league.hide(0)
        return hidden, await league.lines(9), (epoch, (await league.open())[1])

    hidden, lines, (_, following) = with_database(tmp_path, run)
    assert (hidden, lines, following) == (False, [], 0)


def test_what_was_said_before_is_not_said_again(tmp_path: Path) -> None:
    async def run(database: Database) -> tuple[list[list[Entry]], list[Entry]]:
        history = History(database, "cup")
        await history.open()
        first = await history.add([line("a", named="1"), line("b", BEN, named="1")], 0)
        again = await history.add(
            [line("other", named="1"), line("c", named="2"), line("c", named="2")], 2
        )
        return [first, again], await history.since(0, 99)

    (first, again), kept = with_database(tmp_path, run)
    assert [(entry.offset, *texts([entry])) for entry in first] == [(0, "a"), (1, "b")]
    assert [(entry.offset, *texts([entry])) for entry in again] == [(0, "a"), (2, "c"), (2, "c")]
    assert texts(kept) == ["a", "b", "c"]


def test_happenings_without_a_name_are_all_kept(tmp_path: Path) -> None:
    async def run(database: Database) -> list[Entry]:
        history = History(database, "cup")
        await history.open()
        return await history.add([cleared("a", 0), cleared("a", 0)], 0)

    assert [entry.offset for entry in with_database(tmp_path, run)] == [0, 1]


def test_lines_before_an_offset_or_up_to_a_picture(tmp_path: Path) -> None:
    async def run(database: Database) -> list[list[str]]:
        history = History(database, "cup")
        await history.open()
        # "late" was said last, by someone whose picture was far behind.
        spoken = [line("a", at=10), line("b", at=20), line("c", at=30), line("late", at=15)]
        await history.add([*spoken, cleared("x", 0)], 0)
        asked: list[tuple[int, dict[str, int]]] = [
            (9, {}),
            (2, {}),
            (9, {"before": 2}),
            (9, {"program_time": 20 * S}),
            (2, {"program_time": 20 * S}),
            (9, {"program_time": 5 * S}),
        ]
        return [texts(await history.lines(limit, **which)) for limit, which in asked]

    assert with_database(tmp_path, run) == [
        ["a", "b", "c", "late"],
        ["c", "late"],
        ["a", "b"],
        ["a", "late", "b"],
        ["late", "b"],
        [],
    ]


def test_hidden_lines_are_in_no_answer(tmp_path: Path) -> None:
    async def run(database: Database) -> tuple[list[bool], list[str], list[str]]:
        history = History(database, "cup")
        await history.open()
        await history.add([line("a"), line("b", BEN), line("c"), line("d", BEN)], 0)
        hidden = [
            await history.hide(0),
            await history.hide(0),
            await history.hide(99),
            await history.hide_of(BEN.viewer),
            await history.hide_of(BEN.viewer),
        ]
        return hidden, texts(await history.lines(9)), texts(await history.since(0, 9))

    hidden, lines, since = with_database(tmp_path, run)
    assert hidden == [True, False, False, True, False]
    assert (lines, since) == (["c"], ["c"])


def test_silences_end(tmp_path: Path) -> None:
    async def run(database: Database) -> list[dict[str, int]]:
        history = History(database, "cup")
        await history.silenced("a", 100)
        await history.silenced("b", 200)
        found = [await history.silences(now) for now in (0, 100, 200)]
        await history.silenced("b", 0)
        return [*found, await history.silences(0)]

    assert with_database(tmp_path, run) == [{"a": 100, "b": 200}, {"b": 200}, {}, {"a": 100}]
