# SPDX-License-Identifier: LGPL-2.1-or-later
"""Tells what came of jobs, as one TAP stream."""

import re

POINT = re.compile(r"^(not )?ok\b *\d* *-? *(.*)$")
PLAN = re.compile(r"^1\.\.(\d+)(?: *# *[Ss][Kk][Ii][Pp]\S* *(.*))?")
SKIPPED = 77  # the status by which a program that speaks no TAP says that it was skipped
DEATHS = {"signal": "ended by a signal", "core-dump": "ended by a signal, with a core dump", "timeout": "did not end in time",
          "oom-kill": "killed for want of memory"}


class Report:
    def __init__(self):
        self.number = 0
        self.failures = 0

    def point(self, is_good, sentence):
        self.number += 1
        self.failures += not is_good
        print("ok" if is_good else "not ok", self.number, "-", sentence, flush=True)

    def remark(self, text):
        for line in text.splitlines():
            print("#", line.rstrip(), flush=True)

    def finish(self):
        print(f"1..{self.number}", flush=True)
        return 1 if self.failures else 0

    def skip_all(self, reason):
        print(f"1..0 # SKIP {reason}", flush=True)
        return 0

    def job(self, job, status, result, output):
        """A job that came to its end: its own points, or one for all."""
        if not job.is_tap:
            if status == SKIPPED:
                self.point(True, f"{job.name} # SKIP {(output.strip().splitlines() or [''])[-1]}")
            else:
                self.point(status == 0, job.name + self.how(status, result))
                if status:
                    self.remark("\n".join(output.splitlines()[-40:]))
            return
        points, failed, planned = 0, 0, None
        for line in output.splitlines():
            point, plan = POINT.match(line), PLAN.match(line)
            if point:
                points += 1
                failed += bool(point[1])
                self.point(not point[1], f"{job.name}: {point[2]}")
            elif plan:
                planned = int(plan[1])
                if planned == 0 and plan[2] and status == 0:
                    self.point(True, f"{job.name} # SKIP {plan[2]}")
            elif failed or line.startswith("#"):
                self.remark(line.removeprefix("#"))
        if status and not failed or result in DEATHS:
            self.point(False, f"{job.name}: it comes to its end" + self.how(status, result))
            self.remark("\n".join(output.splitlines()[-40:]))
        elif planned is None or planned != points:
            self.point(False, f"{job.name}: it makes the points of its plan ({points} of {planned})")

    def lost(self, name, why, output, console):
        """A job that its bed did not survive, or a bed that did not come up. A panic says what it is above some fifty lines."""
        self.point(False, f"{name}: {why}")
        self.remark("\n".join(output.splitlines()[-40:]))
        self.remark("the console's last lines:\n" + "\n".join(console.splitlines()[-80:]))

    @staticmethod
    def how(status, result):
        if result not in DEATHS and status > 128:  # in a scope the shell tells it
            result = "signal"
        return "" if status == 0 else f": {DEATHS.get(result, f'status {status}')}"
