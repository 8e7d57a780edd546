"""The control API: what operators, their tools and the pages ask over HTTP."""
