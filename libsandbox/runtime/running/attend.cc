// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/clock.hh"
#include "core/signal_queue.hh"
#include "runtime/launch/diagnose.hh"
#include "runtime/relay/lines.hh"
#include "runtime/running/join.hh"

#include <cstring>
#include <signal.h>
#include <sys/wait.h>

namespace sandbox {
namespace {

class Attendant {
public:
    static constexpr Microseconds kHangUp = std::chrono::seconds(1);

    Attendant(Child child, Relay* relay) : child_(std::move(child)), relay_(relay) {}

    Result<int> run() {
        signals_ = TRY(open_signals());
        while (!has_ended()) TRY(wait_once());
        if (relay_ != nullptr) relay_->finish();
        int status = TRY(child_.wait());
        if (relay_ != nullptr && relay_->loss() != nullptr) return fail(*relay_->loss());
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

private:
    Result<void> wait_once() {
        Lines lines;
        for (int fd : {signals_.get(), child_.pidfd()}) lines.add(fd);
        lines.add_relay(relay_);
        TRY(lines.wait(poll_timeout(kill_at_, monotonic_now())));
        lines.serve(relay_);
        if (relay_ != nullptr && relay_->wants_to_leave()) hang_up();
        if (monotonic_now() >= kill_at_) child_.signal(SIGKILL);
        while (int signal = next_signal(signals_.get())) take(signal);
        return {};
    }

    /// As when the other end of a line goes away: a shell has a moment to write its history.
    void hang_up() {
        for (int signal : {SIGHUP, SIGCONT}) ::kill(-child_.pid(), signal);
        kill_at_ = monotonic_now() + kHangUp;
    }

    void take(int signal) {
        if (relay_ != nullptr && relay_->takes(signal)) return;
        if (!is_for_command(signal)) return;
        // A session's leader has no parent in it, and of such the kernel ignores every stop but SIGSTOP.
        child_.signal(signal == SIGTSTP ? SIGSTOP : signal);
    }

    /// Also sees it stop: then so do we, for whoever runs us, and when we go on, so does it.
    bool has_ended() {
        siginfo_t info{};
        if (::waitid(P_PID, static_cast<id_t>(child_.pid()), &info, WSTOPPED | WNOHANG) == 0 && info.si_pid != 0) {
            if (relay_ != nullptr) relay_->stop();
            else ::raise(SIGSTOP);
            ::kill(-child_.pid(), SIGCONT);  // its whole group: not reaped yet, so the number is still its own
        }
        return child_.has_ended();
    }

    Child child_;
    Relay* relay_;
    UniqueFd signals_{};
    Microseconds kill_at_ = kForever;
};

}  // namespace

Result<void> check_start(Prepared& prepared) {
    auto failed = prepared.life_line.failed_step();  // the line has it by the time that the clone returns
    if (!failed) return {};
    const OpFailure& failure = *failed;
    if (failure.op + 1 < prepared.ops.size()) {
        const auto* change = std::get_if<process::ChangeDirectoryOp>(&prepared.ops[failure.op]);
        if (change == nullptr) return fail(op_failure(prepared, failure));
        return fail(Error::from_errno("change to directory " + quote(change->path) + " in the sandbox", failure.error));
    }
    if (std::string_view(failure.call, ::strnlen(failure.call, sizeof failure.call)) != kExec) return fail(op_failure(prepared, failure));
    const auto& start = std::get<process::StartOp>(prepared.ops.back());
    return fail(start_failure(start.argv[0], failure.error));
}

Result<int> attend(Prepared& prepared, Child child, Relay* relay) {
    if (relay != nullptr) relay->started();
    TRY(check_start(prepared));
    return Attendant(std::move(child), relay).run();
}

}  // namespace sandbox
