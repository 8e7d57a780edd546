"""The subcommands of `touchline`; each imports only what it needs."""
