"""Exit codes of every command."""

DONE, FAILED, MISTAKEN = 0, 1, 2
