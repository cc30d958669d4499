"""The project's settings with a throw-away var/ and a fast password hash."""

import atexit
import os
import shutil
import tempfile

_var = tempfile.mkdtemp(prefix="opencounty-test-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ["OPENCOUNTY_VAR"] = _var

from opencounty.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - WhiteNoise warns about a folder that is not there
PORTAL_TALLY_SECONDS = 0  # no thread writes beside the test
