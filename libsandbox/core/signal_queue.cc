// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/signal_queue.hh"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace sandbox {

Result<UniqueFd> open_signals() {
    sigset_t all;
    ::sigfillset(&all);
    UniqueFd signals(::signalfd(-1, &all, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals) return fail(Error::from_errno("signalfd"));
    return signals;
}

int next_signal(int signals) {
    signalfd_siginfo info;
    return ::read(signals, &info, sizeof info) == sizeof info ? static_cast<int>(info.ssi_signo) : 0;
}

bool is_for_command(int signal) {
    if (signal == SIGCHLD || signal == SIGTTIN || signal == SIGTTOU || signal == SIGPIPE) return false;
    struct sigaction action {};
    return ::sigaction(signal, nullptr, &action) < 0 || action.sa_handler != SIG_IGN;
}

bool asks_for_end(int signal) {
    return is_for_command(signal) && (signal == SIGHUP || signal == SIGINT || signal == SIGQUIT || signal == SIGTERM);
}

}  // namespace sandbox
