// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <doctest/doctest.h>
#include <sys/resource.h>

namespace sandbox {

/// While it is there this process gets no new descriptor. Not 0: poll(2) waits for no more descriptors than there may be.
class FewDescriptors {
public:
    FewDescriptors() {
        REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
        rlimit none{.rlim_cur = 3, .rlim_max = before_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    }
    FewDescriptors(const FewDescriptors&) = delete;
    FewDescriptors& operator=(const FewDescriptors&) = delete;
    ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};

}  // namespace sandbox
