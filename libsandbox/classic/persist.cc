// SPDX-License-Identifier: LGPL-2.1-or-later
#include "classic/persist.hh"

#include "classic/message.hh"

#include <sys/mount.h>

namespace sandbox::classic {

Result<void> bind_namespaces(const void* list, pid_t target) {
    for (const Persistent& entry : *static_cast<const std::vector<Persistent>*>(list)) {
        auto source = "/proc/" + std::to_string(target) + "/" + entry.kind->made_file;
        if (::mount(source.c_str(), entry.path, nullptr, MS_BIND, nullptr) < 0)
            return fail(failed("mount " + source + " on " + entry.path + " failed"));
    }
    return {};
}

}  // namespace sandbox::classic
