// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "cli/option.hh"

namespace sandbox::cli {

/// Text as roff prints it, byte for byte: no line of it is a request, no character becomes another.
std::string roff(std::string_view text);

/// The OPTIONS section's body in man(7): a subsection a heading, a paragraph an option.
std::string man_options(std::span<const Option> options);

/// The reference of unit keys in man(7): a subsection a section, a paragraph a key, with type, default and option.
std::string man_keys(std::span<const Setting> rows);

/// A line "@NAME@" of a page, and what stands there instead.
struct Part {
    std::string_view name;
    std::string text;
};

/// A page with its lines "@NAME@" replaced; a name without a part, and a part without its line, is an error.
Result<std::string> fill_page(std::string_view page, std::span<const Part> parts);

}  // namespace sandbox::cli
