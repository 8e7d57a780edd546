"""The JSON Schema of the overlay config, for what editors complete while somebody types."""

from typing import Any

from overlays.config.overlay_settings import OverlaySettings

ADDRESS = "/api/v1/overlay/schema.json"


def json_schema() -> dict[str, Any]:
    """The schema, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **OverlaySettings.model_json_schema(),
        "title": "Touchline's overlay config",
    }
