// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/running/labelling.hh"

#include "domains/selinux/facts.hh"
#include "domains/selinux/labels.hh"
#include "domains/selinux/prepare.hh"
#include "runtime/launch/lent.hh"

namespace sandbox {

Result<std::string> shared_file_label() {
    selinux::Facts facts;
    selinux::need({}, facts);
    TRY(selinux::probe(facts));
    auto context = TRY(facts.context.get("selinux.context"));
    if (context.empty()) return fail(Error::impossible("SELinux is not enabled on this host"));
    auto own = TRY(selinux::parse_context(context));
    return selinux::print(selinux::file_context({}, own, selinux::kFileType, selinux::sensitivity(own.level)));
}

Result<std::string> path_to_label(const std::string& path) {
    HostPaths paths;
    paths.recall(lent_before);
    return selinux::path_to_label(path, paths);
}

}  // namespace sandbox
