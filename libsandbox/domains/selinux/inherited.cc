// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/selinux/inherited.hh"

#include "core/file.hh"
#include "core/text.hh"

#include <charconv>
#include <fcntl.h>
#include <linux/xattr.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <vector>

namespace sandbox::selinux {
namespace {

constexpr std::string_view kNames[] = {"standard input", "standard output", "standard error"};

/// The policy's name of the object class; empty: one of which we do not ask.
std::string class_of(int fd) {
    struct stat status {};
    if (::fstat(fd, &status) < 0) return {};
    switch (status.st_mode & S_IFMT) {
    case S_IFREG: return "file";
    case S_IFIFO: return "fifo_file";
    case S_IFCHR: return "chr_file";
    default: return {};
    }
}

/// As the kernel's file_to_av() has it.
std::vector<std::string> permissions_of(int fd) {
    int flags = ::fcntl(fd, F_GETFL);
    std::string write = (flags & O_APPEND) != 0 ? "append" : "write";
    switch (flags & O_ACCMODE) {
    case O_RDONLY: return {"read"};
    case O_WRONLY: return {write};
    default: return {"read", write};
    }
}

std::string context_of(int fd) {
    char context[4096];
    ssize_t length = ::fgetxattr(fd, XATTR_NAME_SELINUX, context, sizeof context - 1);
    std::string text(context, length > 0 ? static_cast<std::size_t>(length) : 0);
    while (!text.empty() && text.back() == '\0') text.pop_back();
    return text;
}

/// A number in a file of selinuxfs; 0: there is none.
std::uint32_t number_in(const std::string& path) {
    auto text = read_file(path, 64);
    while (text && !text->empty() && text->back() == '\n') text->pop_back();
    return text ? static_cast<std::uint32_t>(parse_number(*text).value_or(0)) : 0;
}

/// What the policy allows, a bit for each permission; all, where it cannot be asked.
std::uint32_t allowed(const std::string& process, const std::string& object, std::uint32_t number) {
    constexpr std::uint32_t kAll = 0xffffffff;
    UniqueFd access(::open("/sys/fs/selinux/access", O_RDWR | O_CLOEXEC));
    auto question = process + " " + object + " " + std::to_string(number);
    if (!access || ::write(access.get(), question.c_str(), question.size()) < 0) return kAll;
    char answer[256];
    ssize_t length = ::read(access.get(), answer, sizeof answer);
    std::uint32_t bits = kAll;
    if (length > 0) std::from_chars(answer, answer + length, bits, 16);
    return bits;
}

}  // namespace

Result<void> check_inherited(int fd, const std::string& process) {
    auto kind = class_of(fd), object = context_of(fd);
    auto folder = "/sys/fs/selinux/class/" + kind + "/";
    auto number = kind.empty() || object.empty() ? 0 : number_in(folder + "index");
    if (number == 0) return {};
    auto bits = allowed(process, object, number);
    for (const std::string& permission : permissions_of(fd)) {
        auto bit = number_in(folder + "perms/" + permission);
        if (bit == 0 || (bits >> (bit - 1) & 1) != 0) continue;
        return fail(Error::impossible(std::string(kNames[fd]) + " has the label " + object + ", which " + process + " may not " + permission)
                        .hint("sandbox-label --shared labels a file for sandboxes; a pipe to or from it does without"));
    }
    return {};
}

}  // namespace sandbox::selinux
