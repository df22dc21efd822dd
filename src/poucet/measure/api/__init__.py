"""What the API and the open data say of figures: each with its unit, period, scope, source, method and status."""
