"""The forms of a name, from long to short, for rows that have little room."""

from feeds.fact import Team
from feeds.happening import Side
from overlays.names import full_name, short_name, shown

_TOGETHER = " / "


def team_forms(team: Team, side: Side, language: str, face: str) -> tuple[str, ...]:
    """A team's name, then its short one where it has one."""
    full = full_name(team, side, language, face)
    has_short = shown(team.called(language).short, face)
    return (full, short_name(team, side, language, face)) if has_short else (full,)


def people_forms(team: Team, side: Side, language: str, face: str) -> tuple[str, ...]:
    """Of a player, or two with a slash between: with first names, with initials, without."""
    return person_forms(full_name(team, side, language, face))


def person_forms(name: str) -> tuple[str, ...]:
    """Of a name that can be drawn."""
    people = [" ".join(one.split()) for one in name.split("/")]
    people = [one for one in people if one] or [name]
    forms = [people, [_initialled(one) for one in people], [_surname(one) for one in people]]
    return tuple(dict.fromkeys(_TOGETHER.join(form) for form in forms))


def _initialled(person: str) -> str:
    """The surname whole, of those before it the first letters."""
    surname = _surname(person)
    first = person.removesuffix(surname).split()
    return " ".join([*(f"{one[0]}." for one in first), surname])


def _surname(person: str) -> str:
    """The last word, with the small ones right before it, such as in de la Fuente."""
    words = person.split()
    place = len(words) - 1
    while place > 0 and words[place - 1][0].islower():
        place -= 1
    return " ".join(words[place:])
