// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "classic/lsns/filter.hh"
#include "classic/lsns/namespace.hh"
#include "cli/parse.hh"

namespace sandbox::lsns {

/// What the lines of a tree stand for.
enum class Tree { none, process, parent, owner };
enum class Format { columns, raw, json };

/// A command line of lsns(8), read.
struct Request {
    TypeSet types{};                     ///< none: all
    std::optional<Tree> tree{};          ///< none: by process, unless it is a list or has all columns
    Format format = Format::columns;
    bool is_list = false;
    bool has_headings = true;
    bool is_shortened = true;
    bool is_wrapped = true;
    bool only_bound = false;             ///< --persistent
    bool all_columns = false;
    bool lists_columns = false;          ///< and nothing else
    const char* columns = nullptr;       ///< -o
    pid_t task = 0;
    std::optional<Filter> filter{};
    std::optional<ino_t> subject{};      ///< the namespace whose processes are listed

    bool wants(Type type) const { return types.none() || types[index_of(type)]; }
};

/// Takes one option as soon as it is met. `request` is a Request. False: no more options.
Result<bool> take_option(void* request, const cli::Parsed& option);

/// "invalid PID argument: 'x'", and the reason if it is a number that does not fit.
Error invalid(std::string_view what, std::string_view number);

/// The lines for the request, in their order; `columns` say what is in them.
Result<Table> make_table(const Request& request, const std::vector<Column>& columns, const Snapshot& snapshot);

/// Lists, and returns the exit status.
Result<int> run(Request& request, const std::vector<char*>& words);

/// 2 for an ioctl that the kernel does not know, else 1.
int conclude(const Error& error);

}  // namespace sandbox::lsns
