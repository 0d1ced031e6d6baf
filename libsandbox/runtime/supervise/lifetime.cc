// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/supervise/lifetime.hh"

#include "core/text.hh"
#include "plan/find.hh"

#include <csignal>

namespace sandbox {

Lifetime::Lifetime(const Plan& plan, Microseconds start) {
    auto found = find_step<life::Step, life::LimitRuntime>(plan);
    if (!found) return;
    signal_ = found.step->signal;
    patience_ = found.step->patience;
    spent_ = std::string(found.reason->setting) + " (" + found.reason->origin.print() + "): " + print_duration(found.step->most);
    next_ = later(start, found.step->most);
}

void Lifetime::end_now(Microseconds now, Why why, int signal, Microseconds patience) {
    if (stage_ != Stage::running) return;
    why_ = why;
    signal_ = signal;
    patience_ = patience;
    spent_.clear();
    next_ = now;
}

Lifetime::Due Lifetime::take(Microseconds now) {
    if (next_ == kForever || now < next_) return Due::nothing;
    switch (stage_) {
    case Stage::running: stage_ = Stage::warned, next_ = later(now, kNotice); return Due::warn;
    case Stage::warned: stage_ = Stage::asked, next_ = later(now, patience_); return Due::ask;
    default: stage_ = Stage::killed, next_ = kForever; return Due::kill;
    }
}

void Lifetime::hurry(Microseconds now) {
    if (stage_ == Stage::warned) next_ = now;
}

WakeUp::WakeUp() {
    sigevent event{};
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGCONT;
    is_there_ = ::timer_create(CLOCK_MONOTONIC, &event, &timer_) == 0;
}

WakeUp::~WakeUp() {
    if (is_there_) ::timer_delete(timer_);
}

bool WakeUp::begin(Microseconds at) {
    itimerspec when{};
    when.it_value.tv_sec = at.count() / 1'000'000;
    when.it_value.tv_nsec = at.count() % 1'000'000 * 1000;
    // Again and again: a stop that comes after the first takes that back.
    when.it_interval.tv_nsec = 100'000'000;
    return is_there_ && ::timer_settime(timer_, TIMER_ABSTIME, &when, nullptr) == 0;
}

void WakeUp::end() {
    itimerspec never{};
    if (is_there_) ::timer_settime(timer_, 0, &never, nullptr);
}

}  // namespace sandbox
