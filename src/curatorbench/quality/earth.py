"""Measures of the earth and of how well its countries are outlined here."""

KM_A_DEGREE = 111.2  # of latitude
ERROR_KM = 2.5  # the most that thinning moved a border
REACH_KM = 500.0  # how far distances are told
