"""All that touches FFmpeg through PyAV; nothing else imports `av`."""
