"""The overlay config: a YAML file of data editors, read into rules, look and bound fields."""
