// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"
#include "core/given.hh"

#include <string>
#include <string_view>

/// What SELinux calls the sandbox's processes and files, and so what they may touch.
namespace sandbox::selinux {

enum class Mode { automatic, dynamic, fixed, inherit, off };
/// In Mode's order.
inline constexpr std::string_view kModes[] = {"auto", "dynamic", "static", "inherit", "off"};

/// A security context, "USER:ROLE:TYPE:LEVEL". Parts that are empty are the caller's own or the sandbox's.
struct SecurityContext {
    std::string user{};
    std::string role{};
    std::string type{};
    std::string level{};
    bool operator==(const SecurityContext&) const = default;
};

/// What the host's files that the sandbox may write to are labelled as, before it starts.
struct FileLabel {
    enum class Kind {
        keep,      ///< they keep the labels that they have
        separate,  ///< as files of this sandbox: no other may touch them
        shared,    ///< as files of any sandbox
        context,   ///< as it is written
    };
    Kind kind{};
    SecurityContext context{};
    bool operator==(const FileLabel&) const = default;
};

struct Spec {
    Given<Mode> mode{};
    Given<SecurityContext> process{};
    Given<SecurityContext> mounts{};
    Given<FileLabel> files{};
};

/// "TYPE", "USER:ROLE:TYPE" or "USER:ROLE:TYPE:LEVEL".
Result<SecurityContext> parse_context(std::string_view text);
/// "USER:ROLE:TYPE:LEVEL", or without the parts that are empty.
std::string print(const SecurityContext& context);

/// "keep", "private", "shared", or a context as parse_context() takes it.
Result<FileLabel> parse_file_label(std::string_view text);

}  // namespace sandbox::selinux
