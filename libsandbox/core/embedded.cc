// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/embedded.hh"

#include "core/file.hh"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U  // Linux 6.3
#endif

namespace sandbox {

static UniqueFd memory_file(const char* name) {
    UniqueFd file(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_EXEC));
    if (!file && errno == EINVAL) file = UniqueFd(::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING));
    return file;
}

Result<UniqueFd> open_embedded(const char* name, std::span<const unsigned char> image, const char* installed) {
    UniqueFd file = memory_file(name);
    if (!file && errno == EACCES) return open_file(installed, O_RDONLY);
    if (!file) return fail(Error::from_errno("memfd_create"));
    TRY(write_all(file.get(), {reinterpret_cast<const char*>(image.data()), image.size()}, name));
    if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) < 0)
        return fail(Error::from_errno(std::string("seal ") + name));
    return file;
}

}  // namespace sandbox
