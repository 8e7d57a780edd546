"""What a stacked board says, once nothing on it is empty, cut off, covered or out of place."""

from overlays.scene import PictureSize, Scene
from tests.scene_reader import faults, texts


def read(scene: Scene, size: PictureSize) -> list[str]:
    """All texts in the order they are drawn; AssertionError where something is wrong."""
    assert faults(scene) == []
    for layer in scene.layers:
        assert layer.left >= size.width * 0.05, layer
        assert layer.left + layer.drawing.width <= size.width * 0.95, layer
        assert layer.top >= size.height * 0.05, layer
    return texts(scene)
