"""Devices that make pictures: one `port.py`, one file per real device, named after the product."""
