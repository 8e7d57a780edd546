"""Things: teams, players, fixtures, competitions and venues, as an editor keeps them."""
