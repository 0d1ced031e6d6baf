// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/lsns/lsns.hh"

#include "classic/number.hh"

#include <algorithm>
#include <limits>

namespace sandbox::lsns {
namespace {

using Done = Result<void>;

Done refuse(std::string what) {
    return fail(Error::impossible(std::move(what)));
}

Done set_type(Request& request, std::string_view name) {
    auto found = std::ranges::find(kTypeNames, name);
    if (found == kTypeNames.end()) return refuse("unknown namespace type: " + std::string(name));
    request.types.set(static_cast<std::size_t>(found - kTypeNames.begin()));
    return {};
}

/// What stands behind the letter may begin with "=": -T=owner.
Done set_tree(Request& request, std::string_view name) {
    if (name.starts_with('=')) name.remove_prefix(1);
    if (name == "owner") request.tree = Tree::owner;
    else if (name == "parent") request.tree = Tree::parent;
    else if (name == "process") request.tree = Tree::process;
    else return refuse("unknown tree type: " + std::string(name));
    return {};
}

Done set_task(Request& request, std::string_view text) {
    constexpr auto kLargest = std::numeric_limits<pid_t>::max();
    auto number = classic::parse_integer(text);
    if (number && *number <= kLargest && *number >= -kLargest) return request.task = static_cast<pid_t>(*number), Done{};
    return fail(invalid("PID", text));
}

/// --persistent is about namespaces without a process.
Done exclude_task(const Request& request) {
    if (request.only_bound && request.task != 0) return refuse("mutually exclusive arguments: --persistent --task");
    return {};
}

Done set_format(Request& request, Format format) {
    if (request.format != Format::columns && request.format != format) return refuse("mutually exclusive arguments: --json --raw");
    request.format = format;
    return {};
}

Done take(Request& request, std::string_view name, const char* argument) {
    if (name == "json") return set_format(request, Format::json);
    if (name == "raw") return request.is_wrapped = false, set_format(request, Format::raw);
    if (name == "list") request.is_list = true;
    if (name == "noheadings") request.has_headings = false;
    if (name == "output") request.columns = argument;
    if (name == "output-all") request.all_columns = true;
    if (name == "persistent") return request.only_bound = true, exclude_task(request);
    if (name == "task") return TRY(set_task(request, argument)), exclude_task(request);
    if (name == "filter") return request.filter = TRY(Filter::parse(argument)), Done{};
    if (name == "type") return set_type(request, argument);
    if (name == "notruncate") request.is_shortened = false;
    if (name == "nowrap") request.is_wrapped = false;
    if (name == "tree") return set_tree(request, argument != nullptr ? argument : "owner");
    return {};
}

}  // namespace

Error invalid(std::string_view what, std::string_view number) {
    std::string text = "invalid " + std::string(what) + " argument: '" + std::string(number) + "'";
    bool is_number = !number.empty() && std::ranges::all_of(number.substr(number[0] == '-'), [](char c) { return c >= '0' && c <= '9'; });
    if (is_number && number != "-") text += ": Numerical result out of range";
    return Error::impossible(std::move(text));
}

Result<bool> take_option(void* request, const cli::Parsed& option) {
    std::string_view name = option.option->name;
    auto& line = *static_cast<Request*>(request);
    line.lists_columns = name == "list-columns";
    if (line.lists_columns || name == "help" || name == "version") return false;
    TRY(take(line, name, option.argument ? option.argument->data() : nullptr));
    return true;
}

}  // namespace sandbox::lsns
