# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the beds share: their image, why they may not be had, and a console that is read while it is written."""

import ctypes
import pathlib
import signal
import subprocess
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
PR_SET_PDEATHSIG = 1


class Unavailable(Exception):
    """This machine has no such bed, and why."""


class Died(Exception):
    """The bed ended, or does not answer, and what was seen before."""

    def __init__(self, why, output=""):
        super().__init__(why)
        self.output = output


class StoodStill(Died):
    """Nothing at all runs in the bed any more: its machine's doing as likely as that of the job."""


def die_with_us():
    """For preexec_fn: whoever kills the driver kills this process too. The driver starts it from its first thread."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def image():
    """The directory that holds the image, which is made where there is none."""
    made = subprocess.run([HERE / "image"], stdout=subprocess.PIPE, text=True, preexec_fn=die_with_us, check=False)
    if made.returncode:
        raise Died("the image could not be made")
    return pathlib.Path(made.stdout.strip())


def shares(build, source):
    """The folders that a bed sees at their own paths: the tree, and the build where it is elsewhere."""
    build, source = pathlib.Path(build).resolve(), pathlib.Path(source).resolve()
    return [source] if build.is_relative_to(source) else [source, build]


class Pulse:
    """Reads the beats that a bed sends each second; knows for how long there was none."""

    def __init__(self, read):
        self._last = None  # before the first there is nothing to miss
        threading.Thread(target=self._follow, args=(read,), daemon=True).start()

    def _follow(self, read):
        while read(4096):
            self._last = time.monotonic()

    def silence(self):
        """Seconds since the last beat; 0 before the first."""
        return 0 if self._last is None else time.monotonic() - self._last


class Console:
    """Reads from a file until its end and keeps the last of it; waits for a line."""

    KEPT = 65536

    def __init__(self, read):
        self.text = ""
        self.is_over = False
        self._changed = threading.Condition()
        threading.Thread(target=self._follow, args=(read,), daemon=True).start()

    def _follow(self, read):
        while True:
            try:
                more = read(65536)
            except OSError:  # a terminal's other side is gone
                more = b""
            with self._changed:
                self.text = (self.text + more.decode(errors="replace"))[-self.KEPT:]
                self.is_over = not more
                self._changed.notify_all()
            if not more:
                return

    def finish(self, seconds):
        """Waits until all is read of what has ended."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_over, timeout=seconds)

    def wait_for(self, words, seconds):
        """Whether the words came before the end and in time."""
        with self._changed:
            self._changed.wait_for(lambda: words in self.text or self.is_over, timeout=seconds)
            return words in self.text
