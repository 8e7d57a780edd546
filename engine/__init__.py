"""The media engine: pictures and sound in, keyed ladder and CMAF parts out."""
