"""Run the benches named on the command line, or all of them."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main(names: list[str]) -> int:
    """Run the benches; an unknown name lists the known ones."""
    import django

    django.setup()
    from tests.bench import load
    from tests.bench.frame import BENCHES

    load()
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no bench {', '.join(unknown)}; there are: {', '.join(BENCHES)}")
        return 2
    for name in names or list(BENCHES):
        print(f"# {name}", flush=True)
        BENCHES[name]()
    return 0


sys.exit(main(sys.argv[1:]))
