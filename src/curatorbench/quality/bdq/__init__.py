"""BDQ Core: the data-quality tests of TDWG, by their identifiers and statuses."""
