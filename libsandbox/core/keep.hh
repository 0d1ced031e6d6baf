// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fd.hh"

#include <deque>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sandbox {

/// Holds what ops point at: strings, bytes, arrays and descriptors that must outlive the clone. Ops are plain data,
/// so that the child neither allocates nor frees.
class Keep {
public:
    const char* text(std::string value) { return texts_.emplace_back(std::move(value)).c_str(); }
    /// An array of numbers.
    const int* numbers(std::vector<int> values) { return numbers_.emplace_back(std::move(values)).data(); }
    /// Takes the descriptor; it stays open (close-on-exec) as long as this, and in the child until exec.
    int fd(UniqueFd fd) { return fds_.emplace_back(std::move(fd)).get(); }
    /// Takes a descriptor that only the child needs: the launch closes it.
    int lend(UniqueFd fd) { return lent_.emplace_back(this->fd(std::move(fd))); }
    /// A null-terminated array as execve() wants it.
    char* const* strings(const std::vector<std::string>& values) {
        auto& pointers = arrays_.emplace_back();
        for (const auto& value : values) pointers.push_back(const_cast<char*>(text(value)));
        pointers.push_back(nullptr);
        return pointers.data();
    }
    std::span<const UniqueFd> fds() const { return fds_; }
    /// Closes one of them early.
    void close(int fd) {
        if (fd < 0) return;
        for (UniqueFd& owner : fds_)
            if (owner.get() == fd) owner.reset();
    }
    /// Once the child has copies of them.
    void close_lent() {
        for (int fd : std::exchange(lent_, {})) close(fd);
    }

private:
    std::deque<std::string> texts_;
    std::vector<UniqueFd> fds_;
    std::vector<int> lent_;
    std::deque<std::vector<char*>> arrays_;
    std::deque<std::vector<int>> numbers_;
};

}  // namespace sandbox
