// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <linux/filter.h>

#include <cstddef>
#include <functional>
#include <span>

namespace sandbox::seccomp {

/// Runs `body` in a forked child that may not gain privileges and leaves no core, and returns its wait status. The child's
/// exit status is what `body` returns.
int run_in_child(const std::function<int()>& body);

/// Puts the filter on the calling thread; false if the kernel refuses.
bool load(std::span<const sock_filter> program);

/// Becomes nobody, where we are root: a filter that fails under test must not hurt the machine.
bool become_nobody();

/// Results that a child leaves for its parent.
class SharedInts {
public:
    explicit SharedInts(std::size_t count);
    ~SharedInts();
    SharedInts(const SharedInts&) = delete;
    SharedInts& operator=(const SharedInts&) = delete;
    int& operator[](std::size_t i) { return ints_[i]; }

private:
    int* ints_;
    std::size_t count_;
};

}  // namespace sandbox::seccomp
