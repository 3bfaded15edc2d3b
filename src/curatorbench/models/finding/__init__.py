"""Questions to the catalogue: lists, counts, pages, what leaves the house."""
