"""Starts a Jupyter kernel by its kernelspec and carries messages between it and tools/course/kernel.ts.

Takes one JSON object a line on stdin, gives one a line on stdout:

    in   {"op": "execute", "id": 3, "code": "..."} | {"op": "interrupt"}; the end of stdin ends the kernel
    out  {"kind": "ready", "pid": 123}
         {"kind": "output", "id": 3, "type": "stream", "content": {...}}   id: the execution it belongs to
         {"kind": "reply", "id": 3, "content": {...}}
         {"kind": "idle", "id": 3}
         {"kind": "failed", "why": "..."}    the kernel did not start
         {"kind": "dead", "code": -9}        the kernel's process ended by itself

It judges nothing. What the kernel's own process prints goes to stderr.
"""

import argparse
import json
import os
import signal
import sys
import threading
import time

import zmq
from jupyter_client import KernelManager
from jupyter_client.kernelspec import NoSuchKernel

POLL_MS = 200
TRY_AGAIN = 75  # how tools/kernel/process.cjs ends where a port that was free is taken
STARTS = 3  # at most
LAST_MESSAGES_S = 0.5  # an output may still be on its way when the kernel is found dead


def say(**event):
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def forward_stdin(context, address):
    """Lines of stdin as messages of a socket, which can be polled on every platform; an empty one at the end."""
    socket = context.socket(zmq.PAIR)
    socket.connect(address)
    for line in sys.stdin.buffer:
        if line.strip():
            socket.send(line)
    socket.send(b"")


def exit_code(manager):
    process = getattr(manager.provisioner, "process", None)
    return process.poll() if process else None


def kill(manager, pid):
    """Ends the kernel and every process that it started: on POSIX they are one process group."""
    if pid and os.name == "posix":
        try:
            os.killpg(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
    try:
        manager.shutdown_kernel(now=True)
    except Exception:  # the process is gone already
        pass


def carry(manager, client, commands):
    executions = {}
    poller = zmq.Poller()
    iopub, shell = client.iopub_channel, client.shell_channel
    for socket in (iopub.socket, shell.socket, commands):
        poller.register(socket, zmq.POLLIN)

    def receive(events):
        if iopub.socket in events:
            message = iopub.get_msg(timeout=1)
            kind = message["msg_type"]
            execution = executions.get(message["parent_header"].get("msg_id"))
            if kind == "status":
                if execution is not None and message["content"]["execution_state"] == "idle":
                    say(kind="idle", id=execution)
            elif execution is not None:
                say(kind="output", id=execution, type=kind, content=message["content"])
        if shell.socket in events:
            message = shell.get_msg(timeout=1)
            execution = executions.get(message["parent_header"].get("msg_id"))
            if message["msg_type"] == "execute_reply" and execution is not None:
                say(kind="reply", id=execution, content=message["content"])

    while True:
        events = dict(poller.poll(POLL_MS))
        receive(events)
        if commands in events:
            line = commands.recv()
            if not line:
                return
            command = json.loads(line)
            if command["op"] == "execute":
                executions[client.execute(command["code"], store_history=True, allow_stdin=False)] = command["id"]
            elif command["op"] == "interrupt":
                manager.interrupt_kernel()
        if not events and not manager.is_alive():
            until = time.monotonic() + LAST_MESSAGES_S
            while time.monotonic() < until:
                receive(dict(poller.poll(POLL_MS)))
            say(kind="dead", code=exit_code(manager))
            commands.recv()
            return


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--kernel", required=True)
    arguments.add_argument("--folder", required=True)
    arguments.add_argument("--start-timeout", type=float, required=True)
    options = arguments.parse_args()

    # Ctrl-C reaches the whole process group; the parent closes stdin then, and this process tidies up.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))

    context = zmq.Context.instance()
    commands = context.socket(zmq.PAIR)
    commands.bind("inproc://commands")
    threading.Thread(target=forward_stdin, args=(context, "inproc://commands"), daemon=True).start()

    manager = client = pid = None
    try:
        for attempt in range(STARTS):
            try:
                manager = KernelManager(kernel_name=options.kernel)  # with ports of its own
                manager.start_kernel(cwd=options.folder, stdout=sys.stderr, stderr=sys.stderr)
                pid = manager.provisioner.pid
                say(kind="started", pid=pid)
                client = manager.client()
                client.start_channels()
                client.wait_for_ready(timeout=options.start_timeout)
                break
            except NoSuchKernel:
                say(kind="failed", why=f"Jupyter knows no kernel named {options.kernel}")
                return
            except Exception as error:
                if exit_code(manager) != TRY_AGAIN or attempt == STARTS - 1:
                    say(kind="failed", why=str(error) or type(error).__name__)
                    return
                client.stop_channels()
                kill(manager, pid)
        say(kind="ready", pid=pid)
        carry(manager, client, commands)
    finally:
        if client:
            client.stop_channels()
        if manager:
            kill(manager, pid)


main()
