"""The boards of the score bug, a module a sport."""
