"""The Catalogue bench."""
