# SPDX-License-Identifier: LGPL-2.1-or-later
"""A test program that runs in a bed: what meson knows of it, and the script that runs it there."""

import dataclasses
import json
import pathlib
import shlex

# The user that each bed has, with a manager of their own.
USER = "bed"
USER_ID = 1000


@dataclasses.dataclass(frozen=True)
class Job:
    name: str
    command: tuple
    directory: str
    timeout: int  # seconds
    is_tap: bool
    environment: tuple = ()
    user: bool = False  # as the ordinary user, by that user's manager


def of_build(build, suites):
    """The tests of these suites. What does not change users by itself runs twice: as root, and as the ordinary user."""
    for test in json.loads((pathlib.Path(build) / "meson-info/intro-tests.json").read_text()):
        if not {suite.split(":")[-1] for suite in test["suite"]} & set(suites):
            continue
        job = Job(name=test["name"], command=tuple(test["cmd"]), directory=test["workdir"] or str(build), timeout=test["timeout"],
                  is_tap=test["protocol"] == "tap", environment=tuple(test["env"].items()))
        yield job
        if not job.is_tap:
            yield dataclasses.replace(job, name=job.name + " as a user", user=True)


def of_folder(folder, build):
    """The programs of a folder; one whose name ends in -user runs as the ordinary user."""
    for program in sorted(folder.iterdir()):
        yield Job(name=program.name, command=(str(program),), directory=str(build), timeout=60, is_tap=True,
                  user=program.name.endswith("-user"))


def script(job, number, token, bed, seconds, in_scope=False):
    """What bash runs in the bed. Its output is the job's, and a last line with the token tells the unit's result.

    in_scope: as a scope around it, where systemd may not take the pipes that a service would write to."""
    unit = f"bed-job-{number}" + (".scope" if in_scope and not job.user else ".service")
    # A service's SIGPIPE would be ignored, which no shell does to a test.
    service = ["--wait", "--pipe", "--property=TimeoutStopSec=5", "--property=IgnoreSIGPIPE=no"]
    how = ["--scope"] if in_scope and not job.user else service
    start = ["systemd-run", *how, "--quiet", f"--unit={unit}", f"--property=RuntimeMaxSec={seconds}", "--setenv=LC_ALL=C", f"--setenv=BED={bed}"]
    start += [f"--setenv={name}={value}" for name, value in job.environment]
    control = ["systemctl"]
    if job.user:
        runtime = f"/run/user/{USER_ID}"
        become = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups", "env", f"HOME=/home/{USER}", f"USER={USER}",
                  f"LOGNAME={USER}", f"XDG_RUNTIME_DIR={runtime}", f"DBUS_SESSION_BUS_ADDRESS=unix:path={runtime}/bus"]
        start = become + start[:1] + ["--user"] + start[1:]
        control = become + control + ["--user"]
    else:
        start += ["--setenv=HOME=/root"]
    start += ["--", "env", f"--chdir={job.directory}", *job.command]
    control = shlex.join(control)
    return (
        f"{shlex.join(start)}\n"
        "status=$?\n"
        # Who sent a signal is in the system's log, if anywhere.
        "[ $status -le 128 ] || journalctl --boot --no-pager --lines=30 2>&1 | sed 's/^/# the log: /'\n"
        f"printf '\\n%s %d %s\\n' {token} $status \"$({control} show --property=Result --value {unit})\"\n"
        f"{{ {control} stop {unit}; {control} reset-failed {unit}; }} 2>/dev/null\n"
    )
