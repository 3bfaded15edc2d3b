"""Values made safe for tables: what is changed on the way out, and why it is never more.

| found in a value                    | tab-separated text | CSV, spreadsheets, packages |
|-------------------------------------|--------------------|-----------------------------|
| line breaks (LF, CRLF, CR, and kin) | ` \\| `, Darwin Core's separator in lists | one LF |
| tabs                                | a space            | kept                        |
| other control characters, NUL       | a space            | a space                     |
| halves of surrogate pairs           | U+FFFD             | U+FFFD                      |
"""

import re

LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_HALVES = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[\ufffe\uffff]")


def tidy(value: str) -> str:
    """The value with one kind of line break and without control characters; all else as it was."""
    return _HALVES.sub("\ufffd", _CONTROLS.sub(" ", LINE_BREAKS.sub("\n", value)))


def one_line(value: str) -> str:
    """The value for a table that knows no quotes: its lines joined by ` | `, its tabs spaces."""
    return tidy(value).replace("\n", " | ").replace("\t", " ")


def xml_text(value: str) -> str:
    """The value without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("\ufffd", tidy(value))
