"""The sender of webhooks: claims what is due, signs it, posts it, writes down what came back."""
