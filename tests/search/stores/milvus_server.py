"""Runs a Milvus server for as long as its standard input is open: whoever started this may end in any way, and the server goes with it.

    milvus_server.py PORT COMMAND ARGUMENTS...

Closing the input kills the server at once, as a power cut would. A server that was killed keeps its port for up to a minute (TIME_WAIT),
and the command would take the next one without a word: so PORT is waited for.
"""

import os
import signal
import socket
import subprocess
import sys
import time


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


while not is_free(int(sys.argv[1])):
    time.sleep(0.2)
server = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, start_new_session=True)
try:
    sys.stdin.read()
finally:
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    server.wait()
