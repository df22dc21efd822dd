"""Comments as the API tells them."""
