"""The national register of associations (répertoire national des associations, RNA), read as the State publishes it.

The ministry of the Interior publishes two files a month on data.gouv.fr: `rna_waldec`, the associations created or
changed since 2009, and `rna_import`, those that declared nothing since. Nothing here knows Django or a database.
"""
