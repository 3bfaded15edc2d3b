"""Frozen values and pure rules of the field. Standard library only; everything else may import it."""
