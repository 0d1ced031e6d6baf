// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

namespace sandbox::cli {

/// What `--help` prints: at most 80 columns, the options under their headings.
std::string help(const Tool& tool, std::span<const Option> options);

/// The words of `text` filled into lines of at most `width` columns; a word that is longer is cut.
/// Every line begins with `indent` blanks; no newline at the end.
std::string fill(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace sandbox::cli
