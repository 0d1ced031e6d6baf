// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/listener.hh"

#include <cerrno>
#include <sys/socket.h>
#include <sys/timerfd.h>

namespace sandbox {

Result<Listener> Listener::make(UniqueFd socket) {
    UniqueFd pause(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!pause) return fail(Error::from_errno("timerfd_create"));
    return Listener(std::move(socket), std::move(pause));
}

UniqueFd Listener::accept() {
    UniqueFd one(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    is_paused_ = !one && errno != EAGAIN && errno != EINTR && errno != ECONNABORTED;
    itimerspec time{};
    time.it_value.tv_nsec = std::chrono::nanoseconds(kPause).count();
    if (is_paused_) ::timerfd_settime(pause_.get(), 0, &time, nullptr);
    return one;
}

}  // namespace sandbox
