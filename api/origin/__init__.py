"""The LL-HLS origin: a bare ASGI app that serves what the channels' indexes say."""
