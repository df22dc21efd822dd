"""The settings of the house, but for what a test must neither wait for nor leave behind."""

import os
import tempfile
from pathlib import Path

# Set before the house reads them: a test never touches the folder of a town.
_home = tempfile.TemporaryDirectory(prefix="poucet-tests-")
os.environ["POUCET_HOME"] = _home.name
Path(_home.name, "static").mkdir()  # its absence would be a warning
os.environ.setdefault("POUCET_SECRET_KEY", "a key for tests, which guards nothing at all")

from poucet.web.settings import *  # noqa: E402, F403 -- once the environment is set
from poucet.web.settings import CACHES, STORAGES  # noqa: E402 -- same

# The manifest exists only once the static files have been gathered.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
API_LIMIT = 10**8  # a whole suite reads from one address within a minute; its own tests set it low
# Two tests whose acts sign the same lines show different things: what is kept for a seal is tested apart.
CACHES = CACHES | {"parts": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
ERRANDS_APART = False  # a test waits for what follows an act; the thread has a test of its own
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
