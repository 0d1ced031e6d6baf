// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/net/op.hh"

#include "core/sys.hh"

#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace sandbox::net {

int apply(const LoopbackUpOp&, Context& context) noexcept {
    context.call = "socket";
    sys::ScopedFd socket(static_cast<int>(sys::result(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0))));
    if (socket.failed()) return socket.get();
    ifreq request{};
    request.ifr_name[0] = 'l';
    request.ifr_name[1] = 'o';
    request.ifr_flags = IFF_UP;
    context.call = "ioctl SIOCSIFFLAGS";
    return sys::done(::ioctl(socket.get(), SIOCSIFFLAGS, &request));
}

}  // namespace sandbox::net
