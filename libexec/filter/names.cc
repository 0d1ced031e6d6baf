// SPDX-License-Identifier: LGPL-2.1-or-later
#include "names.hh"

#include "syscall_name.hh"

#include <seccomp.h>

#include <sstream>

namespace sandbox::filter {
namespace {

/// No architecture that we build for has more, and x32's own are a copy with a bit on top.
constexpr int kMostCalls = 512;

void print_array(std::ostringstream& out, const char* array, std::uint32_t architecture) {
    int last = kMostCalls - 1;
    while (last > 0 && !system_call_name(last, architecture)) --last;
    out << "inline constexpr const char* " << array << "[] = {\n";
    for (int number = 0; number <= last; ++number) {
        auto name = system_call_name(number, architecture);
        out << "    " << (name ? '"' + *name + '"' : "nullptr") << ",\n";
    }
    out << "};\n";
}

}  // namespace

std::string print_names() {
    std::uint32_t native = native_architecture();
    bool is_x86 = native == SCMP_ARCH_X86_64;
    std::ostringstream out;
    out << "// Made by sandbox-filter --emit=names.\n#pragma once\n\n#include <cstdint>\n\nnamespace sandbox::seccomp {\n\n"
        << "inline constexpr std::uint32_t kNativeArchitecture = " << native << "u;\n"
        << "inline constexpr const char* kNativeName = \"" << (is_x86 ? "x86_64" : "aarch64") << "\";\n";
    print_array(out, "kNativeCalls", native);
    print_array(out, "kCompatCalls", is_x86 ? SCMP_ARCH_X86 : SCMP_ARCH_ARM);
    out << "\n}  // namespace sandbox::seccomp\n";
    return out.str();
}

}  // namespace sandbox::filter
