// SPDX-License-Identifier: LGPL-2.1-or-later
#include "domains/mounts/step.hh"

namespace sandbox::mounts {
namespace {

using Kind = Place::Kind;

std::string_view idmap_text(Place::Idmap idmap) {
    switch (idmap) {
    case Place::Idmap::no: return "";
    case Place::Idmap::yes: return ", idmapped";
    case Place::Idmap::when_needed: return ", idmapped if others may not read it";
    case Place::Idmap::whole: return ", idmapped with all ids";
    case Place::Idmap::kept: return ", idmapped to ids that nobody has";
    }
    return "";
}

std::string flags_of(const Place& place) {
    std::string text;
    if (place.flags.read_only) text += ", read-only";
    if (place.flags.noexec) text += ", noexec";
    if (!place.recursive) text += ", alone";
    text += idmap_text(place.idmap);
    if (place.is_tunnel) text += ", with what the host mounts there later";
    if (place.optional) text += ", if it exists";
    return text;
}

std::string describe_place(const Place& place) {
    switch (place.kind) {
    case Kind::directory: return "directory " + place.target + ", mode " + print_mode(place.mode);
    case Kind::file: return "file " + place.target + ", " + std::to_string(place.source.size()) + " bytes";
    case Kind::symlink: return "link " + place.target + " to " + place.source;
    case Kind::bind: return "bind " + place.source + " onto " + place.target + flags_of(place);
    case Kind::tmpfs: return "memory file system on " + place.target + ", at most " + print_size(place.size);
    case Kind::proc: return "processes of the sandbox on " + place.target + (place.source.empty() ? "" : ", " + place.source);
    case Kind::console: return "its terminal, if it has one, on " + place.target;
    case Kind::node: return "an inaccessible node " + place.target;
    case Kind::socket: return "socket " + place.target + ", on which the supervisor hears";
    case Kind::devpts: return "terminals of its own on " + place.target;
    case Kind::cgroup:
        return "its own control groups" + (place.source.empty() ? "" : " of " + place.source) + " on " + place.target + flags_of(place);
    case Kind::mqueue: return "message queues of its own on " + place.target;
    case Kind::mask: return "hide " + place.target + (place.optional ? ", if it exists" : "");
    case Kind::read_only: return "make " + place.target + " read-only";
    case Kind::seal: return "make the file system of " + place.target + " read-only";
    }
    return "?";
}

}  // namespace

std::string describe(const Step& step) {
    struct Describe {
        std::string operator()(const DetachPropagation& detach) const {
            return detach.slave ? "mounts come from the host, none go there" : "mounts neither come from the host nor go there";
        }
        std::string operator()(const EmptyRoot& root) const { return "empty root in memory, at most " + print_size(root.size); }
        std::string operator()(const DirectoryRoot& root) const {
            return "root from " + root.source + (root.read_only ? ", read-only" : "") + std::string(idmap_text(root.idmap));
        }
        std::string operator()(const PutPlace& put) const { return describe_place(put.place); }
        std::string operator()(const EnterRoot&) const { return "enter the new root, let go of the host's tree"; }
    };
    return std::visit(Describe{}, step);
}

}  // namespace sandbox::mounts
