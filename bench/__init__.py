"""Figures beside peers and floors: `make bench`. Ratios of runs in turn, never absolute times."""
