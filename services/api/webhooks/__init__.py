"""Webhook endpoints: made, changed, looked into; the sender is another process."""
