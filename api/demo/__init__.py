"""The demo match for those who watch it: what happened, and the buttons GOAL and VAR."""
