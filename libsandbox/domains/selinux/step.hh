// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "domains/selinux/spec.hh"

#include <string>
#include <variant>
#include <vector>

namespace sandbox::selinux {

/// The labels that this sandbox's processes, files and terminal get.
struct MakeLabels {
    SecurityContext process{};
    SecurityContext mounts{};
    SecurityContext terminal{};
    bool has_pair = false;  ///< each gets a pair of categories that no other sandbox has
    bool operator==(const MakeLabels&) const = default;
};
/// Labels files of the host.
struct LabelFiles {
    SecurityContext context{};
    bool has_pair = false;  ///< with the sandbox's pair of categories
    std::vector<std::string> paths{};
    bool operator==(const LabelFiles&) const = default;
};
/// What is started next gets the label of the processes.
struct LabelProcess {
    SecurityContext context{};
    bool has_pair = false;
    bool operator==(const LabelProcess&) const = default;
};

using Step = std::variant<MakeLabels, LabelFiles, LabelProcess>;

std::string describe(const Step& step);

}  // namespace sandbox::selinux
