"""The engine's boxes for pages that draw them alone."""
