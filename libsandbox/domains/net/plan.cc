// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/net/plan.hh"

#include <sched.h>

namespace sandbox::net {

/// What programs need to find and to trust hosts, by distribution: certificates, never keys (not /etc/ssl, nor all of /etc/pki).
static constexpr const char* kHostFiles[] = {"/etc/resolv.conf",    "/etc/services",      "/etc/ssl/certs",     "/etc/ssl/cert.pem",
                                             "/etc/ssl/openssl.cnf", "/etc/ca-certificates", "/etc/pki/ca-trust", "/etc/pki/tls/certs"};

Result<void> contribute(const Spec& spec, Contributions& out) {
    Reason reason{"Network.Mode", spec.mode.origin};
    out.namespaces.push_back({CLONE_NEWNET, *spec.mode == Mode::none, false, reason});
    if (*spec.mode != Mode::host) return {};
    for (const char* path : kHostFiles)
        out.places.push_back({.kind = Place::Kind::bind, .target = path, .source = path, .flags = {.read_only = true, .noexec = true},
                              .recursive = false, .optional = true, .yields = true, .reason = reason});
    return {};
}

Result<void> plan(const Spec& spec, bool has_namespace, Draft<Step>& out) {
    Reason reason{"Network.Loopback", spec.loopback.origin};
    if (!has_namespace && !*spec.loopback)
        return fail(Error::usage("it goes with a network namespace of its own, which is not there").at(reason.origin, reason.setting));
    if (has_namespace && *spec.loopback) out.step(Phase::network, LoopbackUp{}, reason);
    return {};
}

std::string describe(const Step&) {
    return "bring lo up";
}

}  // namespace sandbox::net
