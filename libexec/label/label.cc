// SPDX-License-Identifier: LGPL-2.1-or-later
#include "label.hh"

#include "walk.hh"

#include <cerrno>
#include <climits>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <selinux/label.h>
#include <selinux/selinux.h>
#include <unistd.h>

namespace sandbox::label {
namespace {

struct FreeContext {
    void operator()(char* context) const { ::freecon(context); }
};
using Context = std::unique_ptr<char, FreeContext>;

Result<void> require_selinux() {
    if (::is_selinux_enabled() == 1) return {};
    return fail(Error::impossible("SELinux is not enabled on this host"));
}

std::string path_of(int fd) {
    return "/proc/self/fd/" + std::to_string(fd);
}

Context context_at(const std::string& path) {
    char* context = nullptr;
    return Context(::getfilecon_raw(path.c_str(), &context) < 0 ? nullptr : context);
}

Error labelling_failed(const std::string& path, int error) {
    auto failure = Error::from_errno("label " + path, error);
    return error == EOPNOTSUPP ? std::move(failure).hint("its file system, or the mount's context=, has one label for all") : failure;
}

/// A link that somebody made into a directory of theirs, to a file that is not theirs (see protected_hardlinks in proc(5)).
bool is_smuggled(const struct stat& status, uid_t owner) {
    return !S_ISDIR(status.st_mode) && status.st_nlink > 1 && status.st_uid != owner;
}

/// What a file that is held is to have; null: that stays as it is.
using Wanted = std::function<Result<Context>(const Found&)>;

/// `owner`: of the tree, which is called `path`.
Result<void> label_one(const Found& found, const std::string& path, uid_t owner, const Wanted& wanted) {
    if (is_smuggled(found.status, owner))
        return fail(Error::impossible(found.path + " has other names, and another owner than " + path));
    auto context = TRY(wanted(found));
    auto name = path_of(found.fd);
    auto now = context_at(name);
    if (!context || (now && std::string_view(now.get()) == context.get())) return {};
    if (::setfilecon_raw(name.c_str(), context.get()) < 0) return fail(labelling_failed(found.path, errno));
    return {};
}

/// A file and all that is below it. What cannot be labelled ends it, or is told at the end, the first of it.
enum class Trouble { ends, waits };
Result<void> label_all(const std::string& path, Trouble trouble, const Wanted& wanted) {
    std::optional<uid_t> owner;
    Result<void> first;
    auto visit = [&](const Found& found) {
        if (!owner) owner = found.status.st_uid;
        return label_one(found, path, *owner, wanted);
    };
    auto refused = [&](Error error) -> Result<void> {
        if (trouble == Trouble::ends) return fail(std::move(error));
        if (first) first = fail(std::move(error));
        return {};
    };
    TRY(walk(path, visit, refused));
    return first;
}

/// The absolute path of what is held.
Result<std::string> real_name(const Found& found) {
    char name[PATH_MAX];
    ssize_t length = ::readlink(path_of(found.fd).c_str(), name, sizeof name);
    if (length < 0) return fail(Error::from_errno("the name of " + found.path));
    return std::string(name, static_cast<std::size_t>(length));
}

struct Close {
    void operator()(selabel_handle* handle) const { ::selabel_close(handle); }
};
using Labels = std::unique_ptr<selabel_handle, Close>;

/// What the policy says of files by their names.
Result<Labels> open_labels() {
    Labels labels(::selabel_open(SELABEL_CTX_FILE, nullptr, 0));
    if (!labels) return fail(Error::from_errno("the policy's file_contexts"));
    return labels;
}

}  // namespace

Result<void> set(const std::string& path, const std::string& context) {
    TRY(require_selinux());
    if (::security_check_context_raw(context.c_str()) < 0) return fail(Error::from_errno("the policy's answer to " + context));
    return label_all(path, Trouble::ends, [&](const Found&) -> Result<Context> {
        Context copy(::strdup(context.c_str()));
        if (!copy) return fail(Error::from_errno("memory"));
        return copy;
    });
}

Result<void> restore(const std::string& path) {
    TRY(require_selinux());
    auto labels = TRY(open_labels());
    std::string root;  // the name that the policy knows `path` by
    return label_all(path, Trouble::waits, [&](const Found& found) -> Result<Context> {
        if (found.path.size() == path.size()) root = TRY(real_name(found));
        if (root.empty()) return fail(Error::impossible(found.path + ": what it is below has no name"));
        auto below = found.path.substr(path.size());
        auto name = root + (below.empty() || below.starts_with('/') || root.ends_with('/') ? "" : "/") + below;
        char* context = nullptr;
        if (::selabel_lookup_raw(labels.get(), &context, name.c_str(), static_cast<int>(found.status.st_mode)) == 0) return Context(context);
        if (errno == ENOENT) return Context();  // as <<none>> and what no line is about
        return fail(Error::from_errno("the policy's label of " + found.path));
    });
}

Result<std::string> get(const std::string& path) {
    TRY(require_selinux());
    char* context = nullptr;
    if (::lgetfilecon_raw(path.c_str(), &context) < 0) return fail(Error::from_errno("the label of " + path));
    Context owner(context);
    return std::string(context);
}

}  // namespace sandbox::label
