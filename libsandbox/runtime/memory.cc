// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/memory.hh"

#include <cstdint>
#include <malloc.h>
#include <sys/mman.h>

namespace sandbox {

void give_back_memory() {
    ::malloc_trim(0);
    // The stack below us, where nobody is now; that of the calls from here on needs no more than what is left out.
    constexpr std::uintptr_t kPage = 4096, kMost = 512 * 1024, kOurs = 2 * kPage;
    auto end = (reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) - kOurs) & ~(kPage - 1);
    ::madvise(reinterpret_cast<void*>(end - kMost), kMost, MADV_DONTNEED);
}

}  // namespace sandbox
