"""Photos pixel for pixel, round corners, and the silhouette in their place."""

import numpy as np

from overlays.box import Pixels
from overlays.canvas import Canvas
from overlays.color import WHITE, Color
from overlays.photo import Photo, Silhouette, head_in, whole_in
from overlays.scene import Drawing
from overlays.still import Still

GROUND = Color(20, 40, 90)
FIGURE = Color(90, 110, 160)


def drawn(drawing: Drawing) -> Pixels:
    canvas = Canvas(drawing.width, drawing.height)
    drawing.draw(canvas)
    return canvas.finished()


def noise(width: int, height: int) -> Still:
    pixels = np.random.default_rng(4).integers(0, 256, (height, width, 4), np.uint8)
    premultiplied = np.minimum(pixels, pixels[:, :, 3:])
    premultiplied.flags.writeable = False
    return Still(digest=f"{width}x{height}", pixels=premultiplied)


def test_a_photo_is_its_stills_pixels() -> None:
    still = noise(700, 600)
    assert np.array_equal(drawn(Photo(still=still)), still.pixels)


def test_its_corners_are_round_and_its_ground_shows_through() -> None:
    made = drawn(Photo(still=noise(60, 60), radius=12, ground=WHITE))
    assert made[0, 0, 3] == 0
    assert np.all(made[14:46, 14:46, 3] == 255)


def test_equal_stills_are_equal_photos() -> None:
    assert Photo(still=noise(8, 8)) == Photo(still=noise(8, 8))
    assert len({Photo(still=noise(8, 8)), Photo(still=noise(8, 8), radius=2)}) == 2


def test_a_portrait_keeps_its_head_and_a_logo_all_of_it() -> None:
    pixels = np.zeros((200, 100, 4), np.uint8)
    pixels[:60] = 255
    pixels.flags.writeable = False
    whole = Still(digest="tall", pixels=pixels)
    cut = drawn(Photo(still=head_in(whole, 100, 100), radius=4))
    assert cut[45, 50, 3] == 255
    assert cut[52, 50, 3] == 0
    assert cut[0, 0, 3] < 255
    fitted = drawn(Photo(still=whole_in(whole, 100, 100)))
    assert head_in(whole, 100, 100) is head_in(whole, 100, 100)
    assert (fitted[10, 24, 3], fitted[10, 50, 3], fitted[40, 50, 3]) == (0, 255, 0)


def test_a_silhouette_stands_on_the_lower_edge_in_the_middle() -> None:
    made = drawn(Silhouette(width=120, height=160, ground=GROUND, figure=FIGURE))
    is_figure = np.all(made[:, :, :3] == FIGURE[:3], axis=2)
    assert np.all(made[:, :, 3] == 255)
    assert 0.3 < is_figure.mean() < 0.6
    assert np.mean(is_figure == is_figure[:, ::-1]) > 0.98
    assert is_figure[-1].all()
    assert not is_figure[:16].any()
    assert not is_figure[:100, 0].any()
