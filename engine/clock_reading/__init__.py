"""Reads the clock that is burnt into pictures."""
