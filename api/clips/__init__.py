"""Dress your own clip: a video goes in over HTTP, comes back with graphics on, and is forgotten."""
