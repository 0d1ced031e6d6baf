// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/own_program.hh"

#include "core/embedded.hh"
#include "core/file.hh"
#include "core/id_map.hh"
#include "core/sys.hh"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox {

static constexpr const char* kOwn = "/proc/self/exe";

static bool is_sealed(int file) {
    int seals = ::fcntl(file, F_GET_SEALS);
    return seals >= 0 && (seals & F_SEAL_WRITE) != 0;
}

Result<bool> is_own_program_writable(pid_t inside) {
    struct stat status {};
    if (::stat(kOwn, &status) < 0) return fail(Error::from_errno("stat of our own program"));
    bool by_all = (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
    auto map = TRY(read_user_map(std::to_string(inside)));
    bool has_owner = std::ranges::any_of(map, [&](const IdRange& range) { return range.has_outside(status.st_uid); });
    if (!by_all && !has_owner) return false;
    return !is_sealed(TRY(open_file(kOwn, O_RDONLY)).get());
}

Error run_from_memory(const char* name, char** arguments) {
    constexpr std::size_t kMostBytes = 256u << 20;
    auto bytes = read_file(kOwn, kMostBytes);
    if (!bytes) return std::move(bytes).error();
    auto copy = open_embedded(name, {reinterpret_cast<const unsigned char*>(bytes->data()), bytes->size()}, kOwn);
    if (!copy) return std::move(copy).error();
    if (!is_sealed(copy->get()))
        return Error::impossible("who is inside could write to our program's file, and no program may run from memory here")
            .hint("a program that belongs to root cannot be written to");
    ::syscall(SYS_execveat, copy->get(), "", arguments, environ, AT_EMPTY_PATH);
    return Error::from_errno("run from memory");
}

}  // namespace sandbox
