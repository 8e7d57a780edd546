"""What the control API takes and gives: its resources and the bodies of its requests."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from overlays.manifest import Kind


class Body(BaseModel):
    """A request's body; unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid")


class ChannelResource(BaseModel):
    """A channel as viewers and operators see it."""

    name: str
    title: str
    state: Literal["on_air", "starting", "off"]
    playlist_url: str
    distance_us: int
    server_time: datetime


class ChannelPage(BaseModel):
    """Channels, and the cursor of the next page where there is one."""

    items: list[ChannelResource]
    next: str | None = None


class Press(Body):
    """When an operator's press is meant.

    `now`: on the next frame. `monitor`: on the picture of programme time `at`. `venue`: at `at`.
    """

    basis: Literal["now", "monitor", "venue"] = "now"
    at: datetime | None = None


class FactByHand(Press):
    """A fact without times; `at` and `basis` say when it happened.

    What a feed told of within a minute is the same, unless `joins` is false.
    """

    fact: dict[str, Any]
    joins: bool = True


class Answer(Body):
    """Who is right: `take` what the feed says, or `keep` what is on air."""

    answer: Literal["take", "keep"]


class Override(Press):
    """What a field is held at, and until when (event time); without `until` until it is let go."""

    value: Any
    until: datetime | None = None


class FieldWord(BaseModel):
    """What one feed says of a field, in words."""

    feed: str
    says: str


class TrueField(BaseModel):
    """A part of the state: its value in words, who says so, and how sure that is.

    `told_at` is the event time of what was told last, `heard_at` when its source was last heard.
    """

    field: str
    value: str
    source: str
    confidence: Literal["agreed", "hand", "single", "stale", "disputed"]
    told_at: datetime
    heard_at: datetime
    voices: list[FieldWord]


class QuestionResource(BaseModel):
    """What only a person can decide: a feed says one thing, another is on air."""

    id: str
    kind: Literal["unconfirmed", "disputed", "clock", "jump", "taken_back"]
    field: str
    feed: str
    says: str
    stands: str
    since: datetime


class OverrideResource(BaseModel):
    """A field that is held, by hand or by rule."""

    field: str
    value: Any
    by_rule: bool
    since: datetime
    until: datetime | None


class TruthResource(BaseModel):
    """What is known of a match, by whom, and what is to be decided."""

    fields: list[TrueField]
    questions: list[QuestionResource]
    overrides: list[OverrideResource]


class OverridePage(BaseModel):
    """The fields that are held."""

    items: list[OverrideResource]
    next: str | None = None


class Take(Press):
    """A graphic's fields by name, as its catalogue entry has them."""

    fields: dict[str, Any] = {}


class Step(Press):
    """Which step a graphic is to go to, counted from 1."""

    step: int


class GraphicField(BaseModel):
    """A field of a graphic: what it takes, one of its `choices`; letters at most."""

    name: str
    title: str
    kind: Kind
    max_length: int
    required: bool
    choices: list[str]


class GraphicOnAir(BaseModel):
    """What a graphic that stands says, and the step it is at."""

    fields: dict[str, str]
    step: int


class GraphicResource(BaseModel):
    """A graphic that can be taken and cleared, and whether it stands on the next frame."""

    name: str
    title: str
    is_on: bool
    on: GraphicOnAir | None
    slot: str
    fields: list[GraphicField]
    manifest: dict[str, Any]


class GraphicPage(BaseModel):
    """A channel's graphics, and the cursor of the next page where there is one."""

    items: list[GraphicResource]
    next: str | None = None


class Committed(BaseModel):
    """A show event: its number in the log and the first frame it is shown on.

    `joined` is the id of what a feed had told of the same. `warnings` say why what was taken is not
    seen for now.
    """

    sequence: int
    frame: int
    id: str | None = None
    joined: str | None = None
    warnings: list[str] = []


class PayloadTaken(BaseModel):
    """How many facts a payload told anew, and what was odd about it, if anything was."""

    facts: int
    odd: str


class Undo(Body):
    """Why something is taken back."""

    reason: str | None = Field(default=None, max_length=200)


class Program(BaseModel):
    """Which source is programme, and how the sources are."""

    source: str
    is_slate: bool
    sources: dict[str, dict[str, str]]


class Cut(Body):
    """Which source to cut to."""

    source: str


class MeasuredResource(BaseModel):
    """What an offset or a latency should be by the clock in the picture; times are µs.

    `confidence` is 0 to 100, `age_us` how long ago (of picture) it was last seen so.
    """

    value_us: int
    spread_us: int
    age_us: int
    readings: int
    confidence: int


class CalibrationResource(BaseModel):
    """What the clock in the picture says of feeds and sources, where it is looked for."""

    policy: Literal["off", "suggest", "follow"]
    state: Literal["off", "looking", "no_clock", "seen"]
    source: str
    reads: str | None
    offsets: dict[str, MeasuredResource]
    latencies: dict[str, MeasuredResource]


class TimingResource(BaseModel):
    """Distance, each source's latency and each feed's offset, in µs; what they should be."""

    distance_us: int
    latencies_us: dict[str, int]
    offsets_us: dict[str, int]
    calibration: CalibrationResource


class FeedLateness(BaseModel):
    """How late a feed's last facts came, and what of that is missed at the present distance.

    Of `measured` facts: the least, half of them and nineteen in twenty stay below (µs, offset
    included); the share `missed` (0..1) comes after its picture, by `late_by_us` in the middle.
    """

    feed: str
    measured: int
    least_us: int | None
    p50_us: int | None
    p95_us: int | None
    missed: float | None
    late_by_us: int | None


class DialStep(BaseModel):
    """The share of each feed's facts that would be missed at a distance."""

    distance_us: int
    missed: dict[str, float]


class DialResource(BaseModel):
    """Latency against completeness: what each distance leaves missed."""

    distance_us: int
    feeds: list[FeedLateness]
    steps: list[DialStep]


class TimingChange(Body):
    """What to change of the timing; the rest stays."""

    distance_us: int | None = Field(default=None, ge=0)
    latencies_us: dict[str, Annotated[int, Field(ge=0)]] = {}
    offsets_us: dict[str, int] = {}
