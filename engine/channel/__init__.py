"""The composition root: source, facts, graphics and ladder joined into a programme."""
