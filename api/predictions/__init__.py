"""Predictions: opened by the show log, picked on the picture's time, paid by a ledger."""
