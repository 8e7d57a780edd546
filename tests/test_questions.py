"""Questions: asked once, withdrawn when they settle, and not asked again once answered."""

from feeds.fact import Goal
from feeds.field import Field, Part
from feeds.happening import Side
from feeds.questions import DISPUTED, TAKEN_BACK, UNCONFIRMED, Question, Questions
from feeds.standing import Happenings

SCORE = Part(Field.SCORE)


def question(name: str, kind: str, since: int = 0, about: str = "") -> Question:
    return Question(
        id=name, kind=kind, part=SCORE, feed="one", says="1", stands="0", since=since, about=about
    )


def test_the_oldest_is_first() -> None:
    questions = Questions()
    questions.ask(question("b", "jump", 2))
    questions.ask(question("a", "jump", 1))
    assert [one.id for one in questions] == ["a", "b"]


def test_what_was_answered_is_not_asked_again_in_its_match() -> None:
    questions = Questions()
    assert questions.ask(question("a", "jump"))
    questions.keep("a")
    assert not questions.ask(question("a", "jump"))
    assert list(questions) == []
    questions.clear()
    assert questions.ask(question("a", "jump"))


def test_a_feed_that_comes_round_ends_what_is_asked_of_it() -> None:
    questions = Questions()
    questions.ask(question("a", "jump"))
    questions.ask(question("taken_back:g", TAKEN_BACK))
    questions.come_round("two", SCORE)
    assert "a" in questions
    questions.come_round("one", SCORE)
    assert [one.kind for one in questions] == [TAKEN_BACK]


def test_what_is_confirmed_or_gone_is_settled() -> None:
    happenings, questions = Happenings(), Questions()
    goal = Goal(event_time=0, received=0, id="evt:7", side=Side.HOME)
    happenings.joined(goal, "hand", 0)
    questions.ask(question("unconfirmed:evt:7", UNCONFIRMED, about="evt:7"))
    questions.settle(happenings)
    assert "unconfirmed:evt:7" in questions
    happenings.joined(Goal(event_time=0, received=0, id="f", side=Side.HOME), "one", 0)
    questions.settle(happenings)
    assert "unconfirmed:evt:7" not in questions
    questions.ask(question("taken_back:one:score:f", TAKEN_BACK, about="f"))
    happenings.take_back("f", "r")
    questions.settle(happenings)
    assert list(questions) == []


def test_all_but_one_are_withdrawn() -> None:
    questions = Questions()
    for says in ("1", "2"):
        questions.ask(question(f"disputed:one:{says}", DISPUTED))
    questions.withdraw("disputed:one:", but="disputed:one:2")
    assert [one.id for one in questions] == ["disputed:one:2"]
