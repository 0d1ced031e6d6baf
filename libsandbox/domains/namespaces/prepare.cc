// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/namespaces/prepare.hh"

namespace sandbox::namespaces {

Result<UnshareOp> prepare(const Unshare& step, Bench&) {
    return UnshareOp{step.flags};
}
Result<ReownOp> prepare(const Reown& step, Bench&) {
    return ReownOp{step.flags};
}
Result<LimitUserNamespacesOp> prepare(const LimitUserNamespaces& step, Bench& bench) {
    return LimitUserNamespacesOp{bench.keep.text(std::to_string(step.count))};
}
Result<SetHostnameOp> prepare(const SetHostname& step, Bench& bench) {
    return SetHostnameOp{bench.keep.text(step.name), step.name.size()};
}

}  // namespace sandbox::namespaces
