"""``python -m tnt_core`` is ``tnt-core``."""

import sys

from tnt_core.cli import main

sys.exit(main())
