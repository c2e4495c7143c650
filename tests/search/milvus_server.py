"""Runs a Milvus server for as long as its standard input is open: whoever started this may end in any way, and the server goes with it.

    milvus_server.py COMMAND ARGUMENTS...

Closing the input kills the server at once, as a power cut would.
"""

import os
import signal
import subprocess
import sys

server = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)
try:
    sys.stdin.read()
finally:
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    server.wait()
