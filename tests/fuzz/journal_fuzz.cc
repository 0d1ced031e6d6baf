// SPDX-License-Identifier: LGPL-2.1-or-later

// What hostile programs write to a private syslog: native entries, lines for syslog, streams. Whatever comes, no field is there that
// inside may not have, and what goes on reads as one entry.

#include "core/text.hh"
#include "domains/journal/client_stream.hh"
#include "domains/journal/entry.hh"
#include "domains/journal/foreign.hh"

#include <cstdlib>

using namespace sandbox::journal;

static void expect(bool truth) {
    if (!truth) std::abort();
}

static void check(const Foreign& entry, bool is_from_syslog) {
    expect(entry.level >= Level::alert && entry.level <= Level::debug);
    std::string_view bytes = entry.fields;
    auto read = take_entry(bytes);
    expect(bytes.empty() && !read.has_end);
    std::string again;
    for (const FieldView& field : read.fields) {
        expect(is_field_name(field.name) && !field.name.starts_with('_') && field.name != "PRIORITY" && field.name != "OURS");
        for (auto name : {"UNIT", "USER_UNIT", "INVOCATION_ID", "USER_INVOCATION_ID", "MESSAGE_ID"}) expect(field.name != name);
        expect(!field.name.starts_with("SANDBOX_") && !field.name.starts_with("OBJECT_") && !field.name.starts_with("COREDUMP_"));
        if (field.name == "SYSLOG_FACILITY") expect(field.value != "0");
        if (is_from_syslog && field.name == "SYSLOG_PID") expect(sandbox::parse_number(field.value).has_value());
        append_field(again, field.name, field.value);
    }
    expect(read.fields.size() == kMostFields || again == entry.fields);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::vector<Field> own{{"OURS", "1"}};
    for (std::string_view rest = text; !rest.empty();) {
        auto before = rest.size();
        auto entry = take_entry(rest);
        expect(rest.size() < before && entry.fields.size() <= kMostFields);
        check(take_over(entry.fields, own, "box"), false);
    }
    check(take_over(parse_syslog(text), "box"), true);
    // However it is cut, the lines are the same.
    std::string whole, parts;
    auto into = [](std::string& all) { return [&all](const SyslogLine& line) { all += std::to_string(line.level) + std::string(line.message) + "\n"; }; };
    ClientStream one, other;
    bool is_whole = one.add(text, into(whole)), is_other = true;
    for (std::size_t at = 0; at < size && is_other; at += 3) is_other = other.add(text.substr(at, 3), into(parts));
    expect(is_whole == is_other);
    if (is_whole) one.finish(into(whole)), other.finish(into(parts));
    expect(whole == parts);
    return 0;
}
