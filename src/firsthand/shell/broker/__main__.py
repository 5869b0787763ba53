"""``python -m firsthand.shell.broker N``: started by `process.launch` only, with the number of its end of the socket pair."""

import sys

from firsthand.shell.broker.process import main

sys.exit(main(sys.argv[1:]))
