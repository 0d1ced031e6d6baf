// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <signal.h>

namespace sandbox {

/// Every signal, until the end of the scope: a process that is made meanwhile begins with all of them blocked.
class BlockedSignals {
public:
    BlockedSignals() {
        sigset_t all;
        ::sigfillset(&all);
        ::sigprocmask(SIG_SETMASK, &all, &before_);
    }
    BlockedSignals(const BlockedSignals&) = delete;
    BlockedSignals& operator=(const BlockedSignals&) = delete;
    ~BlockedSignals() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_;
};

}  // namespace sandbox
