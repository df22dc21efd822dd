"""Claims and models as the API tells them."""
