"""What pydantic finds wrong with a value, in words for whoever wrote it."""

from typing import Any

type Found = Any  # pydantic's ErrorDetails, whose home is another distribution

# How a value is written that has to be like a pattern, which nobody should have to read.
_LIKE = {
    r"^#[0-9a-fA-F]{6}$": "a colour like #0a3d91",
    r"^[0-9a-f]{64}$": "64 digits, 0 to 9 and a to f",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$": "a language like en or pt-BR",
    r"^[A-Za-z0-9_.-]{1,64}$": "letters, digits, _ . and -, 64 at most",
    r"^[A-Za-z0-9_-]{1,32}$": "letters, digits, _ and -, 32 at most",
    r"^\w{1,8}$": "letters and digits, 8 at most",
}
# Pydantic's words for what has no pattern either.
_PLAIN = {
    "string_type": "it should be a text in quotes",
    "string_too_short": "it should not be empty",
    "string_too_long": "it should have {max_length} letters at most",
    "int_type": "it should be a whole number",
    "bool_type": "it should be true or false",
}


def expected(found: Found) -> str:
    """What the value should be."""
    plain = _PLAIN.get(found.get("type", ""))
    if plain is not None:
        return plain.format(**found.get("ctx", {}))
    like = _LIKE.get(found.get("ctx", {}).get("pattern"))
    text: str = found["msg"] if like is None else f"it should be {like}"
    return text.removeprefix("Value error, ").replace("Input should", "it should")
