"""Signatures: who has the key, just now, once."""

import hashlib
import hmac

import pytest

from api.control.signature import SEEN_AT_MOST, WINDOW_S, SignatureError, Signatures, signed
from tests.test_feed import ORIGIN, HandClock

S = 1_000_000
NOW = ORIGIN // S
KEY, BODY = b"a key of the club's", b'{"home": 1}'


class Gate:
    def __init__(self) -> None:
        self.clock = HandClock()
        self.signatures = Signatures(self.clock)

    def take(self, header: str | None, body: bytes = BODY) -> str:
        return self.signatures.take(self.signatures.read(header), body, KEY)


def test_the_form_is_that_of_the_docs() -> None:
    mac = hmac.new(KEY, f"{NOW}.".encode() + BODY, hashlib.sha256).hexdigest()
    assert signed(BODY, KEY, NOW) == f"t={NOW},v1={mac}"
    assert Gate().take(f"t={NOW},v1={mac}")


def test_one_of_several_is_enough() -> None:
    good = signed(BODY, KEY, NOW).partition(",")[2]
    assert Gate().take(f"t={NOW}, v1={'0' * 64}, {good}, v0=old")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        pytest.param(None, "send X-Touchline-Signature", id="none"),
        pytest.param("", "write the signature as", id="empty"),
        pytest.param(f"t={NOW}", "write the signature as", id="no-signature"),
        pytest.param("v1=" + "0" * 64, "write the signature as", id="no-time"),
        pytest.param(f"t={NOW},t={NOW},v1={'0' * 64}", "write the signature as", id="two-times"),
        pytest.param(f"t=x,v1={'0' * 64}", "write the signature as", id="no-number"),
        pytest.param(f"t={NOW},v1={'0' * 63}", "write the signature as", id="too-short"),
        pytest.param(f"t={NOW},v1={'é' * 64}", "write the signature as", id="no-hex"),
        pytest.param("t=1," * 9999, "write the signature as", id="endless"),
        pytest.param(f"t={NOW},v1={'0' * 64}", "is not that of this body", id="wrong"),
        pytest.param(signed(BODY, b"another", NOW), "is not that of this body", id="another-key"),
        pytest.param(signed(b"{}", KEY, NOW), "is not that of this body", id="another-body"),
        pytest.param(signed(BODY, KEY, NOW - 1), "before the server began", id="too-early"),
        pytest.param(signed(BODY, KEY, NOW + WINDOW_S + 1), "more than 300 s", id="of-tomorrow"),
        pytest.param(
            signed(BODY, KEY, NOW + 1).replace(f"{NOW + 1}", f"{NOW + 2}"), "is not that",
            id="another-time",
        ),
    ],
)  # fmt: skip
def test_what_is_not_taken(header: str | None, said: str) -> None:
    with pytest.raises(SignatureError, match=said) as error:
        Gate().take(header)
    assert KEY.decode() not in str(error.value)


def test_one_is_used_once() -> None:
    gate, header = Gate(), signed(BODY, KEY, NOW)
    name = gate.take(header)
    with pytest.raises(SignatureError, match="was used before"):
        gate.take(header)
    gate.clock.go_on(WINDOW_S)
    with pytest.raises(SignatureError, match="was used before"):
        gate.take(header)
    gate.signatures.forget(name)
    gate.take(header)
    gate.clock.go_on(1)
    with pytest.raises(SignatureError, match="more than 300 s"):
        gate.take(header)


def test_no_more_are_remembered_than_there_is_room_for() -> None:
    gate = Gate()
    for number in range(SEEN_AT_MOST):
        gate.take(signed(b"%d" % number, KEY, NOW), b"%d" % number)
    with pytest.raises(SignatureError, match="more than 10000 in 300 s"):
        gate.take(signed(BODY, KEY, NOW))
    gate.clock.go_on(WINDOW_S + 1)
    gate.take(signed(BODY, KEY, NOW + WINDOW_S + 1))
