// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/persist.hh"

#include "core/file.hh"
#include "core/json.hh"
#include "unit/read.hh"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox {
namespace {

constexpr const char* kFile = "90-sandbox-set.toml";  ///< drop-ins are read in the order of their names
constexpr const char* kHead = "# Written by sandbox-set --persist.\n";

template <class Items, class Print> std::string join_printed(const Items& items, Print print) {
    std::string text;
    for (const auto& item : items) text += (text.empty() ? "" : ", ") + print(item);
    return text;
}

struct Print {
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(double value) const { return std::to_string(value); }
    /// What a basic string of TOML escapes is escaped so in JSON.
    std::string operator()(const std::string& value) const { return json_string(value); }
    std::string operator()(const Value::List& list) const { return "[" + join_printed(list, print_toml) + "]"; }
    std::string operator()(const Value::Map& map) const {
        return "{ " + join_printed(map, [](const Entry& entry) { return json_string(entry.key) + " = " + print_toml(entry.value); }) + " }";
    }
};

/// With its parents.
Result<void> make_directory(const std::string& path) {
    for (std::size_t slash = 0; slash != path.npos;) {
        slash = path.find('/', slash + 1);
        auto one = path.substr(0, slash);
        if (::mkdir(one.c_str(), 0755) < 0 && errno != EEXIST) return fail(Error::from_errno("mkdir " + one));
    }
    return {};
}

/// What is kept already; a missing file is empty.
Result<std::vector<Assignment>> kept_in(const std::string& path) {
    auto text = read_file(path);
    if (!text && text.error().code() == ENOENT) return std::vector<Assignment>();
    return read_unit(TRY(std::move(text)), path);
}

/// A list takes the place of the unit's by an empty text in front, or it would be added to it.
void replace(Assignment& one) {
    auto* list = std::get_if<Value::List>(&one.value.data);
    Value empty{.data = std::string()};
    if (list != nullptr && (list->empty() || list->front().data != empty.data)) list->insert(list->begin(), empty);
}

}  // namespace

std::string print_toml(const Value& value) {
    return std::visit(Print{}, value.data);
}

Result<void> check_persist(const ledger::Record& record) {
    if (!record.drop_ins.empty()) return {};
    return fail(Error::usage("--persist: the sandbox was started without a unit, which could keep it"));
}

Result<void> persist(const ledger::Record& record, std::span<const Assignment> changes) {
    TRY(check_persist(record));
    auto path = record.drop_ins + "/" + kFile, temporary = path + ".new";
    TRY(make_directory(record.drop_ins));
    auto kept = TRY(kept_in(path));
    for (const Assignment& change : changes) {
        std::erase_if(kept, [&](const Assignment& one) { return one.row == change.row; });
        kept.push_back(change);
        replace(kept.back());
    }
    std::string text = kHead;
    for (const Assignment& one : kept) text += std::string(one.row->key) + " = " + print_toml(one.value) + "\n";
    ::unlink(temporary.c_str());
    {
        auto file = TRY(open_file(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0644));
        TRY(write_all(file.get(), text, temporary));
    }
    if (::rename(temporary.c_str(), path.c_str()) < 0) return fail(Error::from_errno("rename to " + path));
    return {};
}

}  // namespace sandbox
