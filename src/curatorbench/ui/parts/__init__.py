"""Panels, pickers and fields that more than one bench is made of."""
