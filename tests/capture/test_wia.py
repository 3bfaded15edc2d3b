"""WIA off Windows: nothing is found, connecting is refused by a sentence, and every code of it is one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from curatorbench.capture.port import abilities
from curatorbench.capture.wia import EMPTY, WiaScanner, found, said
from curatorbench.domain.devices import Ability
from curatorbench.domain.errors import DeviceError, DeviceLost


@pytest.mark.skipif(sys.platform == "win32", reason="elsewhere than on Windows")
def test_off_windows_nothing_is_found_and_connecting_is_refused(tmp_path: Path) -> None:
    assert found() == []
    device = WiaScanner("{6BDD1FC6}", tmp_path)
    with pytest.raises(DeviceError, match="for Windows") as caught:
        device.open()
    assert "sane" in caught.value.hint
    with pytest.raises(DeviceError, match="not connected"):
        device.shoot()
    device.close()


def test_it_promises_what_it_has(tmp_path: Path) -> None:
    assert abilities(WiaScanner("x", tmp_path)) == {Ability.SHUTTER, Ability.SETTINGS, Ability.FEEDER}


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (0x80210002, "stuck"),
        (EMPTY, "empty"),
        (0x80210006, "busy"),
        (0x80210016, "cover"),
        (0x80210020, "more than one sheet"),
        (0x80070005, "no right"),
        (0x80210001, "0x80210001"),
    ],
)
def test_every_code_is_a_sentence(code: int, word: str) -> None:
    for number in (code, code - 2**32):  # pywin32 hands on signed numbers
        error = said(number, "the scanner")
        assert word in error.message and error.hint and error.message[0].isupper()
        assert not isinstance(error, DeviceLost)


def test_a_scanner_that_is_gone_is_lost() -> None:
    assert isinstance(said(0x8021000A, "the scanner"), DeviceLost)
