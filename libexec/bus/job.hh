// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "connection.hh"

#include <map>

namespace sandbox::bus {

/// Hears how the manager's jobs end. Make it before the call that starts one, so that none ends unheard.
class Jobs {
public:
    static Result<std::unique_ptr<Jobs>> watch(sd_bus* bus);
    ~Jobs() { sd_bus_slot_unref(slot_); }
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    /// Waits for this job, 30 seconds at the most. Errors: what became of it, unless it is done.
    Result<void> wait(const std::string& job);

private:
    explicit Jobs(sd_bus* bus) : bus_(bus) {}
    static int take(sd_bus_message* message, void* self, sd_bus_error*);
    sd_bus* bus_;
    sd_bus_slot* slot_ = nullptr;
    std::map<std::string, std::string> results_{};  ///< "done", "failed", …, by the job's path
};

}  // namespace sandbox::bus
