"""Sports data: facts, the game state folded from them, the timeline of both."""
