// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/identity.hh"
#include "core/context.hh"
#include "domains/mounts/step.hh"

#include <cstddef>
#include <cstdint>

namespace sandbox::mounts {

/// A path inside, relative to the new root ("usr", "" for the root itself), and how it is found.
struct Target {
    const char* path;
    Ground ground;
};

/// One fsconfig(2) string; a null key ends the list. A null value is a flag.
struct Parameter {
    const char* key;
    const char* value;
};
inline constexpr std::size_t kParameters = 16;  // a version 1 hierarchy can have each of the kernel's 14 controllers

struct DetachPropagationOp {
    std::uint64_t propagation;
};
/// A new file system: the root (an empty path) or a place.
struct NewFileSystemOp {
    Target target;
    const char* type;
    Parameter parameters[kParameters];
    unsigned attributes;
};
/// A copy of a host tree. `tree`: a detached copy made before the clone, or -1 to copy `source` in the child.
struct BindOp {
    Target target;
    int tree;
    const char* source;
    std::uint64_t attributes;
    std::uint64_t propagation;
    bool recursive;
    bool optional;
    bool is_file;  ///< refuses a directory: EISDIR
    Identity known{};  ///< what the source must be; of what nobody wrote, none
};
struct DirectoryOp {
    Target target;
    unsigned mode;
};
struct FileOp {
    Target target;
    const char* bytes;
    std::size_t length;
    unsigned mode;
};
struct SymlinkOp {
    Target target;
    const char* source;
};
/// A file of the type that `mode` has.
struct NodeOp {
    Target target;
    unsigned mode;
};
/// Gives a socket a name, to which everybody inside may write.
struct SocketOp {
    Target target;
    int socket;
};
struct MaskOp {
    Target target;
    bool optional;
};
struct ReadOnlyOp {
    Target target;
    bool is_new_mount;  ///< a mount is made of what is there first
    bool is_pin = false;  ///< and stays writable: nobody can move it away, or what is mounted below it
    bool optional = false;
};
struct EnterRootOp {};

int apply(const DetachPropagationOp& op, Context& context) noexcept;
int apply(const NewFileSystemOp& op, Context& context) noexcept;
int apply(const BindOp& op, Context& context) noexcept;
int apply(const DirectoryOp& op, Context& context) noexcept;
int apply(const FileOp& op, Context& context) noexcept;
int apply(const SymlinkOp& op, Context& context) noexcept;
int apply(const NodeOp& op, Context& context) noexcept;
int apply(const SocketOp& op, Context& context) noexcept;
int apply(const MaskOp& op, Context& context) noexcept;
int apply(const ReadOnlyOp& op, Context& context) noexcept;
int apply(const EnterRootOp& op, Context& context) noexcept;

}  // namespace sandbox::mounts
