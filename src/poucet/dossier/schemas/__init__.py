"""The published JSON Schemas, one per file of the dossier."""
