// SPDX-License-Identifier: LGPL-2.1-or-later
#include "print.hh"

#include <errno.h>
#include <string.h>

#include <sstream>

#include "syscall_name.hh"

namespace sandbox::filter {
namespace {

std::string print(Verdict verdict) {
    if (verdict == 0) return "allow";
    if (verdict == ENOSYS) return "enosys";
    return std::string("deny ") + ::strerrorname_np(verdict);
}

/// `my-profile` -> `kProgram_my_profile`.
std::string variable(std::string name) {
    for (char& c : name)
        if (c == '-') c = '_';
    return "kProgram_" + name;
}

void print_array(std::ostream& out, const NamedProgram& named) {
    out << "inline constexpr sock_filter " << variable(named.name) << "[] = {\n" << std::hex;
    for (const sock_filter& instruction : named.program) {
        out << "    {0x" << instruction.code << ", " << std::dec << +instruction.jt << ", " << +instruction.jf << std::hex
            << ", 0x" << instruction.k << "},\n";
    }
    out << "};\n\n" << std::dec;
}

}  // namespace

std::string print_table(const Policy& policy) {
    std::ostringstream out;
    for (const auto& [name, treatment] : policy) {
        if (!system_call_number(name, native_architecture())) continue;
        out << name << ": ";
        for (const Rule& rule : treatment.rules) out << print(rule.verdict) << " when " << rule.when.text << "; ";
        out << print(treatment.otherwise);
        if (!treatment.group.empty()) out << "  # " << treatment.group << ": " << treatment.reason;
        out << '\n';
    }
    return out.str();
}

std::string print_header(std::span<const NamedProgram> programs) {
    std::ostringstream out;
    out << "// SPDX-License-Identifier: LGPL-2.1-or-later\n"
           "// Made by sandbox-filter from policies/seccomp/*.profile.\n"
           "#pragma once\n\n"
           "#include <linux/filter.h>\n\n"
           "#include <span>\n"
           "#include <string_view>\n\n"
           "namespace sandbox::seccomp {\n\n";
    for (const NamedProgram& named : programs) print_array(out, named);
    out << "/// A compiled profile, ready for seccomp(2).\n"
           "struct ShippedProfile {\n"
           "    std::string_view name;\n"
           "    std::span<const sock_filter> program;\n"
           "};\n\n"
           "/// Every profile in policies/seccomp.\n"
           "inline constexpr ShippedProfile kShippedProfiles[] = {\n";
    for (const NamedProgram& named : programs) out << "    {\"" << named.name << "\", " << variable(named.name) << "},\n";
    out << "};\n\n}  // namespace sandbox::seccomp\n";
    return out.str();
}

std::string print_bytes(const Program& program) {
    std::string bytes(program.size() * sizeof(sock_filter), '\0');
    ::memcpy(bytes.data(), program.data(), bytes.size());
    return bytes;
}

}  // namespace sandbox::filter
