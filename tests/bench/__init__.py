"""Benches: what `script/bench` measures."""

import importlib
import pkgutil


def load() -> None:
    """Import every bench module so that its benches are registered."""
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("__") and module.name != "frame":
            importlib.import_module(f"{__name__}.{module.name}")
