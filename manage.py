#!/usr/bin/env python3
"""Django's command line for OpenCounty."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "src"))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opencounty.config.settings")
    # from whatever folder it is called, cron's too: never another, empty county
    os.environ.setdefault("OPENCOUNTY_VAR", str(ROOT / "var"))
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"设置有误 / Not set up rightly: {error}")
