"""Exit codes of every command, and of a child told to end by SIGTERM."""

DONE, FAILED, MISTAKEN = 0, 1, 2
TERMINATED = 128 + 15
