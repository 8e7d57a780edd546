"""Errors of the engine, named for what the caller can do about them."""


class EngineError(Exception):
    """Something the engine could not do; the text is one line for the user."""


class SourceError(EngineError):
    """The source cannot be opened or read: name another, or mend it."""


class LadderError(EngineError):
    """The ladder asked for cannot be built: change its sizes or bitrates."""


class StoreError(EngineError):
    """The media store cannot take what it is given: free space or name another folder."""


class ShowLogError(EngineError):
    """The show log cannot be opened, read or written."""


class BoxError(EngineError):
    """A box that cannot be keyed: the renderer that made it is at fault."""


class EncoderError(EngineError):
    """The encoder refuses its settings or a frame."""
