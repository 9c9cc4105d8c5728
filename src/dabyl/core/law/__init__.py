"""Provisions, their dated versions, and the powers that they give to offices."""
