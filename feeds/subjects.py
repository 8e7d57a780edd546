"""Where on the bus what is said: the subjects of every message."""

SUPERVISOR_COMMAND = "touchline.supervisor.command"
SUPERVISOR_STATUS = "touchline.supervisor.status"
FEEDS_STATUS = "touchline.feeds.status"
NAMES = "touchline.names"
NAMES_CHANGED = "touchline.names.changed"

FACTS = "facts"
PAYLOAD = "payload"
COMMAND = "command"
STATE = "state"
STARTED = "started"
TRUTH = "truth"
DEMO = "demo"
GRAPHICS = "graphics"
RUNDOWN = "rundown"
OVERLAY = "overlay"
PREVIEW = "preview"
HEALTH = "health"
EVENT = "event"
PART = "part"
WATCHED = "watched"
BOXES = "boxes"
BOXES_NOW = "boxes_now"
ANY = "*"


def channel(name: str, what: str) -> str:
    """The subject of one matter of a channel; `ANY` as its name stands for all channels."""
    return f"touchline.channel.{name}.{what}"


def channel_of(subject: str) -> str:
    """The name of the channel a subject speaks of; ValueError where it speaks of none."""
    match subject.split("."):
        case ["touchline", "channel", name, _]:
            return name
        case _:
            raise ValueError(f"{subject} is no channel's subject")
