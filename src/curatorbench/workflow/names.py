"""Names that the file system gives us, as text that a database, an archive and a terminal can hold."""


def storable(name: str) -> str:
    """The name with bytes that are not UTF-8 written out, as in `a\\udcff.jpg`; any other stays as it is."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
