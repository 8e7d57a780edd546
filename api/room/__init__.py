"""Chat: rooms, their sockets and what is remembered of them; everything on programme time."""
