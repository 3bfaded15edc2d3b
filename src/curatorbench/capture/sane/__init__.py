"""Scanners on Linux and macOS by SANE: `scanner.py` is the device, `finding.py` lists what is there.

The library is asked through python-sane, an extra of the program (`pip install 'curatorbench[scanner]'`).
"""
