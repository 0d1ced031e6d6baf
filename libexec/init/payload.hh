// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <asm/ioctls.h>
#include <linux/sched.h>
#include <linux/signal.h>

#include "freestanding/start.hh"
#include "report.hh"
#include "search.hh"

namespace sandbox::init {

/// A process about to become the payload. It shares init's memory until it executes, and so leaves its failure here.
struct Start {
    const Options& options;
    char** arguments;
    char** environment;
    Step failed_step = Step::none;
    int error = 0;
};

/// In the payload's process: one step of its start; if it failed, the process ends, and init says so.
inline long start_step(Start& start, Step step, long result) noexcept {
    if (result >= 0) return result;
    start.failed_step = step;
    start.error = static_cast<int>(-result);
    exit(kExitFailed);
}

/// In the payload's process: leads a group of its own, in the terminal's foreground if there is one, and executes.
[[noreturn]] inline void become_payload(void* context) noexcept {
    Start& start = *static_cast<Start*>(context);
    start_step(start, Step::group, call(__NR_setpgid, 0, 0));
    if (start.options.terminal) {
        int group = static_cast<int>(start_step(start, Step::foreground, call(__NR_getpid)));
        start_step(start, Step::foreground, call(__NR_ioctl, 0, TIOCSPGRP, &group));  // SIGTTOU is blocked
    }
    const unsigned long none = 0;
    start_step(start, Step::signal_mask, call(__NR_rt_sigprocmask, SIG_SETMASK, &none, nullptr, sizeof none));

    auto error = static_cast<int>(-execute(start.arguments, start.environment));
    send(start.options.life_line, {.kind = MessageKind::exec_failed, .error = error});
    exit(error == ENOENT ? kExitNotFound : kExitNotExecutable);
}

/// Starts the payload and returns its pid once it has executed or ended.
inline int start_payload(const Options& options, char** arguments, char** environment) noexcept {
    Start start{.options = options, .arguments = arguments, .environment = environment};
    int life_line = options.life_line;
    long pid = must(life_line, Step::clone, spawn(CLONE_VM | CLONE_VFORK | SIGCHLD, become_payload, &start));
    if (start.failed_step != Step::none) fail(life_line, start.failed_step, start.error);
    return static_cast<int>(pid);
}

}  // namespace sandbox::init
