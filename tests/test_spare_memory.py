"""Spare memory: free pages between used ones leave the process."""

import gc
import subprocess
import sys

import pytest

from engine.spare_memory import settle

# 60 MB of blocks small enough for the heap; every hundredth stays.
SCRIPT = """
import ctypes, resource
from pathlib import Path
from engine.spare_memory import give_back
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
def blocks(count):
    return [ctypes.create_string_buffer(b"x" * 60_000, 60_000) for _ in range(count)]
before, held = resident(), blocks(1000)
full = resident()
del held[0:100], held[1:800]
kept = resident()
give_back()
print(before, full, kept, resident())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux what is resident")
def test_what_is_free_is_given_back() -> None:
    command = [sys.executable, "-c", SCRIPT]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    before, full, kept, after = map(float, told.split())
    assert full - before > 50
    # It is no test where the C library gives back by itself what lies between.
    assert kept - before > 40, told
    assert after - before < 20, told


def test_what_stays_is_looked_at_no_more() -> None:
    held = [[number] for number in range(1000)]
    try:
        settle()
        looked_at = {id(one) for one in gc.get_objects()}
        assert not any(id(one) in looked_at for one in held)
        later: list[object] = []
        later.append(later)
        assert any(one is later for one in gc.get_objects())
        del later
        assert gc.collect()
    finally:
        gc.unfreeze()
