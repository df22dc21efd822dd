"""Pages of offers and needs."""
