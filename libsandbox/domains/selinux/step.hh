// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace sandbox::selinux {

// The contexts are printed ones: a plan has few of these steps, and each of its steps has room for the largest.

/// The labels that this sandbox's processes, files and terminal get.
struct MakeLabels {
    std::string process{};
    std::string mounts{};
    std::string terminal{};
    bool has_pair = false;  ///< each gets a pair of categories that no other sandbox has
    bool operator==(const MakeLabels&) const = default;
};
/// Labels files of the host.
struct LabelFiles {
    std::string context{};
    bool has_pair = false;  ///< with the sandbox's pair of categories
    std::vector<std::string> paths{};
    bool operator==(const LabelFiles&) const = default;
};
/// What is started next gets the label of the processes.
struct LabelProcess {
    std::string context{};
    bool has_pair = false;
    bool operator==(const LabelProcess&) const = default;
};

using Step = std::variant<MakeLabels, LabelFiles, LabelProcess>;

std::string describe(const Step& step);

}  // namespace sandbox::selinux
