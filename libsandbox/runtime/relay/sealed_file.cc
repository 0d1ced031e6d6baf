// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/relay/sealed_file.hh"

#include "core/fd.hh"
#include "core/file.hh"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox {

static constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

ssize_t send_sealed(int socket, std::string_view bytes) {
    UniqueFd file(::memfd_create("journal-entry", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file) return -1;
    if (!write_all(file.get(), bytes, "an entry") || ::fcntl(file.get(), F_ADD_SEALS, kSeals | F_SEAL_SEAL) < 0) return errno = ENOMEM, -1;
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
    msghdr message{};
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    int fd = file.get();
    std::memcpy(CMSG_DATA(header), &fd, sizeof fd);
    return ::sendmsg(socket, &message, MSG_NOSIGNAL);
}

std::optional<std::string> read_sealed(int file, std::size_t most) {
    struct stat status {};
    int seals = ::fcntl(file, F_GET_SEALS);
    bool is_sealed = seals >= 0 && (seals & kSeals) == kSeals;
    if (!is_sealed || ::fstat(file, &status) < 0 || status.st_size < 0 || static_cast<std::size_t>(status.st_size) > most) return std::nullopt;
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    for (std::size_t at = 0; at < bytes.size();) {
        ssize_t count = ::pread(file, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return std::nullopt;
        at += static_cast<std::size_t>(count);
    }
    return bytes;
}

}  // namespace sandbox
