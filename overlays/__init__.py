"""Graphics: scenes as pure values of game state and time, drawn into boxes of pixels."""
