"""The bus' own server: where it listens and who may speak to it."""

from pathlib import Path

from api.nats_server import NatsServer, find


def test_its_port_is_none_the_kernel_hands_out() -> None:
    text = Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii")
    lowest = int(text.split()[0])
    server = find()
    assert server.binary.exists()
    assert 20_000 <= server.port < max(lowest, 21_001)


def test_its_token_is_in_its_address_and_nowhere_it_could_be_read() -> None:
    server = NatsServer(binary=Path("/bin/nats"), port=20_000)
    assert server.token in server.url
    assert server.token not in repr(server)
    assert server.token != NatsServer(binary=Path("/bin/nats"), port=20_000).token


def test_its_config(tmp_path: Path) -> None:
    server = NatsServer(binary=Path("/bin/nats"), port=20_000)
    config = server.config(tmp_path)
    assert config["host"] == "127.0.0.1"
    assert config["authorization"] == {"token": server.token}
    assert config["log_file"] == str(tmp_path / "nats.log")
