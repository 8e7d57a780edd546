"""What viewers are told of predictions, each with the picture from which on it may be known."""

from collections.abc import Mapping
from typing import Any

from api.room.entry import Entry
from api.room.frames import Event
from engine.channel import prediction
from engine.channel.prediction import Prediction, Stage
from engine.show_log import ShowEvent
from feeds import event_time

_AUTHOR = "~"
_NAMES = {
    prediction.OPENED: "prediction.opened",
    prediction.LOCKED: "prediction.locked",
    prediction.RESOLVED: "prediction.resolved",
    prediction.UNRESOLVED: "prediction.locked",
    prediction.VOIDED: "prediction.voided",
}


def entry_of(known: Prediction, event: ShowEvent) -> Entry:
    """An event of a prediction as a room's entry, the same each time it is made."""
    coded = event.payload
    return Entry(
        type=_NAMES[coded["type"]],
        at=event.arrival,
        program_time=event_time.from_iso(coded["program_time"]),
        viewer=_AUTHOR,
        client_id=f"{known.id}/{event.sequence}",
        body={"prediction": known.id, **_body(known, coded)},
    )


def _body(known: Prediction, coded: Mapping[str, Any]) -> Event:
    match coded["type"]:
        case prediction.OPENED:
            outcomes = [{"id": one.id, "title": one.title} for one in known.outcomes]
            told = {"question": known.question, "outcomes": outcomes, "mode": known.mode.value}
            return told if "locks_at" not in coded else {**told, "locks_at": coded["locks_at"]}
        case prediction.RESOLVED:
            return {"outcome": coded["outcome"]}
        case prediction.UNRESOLVED:
            return {"is_reviewed": True}
        case prediction.VOIDED:
            return {"reason": coded.get("reason")}
        case _:
            return {}


def totals_of(known: Prediction, totals: Mapping[str, tuple[int, int]], *, is_paid: bool) -> Event:
    """How many have picked; what they picked only once nobody can be swayed by it."""
    told: dict[str, Any] = {
        "type": "prediction.updated",
        "prediction": known.id,
        "picks": sum(picks for _, picks in totals.values()),
    }
    if known.stage is not Stage.OPEN:
        told["totals"] = {
            outcome: {"points": points, "picks": picks}
            for outcome, (points, picks) in totals.items()
        }
    return told if known.stage is Stage.OPEN else {**told, "is_paid": is_paid}
