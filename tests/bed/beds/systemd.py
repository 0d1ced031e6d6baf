# SPDX-License-Identifier: LGPL-2.1-or-later
"""The systemd bed: systemd as the first process of namespaces of its own, on this machine's kernel."""

import os
import pathlib
import signal
import subprocess

from . import bed

PATIENCE = 300  # seconds until all is up, where one is usual: other tests may want the processors too


class Systemd:
    name = "systemd"
    patience = 3  # a job may take this many times what meson allows it
    in_scope = False

    def __init__(self, shares):
        self._shares = shares
        self._keeper = None
        self._line = None
        self._terminal = None
        self._first = None
        self.console = None

    @staticmethod
    def require():
        """Raises Unavailable where this machine cannot have the bed."""
        if os.geteuid() != 0:
            raise bed.Unavailable("the systemd bed needs root")
        mounts = [line.split() for line in pathlib.Path("/proc/self/mounts").read_text().splitlines()]
        if not any(kind == "cgroup" and "name=systemd" in options for _, _, kind, options, *_ in mounts):
            raise bed.Unavailable("the systemd bed needs systemd's own version 1 hierarchy, name=systemd, and none is mounted")

    def start(self):
        self.require()
        root = bed.image() / "root"
        life, self._line = os.pipe()
        self._terminal, console = os.openpty()
        told, tell = os.pipe()
        try:
            # Descriptor 3 of the keeper tells the first process; a session of its own, since Ctrl-C is the driver's affair.
            self._keeper = subprocess.Popen(
                ["/bin/bash", "-c", 'exec 3>&"$0" {tell}>&-; exec "$@"'.replace("{tell}", str(tell)), str(tell), bed.HERE / "keep",
                 root, *self._shares],
                stdin=life, stdout=console, pass_fds=[tell], start_new_session=True)
        finally:
            for descriptor in (life, console, tell):
                os.close(descriptor)
        self.console = bed.Console(lambda size: os.read(self._terminal, size))
        with os.fdopen(told) as line:
            self._first = line.readline().strip()
        if not self._first or not self.console.wait_for("bed: up", PATIENCE):
            raise bed.Died("systemd does not come up")

    def run(self, script, seconds):
        """(status, output) of a script for bash."""
        entered = subprocess.Popen(self.enter() + ["/bin/bash", "-c", script], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, preexec_fn=bed.die_with_us)
        try:
            output, _ = entered.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as expired:
            entered.kill()
            raise bed.Died(f"the bed does not answer within {seconds} s", (expired.output or b"").decode(errors="replace")) from None
        output = output.decode(errors="replace")
        if entered.returncode == -signal.SIGKILL:  # as all are whose first process ended: the keeper is about to notice
            try:
                self._keeper.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                pass
        if self._keeper.poll() is not None or not os.path.exists(f"/proc/{self._first}"):
            raise bed.Died("the bed ended", output)
        return entered.returncode, output

    def enter(self):
        return ["nsenter", "--target", self._first, "--all", "--", "env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=/root", f"TERM={os.environ.get('TERM', 'dumb')}"]

    def stop(self):
        """Ends the bed; on return nothing of it is left."""
        if self._line is not None:
            os.close(self._line)
            self._line = None
        if self._keeper is not None:
            self._keeper.wait()
            self._keeper = None
        if self._terminal is not None:
            os.close(self._terminal)
            self._terminal = None
