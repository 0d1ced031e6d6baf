// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/identity.hh"
#include "core/fd.hh"

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sandbox {

/// Opens what a unit names outside of its sandbox, whoever may write to the directories on the way. A symbolic link leads on
/// only if it is root's or the caller's own, if no directory above it is one that the sandbox may write to, or that another could before, and
/// not on the way to the caller's working directory, whose path has none.
class HostPaths {
public:
    /// The path that %w stands for.
    void work_in(std::string directory) { working_directory_ = std::move(directory); }
    /// Who is inside may write to it.
    void distrust(const Identity& directory) { written_.push_back(directory); }

    /// Those that who was inside of others could write to; asked for only where there is a link, or a fifo.
    void recall(std::function<std::vector<Identity>()> lent_before) { lent_before_ = std::move(lent_before); }

    /// As open(2); the descriptor is close-on-exec. Errors: open(2)'s with their code; a link that is not to be followed.
    Result<UniqueFd> open(const std::string& path, int flags, unsigned mode = 0) const;
    /// Where O_PATH leads, and whether over a link.
    struct Found {
        UniqueFd fd{};
        bool has_links = false;

        /// Its path now, without links; an error calls it `name`.
        Result<std::string> path(const std::string& name) const;
    };
    Result<Found> find(const std::string& path) const;

    bool is_written(const Identity& directory) const { return std::ranges::find(written_, directory) != written_.end(); }
    bool was_lent(std::span<const Identity> directories) const;
    /// Whether what is open could have been made inside, of this sandbox or of another before.
    bool is_insiders(const Found& found) const;
    const std::string& working_directory() const { return working_directory_; }

private:
    std::string working_directory_{};
    std::vector<Identity> written_{};
    std::function<std::vector<Identity>()> lent_before_{};
};

}  // namespace sandbox
