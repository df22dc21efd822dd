"""Dossiers that mean harm, or that a bad day made: written by code, refused by the real command under limits."""
