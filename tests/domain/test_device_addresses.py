"""Addresses of devices: the place is the kind's own matter, and kept as it is."""

import pytest

from curatorbench.domain.devices import Address
from curatorbench.domain.errors import BadInput


@pytest.mark.parametrize("place", ["/data/sp ", "/data/\xa0new\u3000", " 1", "/data/\u202egnp", "usb:001,004", ""])
def test_a_place_is_kept_as_it_is(place: str) -> None:
    assert Address.read(f" folder :{place}") == Address("folder", place)
    assert Address.read(str(Address("folder", place))) == Address("folder", place)


@pytest.mark.parametrize("text", ["", "nowhere", ":x", " :x", "folder:/a\nb", "folder:/\x1b[2J", "folder:/\udce4"])
def test_what_is_no_address_is_said(text: str) -> None:
    with pytest.raises(BadInput, match="no address"):
        Address.read(text)
