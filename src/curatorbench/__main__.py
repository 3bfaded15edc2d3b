"""`python -m curatorbench`."""

import os
import sys

# Python looks for modules in the folder where somebody works first, which may be a card or a share: here never.
if not sys.flags.safe_path and sys.path[0] == os.getcwd():  # noqa: PTH109 - the text itself is compared
    del sys.path[0]

from curatorbench.bootstrap import main

main()
