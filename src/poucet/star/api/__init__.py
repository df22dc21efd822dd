"""The star, its facets and their targets, the axes and the frameworks, as the API and the open data tell them."""
