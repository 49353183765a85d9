"""What happens to every request, one concern a file; plain ASGI, for it costs microseconds."""
