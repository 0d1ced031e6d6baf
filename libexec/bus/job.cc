// SPDX-License-Identifier: LGPL-2.1-or-later
#include "job.hh"

#include <chrono>

namespace sandbox::bus {

using Clock = std::chrono::steady_clock;
static constexpr std::chrono::seconds kPatience{30};

int Jobs::take(sd_bus_message* message, void* self, sd_bus_error*) {
    std::uint32_t id;
    const char *path, *unit, *result;
    if (sd_bus_message_read(message, "uoss", &id, &path, &unit, &result) >= 0) static_cast<Jobs*>(self)->results_[path] = result;
    return 0;
}

Result<std::unique_ptr<Jobs>> Jobs::watch(sd_bus* bus) {
    std::unique_ptr<Jobs> jobs(new Jobs(bus));
    int code = sd_bus_match_signal(bus, &jobs->slot_, nullptr, kManager.object, kManager.interface, "JobRemoved", take, jobs.get());
    if (code < 0) return fail(failure("JobRemoved", code));
    auto subscribe = TRY(new_call(bus, kManager, "Subscribe"));
    TRY(call(bus, kManager, subscribe.get()));
    return jobs;
}

Result<void> Jobs::wait(const std::string& job) {
    auto deadline = Clock::now() + kPatience;
    while (!results_.contains(job)) {
        auto left = std::chrono::duration_cast<std::chrono::microseconds>(deadline - Clock::now());
        if (left.count() <= 0) return fail(Error::impossible("systemd did not finish the job in 30 seconds"));
        int code = sd_bus_process(bus_, nullptr);
        if (code == 0) code = sd_bus_wait(bus_, static_cast<std::uint64_t>(left.count()));
        if (code < 0 && code != -EINTR) return fail(failure("wait for systemd", code));
    }
    if (results_[job] == "done") return {};
    return fail(Error::impossible("systemd: the job ended as " + results_[job]));
}

}  // namespace sandbox::bus
