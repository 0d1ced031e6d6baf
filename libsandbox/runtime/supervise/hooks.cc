// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/hooks.hh"

#include "core/clock.hh"
#include "core/signal.hh"
#include "core/signal_queue.hh"
#include "core/text.hh"
#include "runtime/relay/lines.hh"

#include <algorithm>
#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>

namespace sandbox {
namespace {

using hooks::Hook;

/// Ctrl-Z.
Result<UniqueFd> watch_stops() {
    sigset_t stop;
    ::sigemptyset(&stop);
    ::sigaddset(&stop, SIGTSTP);
    UniqueFd signals(::signalfd(-1, &stop, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals) return fail(Error::from_errno("signalfd"));
    return signals;
}

/// Those that ask us to end; they stay pending.
Result<UniqueFd> watch_ending_signals() {
    sigset_t ending = ending_signals();
    UniqueFd signals(::signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals) return fail(Error::from_errno("signalfd"));
    return signals;
}

/// Who stops us stops the hook with us: it is the other half of our job.
void stop_with(const Child& hook) {
    hook.signal(SIGSTOP);
    ::raise(SIGSTOP);
    hook.signal(SIGCONT);
}

}  // namespace

Hooks::Hooks(const Plan& plan, std::string name, std::string unit) {
    environment_ = {"SANDBOX_NAME=" + std::move(name), "SANDBOX_UNIT=" + std::move(unit)};
    for (const Step& step : plan.steps)
        if (const auto* hook = std::get_if<hooks::Step>(&step.body))
            written_.push_back({std::get<hooks::RunHook>(*hook), step.reason});
}

const Hooks::Written* Hooks::find(Hook hook) const {
    auto found = std::ranges::find_if(written_, [&](const Written& written) { return written.run.hook == hook; });
    return found == written_.end() ? nullptr : &*found;
}

bool Hooks::is_running(Hook hook) const {
    return std::ranges::any_of(running_, [&](const Running& running) { return running.written->run.hook == hook; });
}

Result<Child> Hooks::spawn(const Written& written, pid_t init, std::string_view input, std::string_view reason) const {
    auto environment = environment_;
    environment.push_back("SANDBOX_HOOK=" + std::string(hooks::name_of(written.run.hook)));
    if (init > 0) environment.push_back("SANDBOX_PID=" + std::to_string(init));
    if (!reason.empty()) environment.push_back("SANDBOX_REASON=" + std::string(reason));
    return start_outside(written.run.command, environment, input);
}

void Hooks::note(const Written& written, const std::string& text) {
    notes_.push_back(std::string(written.reason.setting) + " (" + written.reason.origin.print() + "): " + text);
}

Result<void> Hooks::before_start(Relay* relay) {
    const Written* written = find(Hook::pre_start);
    if (written == nullptr) return {};
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_BLOCK, &all, nullptr);
    ::signal(SIGCHLD, SIG_DFL);  // ignored, as a caller may leave it, the kernel would reap in our place
    auto wrong = [&](Error error) { return fail(std::move(error).at(written->reason.origin, written->reason.setting)); };
    auto child = spawn(*written, -1, {}, {});
    if (!child) return wrong(std::move(child).error());
    auto signals = TRY(watch_ending_signals());
    auto stops = TRY(watch_stops());
    while (!child->has_ended()) {
        Lines lines;
        auto ending = lines.add(signals.get());
        for (int fd : {child->pidfd(), stops.get()}) lines.add(fd);
        lines.add_relay(relay);
        TRY(lines.wait(-1));
        lines.serve(relay);
        if (next_signal(stops.get()) != 0 && is_for_command(SIGTSTP)) stop_with(*child);
        if (lines.events(ending) != 0) return wrong(Error::impossible(quote(written->run.command[0]) + ": stopped by a signal"));
    }
    auto failure = describe_failure(TRY(child->wait()));
    if (failure.empty()) return {};
    return wrong(Error::impossible(quote(written->run.command[0]) + " " + failure));
}

void Hooks::start(Hook hook, pid_t init, std::string_view input, std::string_view reason) {
    const Written* written = find(hook);
    if (written == nullptr) return;
    auto child = spawn(*written, init, input, reason);
    if (child) running_.push_back({written, *std::move(child)});
    else note(*written, child.error().message());
}

void Hooks::reap() {
    std::erase_if(running_, [&](Running& running) {
        if (!running.child.has_ended()) return false;
        auto status = running.child.wait();
        auto failure = status ? describe_failure(*status) : status.error().message();
        if (!failure.empty()) note(*running.written, quote(running.written->run.command[0]) + " " + failure);
        return true;
    });
}

void Hooks::finish(Relay* relay) {
    auto until = monotonic_now() + kPatience;
    for (reap(); !running_.empty() && monotonic_now() < until; reap()) {
        pollfd line{running_[0].child.pidfd(), POLLIN, 0};
        ::poll(&line, 1, relay != nullptr ? 20 : 1000);  // a relay has lines of its own, which the hook may be waiting for
        if (relay != nullptr) relay->finish();
    }
    if (relay != nullptr) relay->finish();  // what ended before we looked may have said something
    for (const Running& running : running_)
        note(*running.written, quote(running.written->run.command[0]) + " did not end within " + print_duration(kPatience) + ", and was killed");
    running_.clear();
}

}  // namespace sandbox
