# SPDX-License-Identifier: LGPL-2.1-or-later
"""The guest beds: Debian's kernel and systemd in an emulated machine, with cgroup version 2 alone; `selinux` enforces."""

import base64
import fcntl
import os
import pathlib
import platform
import secrets
import shlex
import shutil
import subprocess
import tempfile
import time

from . import bed, machine

APPEND = {"guest": "selinux=0", "selinux": "security=selinux selinux=1 enforcing=1"}
COLD_PATIENCE = 300  # seconds until all is up, where ten are usual
PATIENCE = 60  # seconds for what takes one
SILENCE = 60  # seconds without a beat, of which there is one a second, until the machine stands still
LOOK = 5  # seconds at most between two looks at the pulse


class Guest:
    patience = 10  # an emulated processor is that much slower

    def __init__(self, name, shares, cold=False, silence=SILENCE):
        self.name = name
        self._silence = silence
        # Debian's policy lets no service write to the pipes of whoever asks for it.
        self.in_scope = name == "selinux"
        self._shares = shares
        self._cold = cold
        self.machine = None
        self._scratch = None

    @staticmethod
    def require():
        """Raises Unavailable where this machine cannot have the bed."""
        if platform.machine() != "x86_64":
            raise bed.Unavailable("the guest's kernel is for x86-64 only")
        if os.geteuid() != 0:
            raise bed.Unavailable("the guest's image, and what it reads of the build, need root")
        if why := machine.missing():
            raise bed.Unavailable(why)

    @property
    def console(self):
        return self.machine.console if self.machine else None

    def start(self):
        self.require()
        image = bed.image()
        if self._cold:
            self._scratch = tempfile.TemporaryDirectory(prefix="bed-")
            disk = new_disk(image, pathlib.Path(self._scratch.name))
            self.machine = machine.Machine(image, APPEND[self.name], disk, self._shares)
            self._expect(b"up\n", COLD_PATIENCE)
        else:
            saved = self._saved(image)
            self.machine = machine.Machine(image, APPEND[self.name], saved / "disk", self._shares, incoming=saved / "memory")
        status, output = self.run(self._arrange(), PATIENCE)
        if status:
            raise bed.Died("the guest cannot be arranged", output)

    def _arrange(self):
        """The clock has stood still, and the shares are not the saved machine's."""
        context = ",context=system_u:object_r:bin_t:s0" if self.name == "selinux" else ""
        lines = ["set -e", f"date --set=@{time.time():.3f} >/dev/null"]
        for number, path in enumerate(self._shares):
            path = shlex.quote(str(path))
            lines.append(f"mkdir -p {path}")
            lines.append(f"mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000,cache=loose,ro{context} share{number} {path}")
        return "\n".join(lines)

    def _saved(self, image):
        """The folder of a machine that was saved when all was up; makes it where there is none."""
        saved = image / f"{self.name}-{machine.identity(APPEND[self.name])}"
        if saved.is_dir():
            return saved
        with open(image / f"{self.name}.lock", "w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not saved.is_dir():
                for old in image.glob(f"{self.name}-*"):
                    shutil.rmtree(old)
                new = pathlib.Path(tempfile.mkdtemp(prefix=f"{self.name}-new.", dir=image))
                try:
                    self._save(image, new)
                    new.rename(saved)
                finally:
                    shutil.rmtree(new, ignore_errors=True)
        return saved

    def _save(self, image, folder):
        self.machine = machine.Machine(image, APPEND[self.name], new_disk(image, folder), self._shares, throw_away=False)
        try:
            self._expect(b"up\n", COLD_PATIENCE)
            status, output = self.run("systemctl is-system-running --wait && sync", PATIENCE)
            if status:
                raise bed.Died("the guest does not come up whole", output)
            self.machine.save(folder / "memory")
        finally:
            self.machine.stop()

    def _expect(self, words, seconds):
        """What the guest says before the words, and what came with them. Without seconds it may take its time."""
        deadline, said = time.monotonic() + seconds if seconds else None, b""
        while words not in said:
            left = deadline - time.monotonic() if deadline else LOOK
            self.machine.jobs.settimeout(min(max(0.01, left), LOOK, self._silence))
            try:
                more = self.machine.jobs.recv(65536)
            except TimeoutError:
                if self.machine.pulse.silence() > self._silence:
                    raise bed.StoodStill(f"the guest stands still for {self._silence} s", said.decode(errors="replace")) from None
                if deadline is None or time.monotonic() < deadline:
                    continue
                raise bed.Died(f"the guest does not answer within {seconds} s", said.decode(errors="replace")) from None
            except OSError:
                more = b""
            if not more:
                raise bed.Died(f"the guest ended, QEMU with status {self.machine.stop()}", said.decode(errors="replace"))
            said += more
        before, _, rest = said.partition(words)
        return before, rest

    def run(self, script, seconds):
        """(status, output) of a script for bash."""
        token = secrets.token_hex(16)
        self.machine.jobs.settimeout(seconds)
        self.machine.jobs.sendall(f"{token} {base64.b64encode(script.encode()).decode()}\n".encode())
        output, rest = self._expect(f"{token} ".encode(), seconds)
        while not rest.endswith(b"\n"):
            rest += self.machine.jobs.recv(64)
        return int(rest), output.decode(errors="replace")

    def stop(self):
        """Ends the bed; on return nothing of it is left."""
        if self.machine is not None:
            self.machine.stop()
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None


def new_disk(image, folder):
    """A disk over the image's, which stays as it is."""
    disk = folder / "disk"
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", image / "root.ext4", disk], check=True)
    return disk


