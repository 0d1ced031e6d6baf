// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/process/init_image.hh"

#include "core/file.hh"
#include "core/sys.hh"

#include <string_view>
#include <sys/mman.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U  // Linux 6.3
#endif

/// libexec/init, embedded when the library is built.
extern "C" const unsigned char sandbox_init_image[];
extern "C" const unsigned long sandbox_init_size;

namespace sandbox::process {
namespace {

constexpr const char* kInstalled = SANDBOX_LIBEXEC "/sandbox-init";

UniqueFd memory_file() {
    UniqueFd file(::memfd_create("sandbox-init", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_EXEC));
    if (!file && errno == EINVAL) file = UniqueFd(::memfd_create("sandbox-init", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    return file;
}

}  // namespace

Result<UniqueFd> open_init() {
    UniqueFd file = memory_file();
    if (!file && errno == EACCES) return open_file(kInstalled, O_RDONLY);
    if (!file) return fail(Error::from_errno("memfd_create"));
    TRY(write_all(file.get(), {reinterpret_cast<const char*>(sandbox_init_image), sandbox_init_size}, "PID 1"));
    if (::fcntl(file.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) < 0)
        return fail(Error::from_errno("seal PID 1"));
    return file;
}

}  // namespace sandbox::process
