// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/lsns.hh"

#include "classic/lsns/collect.hh"
#include "classic/message.hh"
#include "classic/number.hh"
#include "core/text.hh"

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <string_view>

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sandbox::lsns {
namespace {

std::vector<Column> default_columns(const Request& request) {
    if (request.all_columns) {
        std::vector<Column> all;
        for (std::size_t index = 0; index < kOriginalColumns; ++index) all.push_back(kColumns[index].column);
        return all;
    }
    if (request.subject) return {Column::pid, Column::ppid, Column::user, Column::command};
    std::vector<Column> columns{Column::ns, Column::type, Column::nprocs, Column::pid, Column::user};
    if (request.types[index_of(Type::net)]) columns.insert(columns.end(), {Column::netnsid, Column::nsfs});
    columns.push_back(Column::command);
    return columns;
}

Wanted wanted(const Request& request, const std::vector<Column>& columns) {
    auto has = [&](Column column) { return std::ranges::find(columns, column) != columns.end(); };
    bool is_by_namespace = request.tree == Tree::parent || request.tree == Tree::owner;
    return {
        .types = request.types.none() ? TypeSet().set() : request.types,
        .relations = is_by_namespace || request.filter || has(Column::pns) || has(Column::ons),
        .parents = request.subject.has_value(),
        .interpolate = is_by_namespace,
        .bound = request.task == 0 || request.filter || has(Column::nsfs),
        .held = request.task == 0,
    };
}

std::size_t terminal_width() {
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    const char* columns = std::getenv("COLUMNS");
    return columns != nullptr ? parse_number(columns).value_or(80) : 80;
}

Page page_for(const Request& request) {
    ::setlocale(LC_CTYPE, "");
    return {
        .has_headings = request.has_headings,
        .width = ::isatty(STDOUT_FILENO) == 1 ? terminal_width() : 0,
        .is_utf8 = std::string_view(::nl_langinfo(CODESET)) == "UTF-8",
    };
}

std::string print_table(const Request& request, const Table& table) {
    switch (request.format) {
    case Format::json: return print_json(table);
    case Format::raw: return print_raw(table, page_for(request));
    case Format::columns: return print_columns(table, page_for(request));
    }
    return {};
}

}  // namespace

Result<int> run(Request& request, const std::vector<char*>& words) {
    if (request.lists_columns) {
        request.has_headings = false;
        return TRY(classic::print(print_table(request, table_of_columns()))), 0;
    }
    if (!words.empty()) {
        if (request.task != 0) return fail(Error::impossible("--task is mutually exclusive with <namespace>"));
        auto number = classic::parse_decimal(words[0]);
        if (!number) return fail(invalid("namespace", words[0]));
        request.subject = *number;
    }
    auto columns = default_columns(request);
    if (request.columns != nullptr) {
        auto chosen = TRY(parse_columns(request.columns, columns));
        if (!chosen) return 1;
        columns = std::move(*chosen);
    }
    auto snapshot = TRY(collect(wanted(request, columns)));
    TRY(classic::print(print_table(request, TRY(make_table(request, columns, snapshot)))));
    return 0;
}

int conclude(const Error& error) {
    return error.code() == ENOTTY ? 2 : 1;
}

}  // namespace sandbox::lsns
