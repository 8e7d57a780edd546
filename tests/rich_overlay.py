"""An overlay config with a ticker that crawls, for whoever measures a scene that always moves."""

RICH = """\
graphics:
  ticker:
    on: true
    fields:
      items: |
        RESULTS: North 1-0 South
        RESULTS: East 2-2 West
        RESULTS: River 0-3 Hill
        RESULTS: Harbour 1-1 Forest
"""
