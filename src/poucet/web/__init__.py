"""The door that browsers come through: settings, the base page, the design language, home."""
