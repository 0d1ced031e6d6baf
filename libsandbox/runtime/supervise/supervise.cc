// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/supervise.hh"

#include "core/clock.hh"
#include "core/process.hh"
#include "core/signal_queue.hh"
#include "domains/cgroups/freezer.hh"
#include "plan/find.hh"
#include "runtime/launch/diagnose.hh"
#include "runtime/relay/lines.hh"
#include "runtime/supervise/lifetime.hh"
#include "runtime/supervise/memory_warning.hh"
#include "runtime/supervise/notify.hh"
#include "runtime/supervise/outcome.hh"
#include "runtime/supervise/ready_watch.hh"
#include "runtime/supervise/reboot_watch.hh"
#include "runtime/supervise/rest.hh"

#include <optional>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

namespace sandbox {
namespace {

class Supervisor {
    static constexpr int kMostSaid = 1024;  ///< that we hear at once: more than the line holds

public:
    Supervisor(Prepared& prepared, Child child, Supervision with)
        : prepared_(prepared), child_(std::move(child)), reading_(with.reading), relay_(with.relay), hooks_(with.hooks), checks_(with.checks),
          begun_(std::move(with.begun)), oom_(std::move(with.oom)), wake_up_(with.wake_up) {
        report_.left_out = prepared.bench.left_out;
    }

    Result<Report> run() {
        signals_ = TRY(open_signals());
        TRY(watch_ready());
        if (hooks_ != nullptr && hooks_->has(hooks::Hook::pre_death)) warning_ = MemoryWarning(prepared_.groups.groups.all(), now_);
        while (!TRY(wait_once())) {}
        int status = TRY(child_.wait());
        if (relay_ != nullptr) relay_->finish();
        if (failure_) return fail(*std::move(failure_));
        for (const OpFailure& step : prepared_.life_line.left_out()) report_.left_out.push_back(op_failure(prepared_, step).message());
        bool is_own_death = line_ != Line::told && !has_begun_ && !is_unwanted_ && !lifetime_.is_ending();
        if (auto starved = is_own_death ? starved_init(prepared_, status) : std::nullopt) return fail(*std::move(starved));
        if (line_ != Line::told) tell_death(prepared_, status, reboot_.signal(), report_);
        report_.time_spent = lifetime_.spent();
        report_.was_stopped = is_unwanted_ || now_ < asked_until_;
        if (checks_ != nullptr) take_health();
        for (std::string& note : ready_->take_notes()) report_.notes.push_back(std::move(note));
        if (relay_ != nullptr && relay_->loss() != nullptr) report_.notes.push_back("a part of the output is lost: " + relay_->loss()->message());
        examine(prepared_, reading_, report_);
        if (report_.memory_kill) tell_of_kill(-1);
        return report_;
    }

private:
    Result<void> watch_ready() {
        auto awaited = find_step<life::Step, life::AwaitReady>(prepared_.plan);
        auto watch = ReadyWatch::start(prepared_.bench.notify, bool(awaited));
        if (!watch) return fail(std::move(watch).error().at(awaited.reason->origin, awaited.reason->setting));
        ready_.emplace(*std::move(watch));
        return {};
    }

    /// Whether it is over.
    Result<bool> wait_once() {
        Lines lines;
        auto life_line = lines.add(line_ == Line::open ? prepared_.life_line.get() : child_.pidfd());
        auto signals = lines.add(signals_.get()), oom = lines.add(oom_.to_poll());
        auto check = lines.add(is_checked() ? checks_->to_poll() : pollfd{-1, 0, 0});
        auto reboot = lines.add(reboot_.to_poll()), ready = lines.add(ready_->to_poll());
        lines.add_relay(relay_);
        TRY(lines.wait(timeout(), poll_at_rest));
        look_at_the_clock();
        work_relay(lines);
        if (oom_.respond(lines.events(oom) != 0, child_)) somebody_was_killed();
        if (is_checked() && checks_->serve(lines.events(check) != 0, now_)) heal();
        reboot_.serve(lines.events(reboot), child_);
        ready_->serve(lines.events(ready), child_);
        if (warning_.is_due(now_) && !lifetime_.is_ending()) warn_of(Lifetime::Why::memory);
        if (lines.events(signals) != 0) forward_signals();
        end_in_time();  // then: a hook's end may have been among the signals
        if (lines.events(life_line) == 0) return false;
        if (line_ != Line::open) return true;
        TRY(read_line());
        return false;
    }

    /// Who leaves the terminal ends what runs on it, as with systemd-nspawn.
    void work_relay(const Lines& lines) {
        lines.serve(relay_);
        if (relay_ == nullptr || !relay_->wants_to_leave()) return;
        is_unwanted_ = true;
        end_by(SIGKILL);
    }

    /// Also who is frozen, or has been stopped.
    void end_by(int signal) {
        child_.signal(signal);
        if (signal != SIGKILL) child_.signal(SIGCONT);
        cgroups::release(prepared_.groups.groups.directories());
    }

    int timeout() const {
        int time = -1;
        for (int other : {lifetime_.timeout(now_), oom_.timeout(), warning_.timeout(now_), is_checked() ? poll_timeout(checks_->next(), now_) : -1})
            if (time < 0 || (other >= 0 && other < time)) time = other;
        return time;
    }

    void look_at_the_clock() { now_ = monotonic_now(); }

    void end_in_time() {
        if (line_ == Line::told) return;
        auto due = lifetime_.take(now_);
        if (due == Lifetime::Due::warn) warn_of(lifetime_.why());
        if (due == Lifetime::Due::ask) end_by(lifetime_.signal());
        if (due == Lifetime::Due::kill) end_by(SIGKILL);
        if (hooks_ == nullptr || !hooks_->is_running(hooks::Hook::pre_death)) lifetime_.hurry(now_);
    }

    void warn_of(Lifetime::Why why) {
        if (hooks_ != nullptr) hooks_->start(hooks::Hook::pre_death, child_.pid(), {}, name_of(why));
    }

    /// Who is being ended need not be well.
    bool is_checked() const {
        return checks_ != nullptr && line_ != Line::told && !lifetime_.is_ending() && now_ >= asked_until_ && !checks_->is_marked();
    }

    /// It is unhealthy: what Health.OnFailure says.
    void heal() {
        const auto& wanted = checks_->wanted();
        if (wanted.on_failure == life::OnFailure::none) return;
        report_.unhealthy = checks_->reason();
        is_unwanted_ |= wanted.on_failure == life::OnFailure::stop;
        if (wanted.on_failure == life::OnFailure::kill) end_by(SIGKILL);
        else lifetime_.end_now(now_, Lifetime::Why::health, wanted.signal, wanted.patience);
    }

    void take_health() {
        report_.health = checks_->state();
        for (std::string& note : checks_->take_notes()) report_.notes.push_back(std::move(note));
    }

    void somebody_was_killed() {
        tell_of_kill(child_.pid());
        if (oom_.wants_stop()) lifetime_.end_now(now_, Lifetime::Why::memory, prepared_.kill_signal, prepared_.patience);
    }

    /// The hook hears of the first; the kernel may kill all at once, and then we learn of it in the end.
    void tell_of_kill(pid_t init) {
        if (hooks_ != nullptr && !std::exchange(has_told_of_kill_, true)) hooks_->start(hooks::Hook::on_oom, init);
    }

    void forward_signals() {
        if (hooks_ != nullptr) hooks_->reap();  // SIGCHLD may have been theirs
        while (int signal = next_signal(signals_.get())) {
            if (relay_ != nullptr && relay_->takes(signal)) continue;
            if (!is_for_command(signal)) continue;
            if (asks_for_end(signal) && ends_in_order()) continue;
            if (asks_for_end(signal)) asked_for_end(signal);
            has_forwarded_stop_ |= signal == SIGTSTP;
            if (asks_for_end(signal)) end_by(signal);
            else child_.signal(signal);
        }
    }

    /// An init is asked in its own words.
    bool ends_in_order() {
        auto found = find_step<life::Step, life::ShutDown>(prepared_.plan);
        if (!found) return false;
        is_unwanted_ = true;
        lifetime_.end_now(now_, Lifetime::Why::stop, found.step->signal, found.step->patience);
        return true;
    }

    /// A signal may also mean something else to the command; it has the time of an orderly end to show which.
    void asked_for_end(int signal) {
        is_unwanted_ |= signal == SIGTERM;
        asked_until_ = later(now_, prepared_.patience);
    }

    /// The line ends with PID 1, whose last word is how the command ended, or with the exec of a command that is PID 1 itself. Who
    /// stops and goes on in a loop has said both many times while we were stopped: only the last is how it is now.
    Result<void> read_line() {
        stopped_by_ = 0;
        for (int count = 0; count < kMostSaid && line_ == Line::open; ++count) {
            auto said = TRY(prepared_.life_line.next());
            if (std::holds_alternative<Silence>(said)) break;
            if (const auto* failure = std::get_if<OpFailure>(&said)) failure_ = op_failure(prepared_, *failure);
            if (const auto* message = std::get_if<init::Message>(&said)) TRY(take(*message));
            if (std::holds_alternative<LineEnd>(said)) line_ = Line::closed;
        }
        if (stopped_by_ != 0 && line_ == Line::open) stopped(stopped_by_);
        return {};
    }

    Result<void> take(const init::Message& message) {
        switch (message.kind) {
        case init::MessageKind::init_failed: failure_ = init_failure(prepared_.plan, message); break;
        case init::MessageKind::exec_failed: exec_error_ = message.error; break;
        case init::MessageKind::stopped: stopped_by_ = message.status; break;
        case init::MessageKind::continued: stopped_by_ = 0; break;
        case init::MessageKind::begun: has_begun_ = true; return begun_ && exec_error_ == 0 ? begun_() : Result<void>();
        case init::MessageKind::ended: report_ended(message); break;
        }
        return {};
    }

    /// The command stopped: so do we, for whoever runs us. But who is inside must not stop what watches over it, and from a key that
    /// nobody answers, as under `ssh -t`, we recover by ourselves.
    void stopped(int signal) {
        // Who is to end must hear of it, and we that it has.
        if (is_to_end()) return child_.signal(SIGCONT);
        bool is_asked = std::exchange(has_forwarded_stop_, false) || has_job_control();
        bool is_key = signal != SIGSTOP && relay_ != nullptr && relay_->has_keys();
        auto most = is_key && !is_asked ? kUnansweredStop : kForever;
        if (is_asked || is_key || !is_needed()) stop_until(std::min(later(now_, most), lifetime_.next()), signal);
    }

    /// Something is to be done while the command stands still, or to what it left running.
    bool is_needed() const {
        bool has_memory_to_watch = oom_.is_watching() || warning_.is_watching();
        return checks_ != nullptr || has_memory_to_watch || has_manager();
    }

    /// SIGINT and SIGHUP may have meant something else.
    bool is_to_end() const {
        pollfd init{child_.pidfd(), POLLIN, 0};
        return lifetime_.is_ending() || (is_unwanted_ && now_ < asked_until_) || ::poll(&init, 1, 0) > 0;
    }

    /// And when we go on, so does it. Where nobody would have us go on we do not stop, and it stays stopped by SIGSTOP alone.
    void stop_until(Microseconds time, int signal) {
        look_at_the_clock();
        if (now_ < time) {
            bool comes_back = time == kForever || (wake_up_ != nullptr && wake_up_->begin(time));
            if (comes_back) stop();
            else if (signal == SIGSTOP) return;
            look_at_the_clock();
        }
        child_.signal(SIGCONT);
    }

    void stop() {
        if (relay_ != nullptr) relay_->stop();
        else ::raise(SIGSTOP);
        if (wake_up_ != nullptr) wake_up_->end();
    }

    void report_ended(const init::Message& message) {
        line_ = Line::told;
        report_.usage = message.usage;
        tell_end(message, exec_error_, report_);
    }

    Prepared& prepared_;
    Child child_;
    Reading reading_;
    Relay* relay_;
    Hooks* hooks_;
    HealthChecks* checks_;
    std::function<Result<void>()> begun_;
    OomResponse oom_;
    WakeUp* wake_up_;
    UniqueFd signals_{};
    RebootWatch reboot_{prepared_.bench};
    std::optional<ReadyWatch> ready_{};
    MemoryWarning warning_{};
    Microseconds now_ = monotonic_now();  ///< since the last wait ended
    Lifetime lifetime_{prepared_.plan, now_};
    Report report_{};
    std::optional<Error> failure_{};
    int exec_error_ = 0;
    int stopped_by_ = 0;  ///< the last that was said of the command: a signal has stopped it
    bool is_unwanted_ = false;    ///< somebody wants its end, and can mean nothing else
    Microseconds asked_until_{};  ///< an end before is one that we were asked for
    bool has_told_of_kill_ = false;
    bool has_forwarded_stop_ = false;
    bool has_begun_ = false;
    /// The life line, and what we hear on it.
    enum class Line {
        open,
        closed,  ///< nobody there says how the command ended: PID 1's own end does
        told,    ///< PID 1 has said how, and may not have ended yet
    } line_ = Line::open;
};

}  // namespace

Result<Report> supervise(Prepared& prepared, Child child, Supervision with) {
    return Supervisor(prepared, std::move(child), std::move(with)).run();
}

}  // namespace sandbox
