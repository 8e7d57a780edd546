"""The command line and everything that faces people."""
