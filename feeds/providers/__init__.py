"""Providers: a parser a vendor."""
