// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/process/init_image.hh"

#include "core/embedded.hh"

/// libexec/init, embedded when the library is built.
extern "C" const unsigned char sandbox_init_image[];
extern "C" const unsigned long sandbox_init_size;

namespace sandbox::process {

Result<UniqueFd> open_init() {
    return open_embedded("sandbox-init", {sandbox_init_image, sandbox_init_size}, SANDBOX_LIBEXEC "/sandbox-init");
}

}  // namespace sandbox::process
