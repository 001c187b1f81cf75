"""Measurements: how right, how fast, how frugal and how robust the reading is, beside other tools."""
