"""The published schema: it takes what the reader takes, and knows each graphic's fields."""

import json
from pathlib import Path

from overlays.catalogue import GRAPHICS
from overlays.config.json_schema import ADDRESS, json_schema
from overlays.config.overlay_settings import TAKEN

EXAMPLE = (Path(__file__).parents[1] / "examples" / "overlay.yaml").read_text(encoding="utf-8")


def test_it_names_every_graphic_and_its_fields() -> None:
    schema = json_schema()
    assert json.loads(json.dumps(schema)) == schema
    defined = schema["$defs"]
    assert set(defined["GraphicsSettings"]["properties"]) == {one.id for one in GRAPHICS}
    for graphic in TAKEN:
        title = "".join(word.capitalize() for word in graphic.id.split("_"))
        rule = defined[f"{title}Rule"]
        assert {"on", "take", "for", "not_over", "fields"} == set(rule["properties"])
        names = {field.name for field in graphic.manifest.fields} - {"seconds"}
        assert set(defined[f"{title}RuleFields"]["properties"]) == names
    assert defined["LookSettings"]["properties"]["radius"]
    assert defined["Pace"] == {"type": "number", "minimum": 0.5, "maximum": 2}


def test_the_example_says_where_it_is() -> None:
    assert f"$schema=http://127.0.0.1:8000{ADDRESS}" in EXAMPLE
