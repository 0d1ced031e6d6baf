# SPDX-License-Identifier: LGPL-2.1-or-later
"""QEMU without KVM, told what to do over QMP. It holds no file or socket with a name, and ends with the driver."""

import hashlib
import json
import shlex
import shutil
import socket
import subprocess

from . import bed

QEMU = "qemu-system-x86_64"
# q35 needs none of microvm's tricks, and the emulated processor is the same on every host.
HARDWARE = ["-accel", "tcg,thread=multi,tb-size=512", "-smp", "2", "-M", "q35", "-cpu", "max", "-m", "1024", "-nodefaults",
            "-no-user-config", "-display", "none", "-no-reboot", "-device", "virtio-serial-pci"]
KERNEL = ("console=ttyS0 panic=-1 loglevel=4 tsc=reliable no_timer_check mitigations=off nmi_watchdog=0 rcupdate.rcu_expedited=1 "
          "random.trust_cpu=on net.ifnames=0 systemd.show_status=0 systemd.log_level=warning")
SHARES = 2  # a saved machine and the one that takes it over have the same devices


def version():
    return subprocess.run([QEMU, "--version"], check=True, capture_output=True, text=True).stdout.splitlines()[0]


def identity(append):
    """A machine that was saved can be taken over by one with the same words here."""
    return hashlib.sha256("\n".join([version(), *HARDWARE, KERNEL, append, str(SHARES)]).encode()).hexdigest()[:16]


class Machine:
    def __init__(self, image, append, disk, shares, incoming=None, throw_away=True):
        """incoming: a file with the memory of a saved machine. throw_away: what is written to the disk goes with the machine."""
        ends = {}
        arguments = [QEMU, *HARDWARE, "-kernel", str(image / "vmlinux"), "-initrd", str(image / "initrd.cpio"), "-append", f"{KERNEL} {append}",
                     "-drive", f"if=none,id=root,format=qcow2,cache=unsafe,file={quoted(disk)},snapshot={'on' if throw_away else 'off'}",
                     "-device", "virtio-blk-pci,drive=root"]
        inherited = []
        for name in ("console", "jobs", "pulse", "terminal", "control"):
            ends[name], theirs = socket.socketpair()
            inherited.append(theirs)
            arguments += ["-chardev", f"socket,id={name},fd={theirs.fileno()}"]
        arguments += ["-serial", "chardev:console", "-device", "virtserialport,chardev=jobs,name=bed", "-device",
                      "virtserialport,chardev=pulse,name=bed-pulse", "-device", "virtconsole,chardev=terminal", "-mon", "chardev=control,mode=control"]
        for number in range(SHARES):
            path = shares[min(number, len(shares) - 1)]
            arguments += ["-fsdev", f"local,id=share{number},path={quoted(path)},security_model=none,multidevs=remap,readonly=on",
                          "-device", f"virtio-9p-pci,fsdev=share{number},mount_tag=share{number}"]
        if incoming:
            arguments += ["-incoming", "defer"]
        self._process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=2,
                                         pass_fds=[end.fileno() for end in inherited], preexec_fn=bed.die_with_us)
        for end in inherited:
            end.close()
        self.jobs, self.terminal = ends["jobs"], ends["terminal"]
        self._pulse = ends["pulse"]
        self.pulse = bed.Pulse(self._pulse.recv)
        self.console = bed.Console(ends["console"].recv)
        self._control = ends["control"].makefile("rw", encoding="utf-8")
        self._events = []
        self._answer()  # the greeting
        self.ask("qmp_capabilities")
        if incoming:
            self.ask("migrate-set-capabilities", capabilities=[{"capability": "events", "state": True}])
            self.ask("migrate-incoming", uri=f"exec:exec cat {shlex.quote(str(incoming))}")
            self._migrated()
            self.ask("cont")

    def _line(self):
        line = self._control.readline()
        if not line:
            raise bed.Died(f"{QEMU} ended with status {self._process.wait()}")
        return json.loads(line)

    def _answer(self):
        while True:
            line = self._line()
            if "event" not in line:
                return line
            self._events.append(line)

    def ask(self, command, **arguments):
        self._control.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self._control.flush()
        answer = self._answer()
        if "error" in answer:
            raise bed.Died(f"{QEMU}: {command}: {answer['error']['desc']}")
        return answer["return"]

    def _migrated(self):
        while True:
            event = self._events.pop(0) if self._events else self._line()
            status = event.get("data", {}).get("status") if event.get("event") == "MIGRATION" else None
            if status == "completed":
                return
            if status == "failed":
                raise bed.Died(f"{QEMU}: the machine's state cannot be moved")

    def save(self, path):
        """Stops the machine for good and leaves its memory in a file."""
        self.ask("migrate-set-capabilities", capabilities=[{"capability": "events", "state": True}])
        self.ask("stop")
        # The default keeps back for a network what a file takes at once.
        self.ask("migrate-set-parameters", **{"max-bandwidth": 1 << 40})
        self.ask("migrate", uri=f"exec:exec cat >{shlex.quote(str(path))}")
        self._migrated()
        self.ask("quit")
        self._process.wait()

    def stop(self):
        self._process.kill()
        self._process.wait()
        self.console.finish(5)  # the last words may be on their way yet
        self._control.close()
        for end in (self.jobs, self._pulse, self.terminal):
            end.close()
        return self._process.returncode


def quoted(path):
    """A path among QEMU's comma-separated words."""
    return str(path).replace(",", ",,")




def missing():
    """What QEMU is missing here, or None."""
    for program, package in ((QEMU, "qemu-system-x86"), ("qemu-img", "qemu-utils")):
        if not shutil.which(program):
            return f"{program} is not installed: it is in the package {package}"
    return None
