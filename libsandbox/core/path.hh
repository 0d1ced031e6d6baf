// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/error.hh"

#include <string>
#include <string_view>

namespace sandbox {

/// An absolute path without "//", "." or a trailing "/". Errors: relative, "..", empty, NUL or longer than PATH_MAX.
Result<std::string> absolute_path(std::string_view text);
/// "/a" of "/a/b"; "/" of "/a".
std::string_view parent_of(std::string_view path);
std::string_view base_of(std::string_view path);
/// Whether `path` is `directory` or below it.
bool is_below(std::string_view path, std::string_view directory);

}  // namespace sandbox
