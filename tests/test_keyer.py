"""The downstream key: golden numbers of blending, exact rounding, clipping on every side."""

import numpy as np
import pytest
from numpy.typing import NDArray

from engine import keyer
from engine.errors import BoxError
from engine.frame import Plane, Planes
from engine.keyer import KeyedBox, Plate, Rows

type Rgba = tuple[int, int, int, int]

# bt709, limited range: the colour bars' own figures (ITU-R BT.709-6, 3.5).
BARS = {
    "white": ((255, 255, 255), (235, 128, 128)),
    "yellow": ((255, 255, 0), (219, 16, 138)),
    "cyan": ((0, 255, 255), (188, 154, 16)),
    "green": ((0, 255, 0), (173, 42, 26)),
    "magenta": ((255, 0, 255), (78, 214, 230)),
    "red": ((255, 0, 0), (63, 102, 240)),
    "blue": ((0, 0, 255), (32, 240, 118)),
    "black": ((0, 0, 0), (16, 128, 128)),
    "grey-128": ((128, 128, 128), (126, 128, 128)),
}


def picture(width: int, height: int, color: tuple[int, int, int]) -> Planes:
    sizes = ((height, width), (height // 2, width // 2), (height // 2, width // 2))
    y, u, v = (np.full(size, value, np.uint8) for size, value in zip(sizes, color, strict=True))
    return y, u, v


def noise(width: int, height: int) -> Planes:
    random = np.random.default_rng(7)
    sizes = ((height, width), (height // 2, width // 2), (height // 2, width // 2))
    y, u, v = (random.integers(0, 256, size, np.uint8) for size in sizes)
    return y, u, v


def solid(width: int, height: int, color: Rgba) -> NDArray[np.uint8]:
    """Premultiplied pixels of one colour."""
    return np.full((height, width, 4), color, np.uint8)


def copied(planes: Planes) -> Planes:
    y, u, v = (plane.copy() for plane in planes)
    return y, u, v


def is_same(left: Planes, right: Planes) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(left, right, strict=True))


def colors(planes: Planes) -> list[list[int]]:
    """The values that occur in each plane."""
    return [np.unique(plane).tolist() for plane in planes]


def bare_plate(color: Plane, inverse: Plane) -> Plate:
    """A plate with luma colour and inverse alpha as given, and chroma that changes nothing."""
    height, width = color.shape
    chroma = np.zeros((height // 2, width // 2), np.uint8)
    clear = np.full_like(chroma, 255)
    rows = (Rows(0, height, is_opaque=False),)
    return Plate(color=(color, chroma, chroma), inverse=(inverse, clear), rows=rows)


def test_alpha_0_leaves_every_byte() -> None:
    under = np.repeat(np.arange(256, dtype=np.uint8)[np.newaxis], 2, axis=0)
    planes = under.copy(), under[:1, ::2].copy(), under[:1, 1::2].copy()
    pixels = solid(256, 2, (0, 0, 0, 0))
    pixels[0, 0] = 1, 1, 1, 255  # so that the rows are keyed at all
    keyer.key(planes, [keyer.whole(keyer.plate(pixels), 0, 0)])
    assert np.array_equal(planes[0][:, 2:], under[:, 2:])
    assert np.array_equal(planes[1][:, 1:], under[:1, 2::2])
    assert np.array_equal(planes[2][:, 1:], under[:1, 3::2])


@pytest.mark.parametrize("width", [256, 250, 98, 34, 18, 6, 2], ids=lambda width: f"{width}-wide")
def test_blending_rounds_exactly(width: int) -> None:
    """Every x and every inverse alpha a: (x * a) / 255 to the nearest, whatever the SIMD width."""
    inverse = np.repeat(np.arange(256, dtype=np.uint8)[:, np.newaxis], width, axis=1)
    plate = bare_plate(np.zeros_like(inverse), inverse)
    for first in range(0, 256, width):
        values = np.arange(first, first + width) % 256
        under = np.repeat(values.astype(np.uint8)[np.newaxis], 256, axis=0)
        planes = under, *noise(width, 256)[1:]
        keyer.key(planes, [keyer.whole(plate, 0, 0)])
        alpha = np.arange(256)[:, np.newaxis]
        assert np.array_equal(under, (2 * values * alpha + 255) // 510)


def test_blending_rounds_exactly_in_planes_with_padding() -> None:
    inverse = np.repeat(np.arange(256, dtype=np.uint8)[:, np.newaxis], 256, axis=1)
    wide = np.zeros((256, 320), np.uint8)
    under = wide[:, 17:273]
    under[:] = np.arange(256, dtype=np.uint8)
    keyer.key((under, *noise(256, 256)[1:]), [keyer.whole(bare_plate(inverse * 0, inverse), 0, 0)])
    x, a = np.meshgrid(np.arange(256), np.arange(256))
    assert np.array_equal(under, (2 * x * a + 255) // 510)
    assert not wide[:, :17].any()
    assert not wide[:, 273:].any()


@pytest.mark.parametrize(("rgb", "yuv"), BARS.values(), ids=BARS)
def test_an_opaque_box_is_its_colour(rgb: tuple[int, int, int], yuv: tuple[int, int, int]) -> None:
    planes = noise(16, 8)
    keyer.key(planes, [keyer.whole(keyer.plate(solid(16, 8, (*rgb, 255))), 0, 0)])
    assert colors(planes) == [[value] for value in yuv]


@pytest.mark.parametrize(
    ("grey_under", "box", "grey"),
    [
        pytest.param(64, (128, 128, 128, 128), 160, id="half-white-over-grey-64"),
        pytest.param(255, (128, 128, 128, 128), 255, id="a-white-edge-over-white-stays-white"),
        pytest.param(255, (0, 0, 0, 128), 127, id="half-black-over-white"),
        pytest.param(0, (0, 0, 0, 77), 0, id="black-over-black"),
        pytest.param(200, (64, 64, 64, 64), 214, id="quarter-white"),
        pytest.param(0, (64, 64, 64, 128), 64, id="half-grey-over-black"),
    ],
)
def test_blends(grey_under: int, box: Rgba, grey: int) -> None:
    """Full-range greys; on the planes they are 16 + grey * 219 / 255."""
    luma, wanted = (16 + round(value * 219 / 255) for value in (grey_under, grey))
    planes = picture(8, 8, (luma, 128, 128))
    keyer.key(planes, [keyer.whole(keyer.plate(solid(8, 8, box)), 0, 0)])
    assert abs(int(planes[0][0, 0]) - wanted) <= 1
    assert len(np.unique(planes[0])) == 1
    assert all(abs(int(value) - 128) <= 1 for plane in planes[1:] for value in np.unique(plane))


def test_half_white_over_grey_64_is_153_on_the_luma_plane() -> None:
    planes = picture(8, 8, (71, 128, 128))
    keyer.key(planes, [keyer.whole(keyer.plate(solid(8, 8, (255, 255, 255, 255)), 128), 0, 0)])
    assert abs(int(planes[0][3, 3]) - 153) <= 1


@pytest.mark.parametrize("alpha", [1, 32, 64, 128, 191, 254])
def test_red_over_blue_is_never_brighter_or_more_purple_than_the_mix(alpha: int) -> None:
    """A straight line from blue to red; colour added twice over would leave it."""
    red, blue = np.array(BARS["red"][1]), np.array(BARS["blue"][1])
    planes = picture(8, 8, BARS["blue"][1])
    keyer.key(planes, [keyer.whole(keyer.plate(solid(8, 8, (alpha, 0, 0, alpha))), 0, 0)])
    mixed = np.array([plane[0, 0] for plane in planes], int)
    assert np.abs(mixed - (red * alpha + blue * (255 - alpha)) / 255).max() <= 1.2


@pytest.mark.parametrize("opacity", [0, 1, 64, 128, 200, 254, 255])
def test_opacity_scales_colour_and_alpha(opacity: int) -> None:
    planes = picture(8, 8, (16, 128, 128))
    keyer.key(planes, [keyer.whole(keyer.plate(solid(8, 8, (255, 255, 255, 255)), opacity), 0, 0)])
    assert abs(int(planes[0][0, 0]) - (16 + 219 * opacity / 255)) <= 1


def test_opacity_0_leaves_every_byte() -> None:
    planes = noise(16, 16)
    before = copied(planes)
    keyer.key(planes, [keyer.whole(keyer.plate(solid(16, 16, (9, 200, 30, 220)), 0), 0, 0)])
    assert is_same(planes, before)


def shown(planes: Planes) -> list[tuple[int, int, int, int]]:
    """(left, top, right, bottom) of what differs from black, in each plane."""
    found = []
    for plane, black in zip(planes, (16, 128, 128), strict=True):
        rows, columns = np.nonzero(plane != black)
        if not rows.size:
            return []
        found.append(
            (
                int(columns.min()),
                int(rows.min()),
                int(columns.max()) + 1,
                int(rows.max()) + 1,
            )
        )
    return found


@pytest.mark.parametrize(
    ("left", "top", "window", "area"),
    [
        pytest.param(4, 6, (0, 0, 8, 8), (4, 6, 12, 14), id="inside"),
        pytest.param(-4, 6, (0, 0, 8, 8), (0, 6, 4, 14), id="over-the-left"),
        pytest.param(28, 6, (0, 0, 8, 8), (28, 6, 32, 14), id="over-the-right"),
        pytest.param(4, -6, (0, 0, 8, 8), (4, 0, 12, 2), id="over-the-top"),
        pytest.param(4, 20, (0, 0, 8, 8), (4, 20, 12, 24), id="over-the-bottom"),
        pytest.param(-2, -2, (0, 0, 8, 8), (0, 0, 6, 6), id="over-a-corner"),
        pytest.param(-8, 0, (0, 0, 8, 8), (), id="just-off-the-left"),
        pytest.param(32, 0, (0, 0, 8, 8), (), id="just-off-the-right"),
        pytest.param(0, -8, (0, 0, 8, 8), (), id="just-off-the-top"),
        pytest.param(0, 24, (0, 0, 8, 8), (), id="just-off-the-bottom"),
        pytest.param(-1000, -1000, (0, 0, 8, 8), (), id="far-away"),
        pytest.param(4, 6, (2, 4, 6, 8), (6, 10, 10, 14), id="cropped"),
        pytest.param(-4, 6, (6, 0, 8, 8), (2, 6, 4, 14), id="cropped-and-over-the-left"),
        pytest.param(-4, 6, (0, 0, 4, 8), (), id="what-the-crop-shows-lies-outside"),
        pytest.param(4, 6, (4, 4, 4, 8), (), id="an-empty-crop"),
    ],
)
@pytest.mark.parametrize("alpha", [255, 128], ids=["opaque", "blended"])
def test_what_lies_outside_is_cut_off(
    left: int,
    top: int,
    window: tuple[int, int, int, int],
    area: tuple[int, ...],
    alpha: int,
) -> None:
    planes = picture(32, 24, (16, 128, 128))
    plate = keyer.plate(solid(8, 8, (alpha, alpha // 4, 0, alpha)))
    keyer.key(planes, [KeyedBox(plate=plate, left=left, top=top, window=window)])
    halved = tuple(side // 2 for side in area)
    assert shown(planes) == ([area, halved, halved] if area else [])


def test_a_plate_larger_than_the_picture_covers_it() -> None:
    planes = noise(16, 8)
    keyer.key(planes, [keyer.whole(keyer.plate(solid(40, 40, (255, 0, 0, 255))), -10, -12)])
    assert colors(planes) == [[63], [102], [240]]


def test_boxes_are_keyed_bottom_to_top() -> None:
    planes = picture(16, 8, (16, 128, 128))
    green, red = (keyer.plate(solid(8, 8, c)) for c in ((0, 255, 0, 255), (255, 0, 0, 255)))
    keyer.key(planes, [keyer.whole(green, 0, 0), keyer.whole(red, 4, 0)])
    assert planes[0][0].tolist() == [173] * 4 + [63] * 8 + [16] * 4
    assert planes[2][0].tolist() == [26] * 2 + [240] * 4 + [128] * 2


def blended(planes: Planes, pixels: NDArray[np.uint8]) -> list[NDArray[np.float64]]:
    """The same blend in plain arithmetic, without rounding."""
    rgb, alpha = pixels[:, :, :3].astype(float), pixels[:, :, 3].astype(float)
    luma = rgb @ [0.2126, 0.7152, 0.0722]
    blue, red = (rgb[:, :, 2] - luma) / 1.8556, (rgb[:, :, 0] - luma) / 1.5748

    def quarter(values: NDArray[np.float64]) -> NDArray[np.float64]:
        height, width = values.shape
        return values.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3))

    y = luma * 219 / 255 + alpha * 16 / 255 + planes[0] * (255 - alpha) / 255
    rest = 255 - quarter(alpha)
    u, v = (
        quarter(part * 224 / 255 + alpha * 128 / 255) + plane * rest / 255
        for part, plane in zip((blue, red), planes[1:], strict=True)
    )
    return [y, u, v]


def assert_near(planes: Planes, exact: list[NDArray[np.float64]]) -> None:
    """Colour and product are each rounded once; the mean of four alphas is a third rounding."""
    bounds = (1.01, 1.51, 1.51)
    for plane, values, bound in zip(planes, exact, bounds, strict=True):
        assert np.abs(plane - values).max() <= bound


@pytest.mark.parametrize("bands", [1, 2, 3, 5, 8, 24], ids=lambda bands: f"{bands}-bands")
def test_bands_of_rows_give_what_plain_arithmetic_gives(bands: int) -> None:
    """Runs of empty, opaque and soft rows, few enough to be kept apart and too many to be."""
    random = np.random.default_rng(bands)
    pixels = np.zeros((48, 32, 4), np.uint8)
    for band in range(bands):
        rows = slice(band * 48 // bands, (band + 1) * 48 // bands)
        alpha = (0, 255, 128)[band % 3] if bands > 1 else 200
        pixels[rows, :, 3] = alpha
        pixels[rows, :, :3] = random.integers(0, alpha + 1, pixels[rows, :, :3].shape)
    planes = noise(32, 48)
    wanted = blended(planes, pixels)
    keyer.key(planes, [keyer.whole(keyer.plate(pixels), 0, 0)])
    assert_near(planes, wanted)


def test_random_soft_pixels() -> None:
    random = np.random.default_rng(3)
    pixels = random.integers(0, 256, (64, 64, 4), np.uint8)
    pixels[:, :, :3] = np.minimum(pixels[:, :, :3], pixels[:, :, 3:])
    planes = noise(64, 64)
    wanted = blended(planes, pixels)
    keyer.key(planes, [keyer.whole(keyer.plate(pixels), 0, 0)])
    assert_near(planes, wanted)


@pytest.mark.parametrize(
    ("alphas", "rows"),
    [
        pytest.param([0, 0, 0, 0], (), id="nothing-shows"),
        pytest.param([0, 255, 255, 0], (Rows(2, 6, is_opaque=True),), id="opaque-in-the-middle"),
        pytest.param(
            [255, 9, 0, 9],
            (Rows(0, 2, is_opaque=True), Rows(2, 4, is_opaque=False), Rows(6, 8, is_opaque=False)),
            id="mixed",
        ),
    ],
)
def test_rows_without_anything_are_left_out(alphas: list[int], rows: tuple[Rows, ...]) -> None:
    pixels = np.zeros((8, 4, 4), np.uint8)
    pixels[:, :, 3] = np.repeat(np.array(alphas, np.uint8), 2)[:, np.newaxis]
    assert keyer.plate(pixels).rows == rows


def test_an_odd_row_of_a_pair_is_not_lost() -> None:
    """Chroma covers two luma rows: where only one of them shows, the pair is blended."""
    pixels = np.zeros((4, 4, 4), np.uint8)
    pixels[1] = 255
    planes = picture(4, 4, (16, 128, 128))
    keyer.key(planes, [keyer.whole(keyer.plate(pixels), 0, 0)])
    assert planes[0][:, 0].tolist() == [16, 235, 16, 16]


@pytest.mark.parametrize("shape", [(3, 4, 4), (4, 3, 4), (4, 4, 3), (0, 4, 4), (4, 0, 4)], ids=str)
def test_a_box_that_cannot_be_keyed(shape: tuple[int, int, int]) -> None:
    with pytest.raises(BoxError, match="even"):
        keyer.plate(np.zeros(shape, np.uint8))
