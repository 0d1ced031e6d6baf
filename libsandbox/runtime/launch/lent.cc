// SPDX-License-Identifier: LGPL-2.1-or-later
#include "runtime/launch/lent.hh"

#include "core/directory.hh"
#include "core/file.hh"
#include "core/lock.hh"
#include "core/own_places.hh"
#include "core/replace.hh"
#include "core/text.hh"
#include "runtime/report/store.hh"

#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace sandbox {
namespace {

constexpr char kFile[] = ".lent";
constexpr std::size_t kLarge = 64u << 10;
constexpr std::size_t kMost = 64u << 20;
constexpr std::chrono::seconds kLockPatience{5};

std::optional<Identity> directory_at(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) < 0 || !S_ISDIR(status.st_mode)) return std::nullopt;
    return identity_of(status);
}

/// Empty: it is no directory. A path that is no line goes without.
std::string line_of(const std::string& source) {
    char resolved[PATH_MAX];
    auto directory = directory_at(source);
    if (!directory) return {};
    std::string path = ::realpath(source.c_str(), resolved) != nullptr ? resolved : "";
    if (path.contains('\n')) path.clear();
    return std::to_string(directory->device) + ":" + std::to_string(directory->inode) + " " + path;
}

std::string path_in(std::string_view line) {
    auto space = line.find(' ');
    return space == line.npos ? "" : std::string(line.substr(space + 1));
}

std::optional<Identity> identity_in(std::string_view line) {
    Identity identity;
    const char* end = line.data() + line.size();
    auto device = std::from_chars(line.data(), end, identity.device);
    if (device.ec != std::errc() || device.ptr == end || *device.ptr != ':') return std::nullopt;
    auto inode = std::from_chars(device.ptr + 1, end, identity.inode);
    return inode.ec == std::errc() ? std::optional(identity) : std::nullopt;
}

Result<std::string> read_lent(int directory, const std::string& path) {
    auto file = open_regular_at(directory, kFile, path);
    if (!file && file.error().code() == ENOENT) return std::string();
    return read_all(TRY(std::move(file)).get(), path, kMost);
}

/// Without what is gone.
std::string squeezed(std::string_view text) {
    std::string kept;
    for (std::string_view line : split(text, '\n'))
        if (directory_at(path_in(line))) kept += std::string(line) + "\n";
    return kept;
}

/// Those lines that the text lacks.
std::string missing_in(std::string_view text, std::span<const std::string> lines) {
    std::string missing;
    for (const std::string& line : lines)
        if (!("\n" + std::string(text)).contains("\n" + line + "\n") && !missing.contains(line + "\n")) missing += line + "\n";
    return missing;
}

}  // namespace

std::vector<Identity> lent_before() {
    std::vector<Identity> lent;
    auto path = reports_directory();
    auto directory = path ? open_own_directory(*path) : fail(path.error());
    auto text = directory ? read_lent(directory->get(), *path + "/" + kFile) : Result<std::string>("");
    if (!text) return lent;
    for (std::string_view line : split(*text, '\n')) {
        if (auto then = identity_in(line)) lent.push_back(*then);
        if (auto now = directory_at(path_in(line))) lent.push_back(*now);
    }
    return lent;
}

Result<void> remember_lent(std::span<const std::string> sources) {
    std::vector<std::string> lines;
    for (const std::string& source : sources)
        if (auto line = line_of(source); !line.empty()) lines.push_back(std::move(line));
    if (lines.empty()) return {};
    auto place = TRY(reports_directory());
    const std::string path = place + "/" + kFile;
    make_parents(path);
    auto directory = TRY(own_directory(place, 0700));
    if (missing_in(TRY(read_lent(directory.get(), path)), lines).empty()) return {};
    TRY(lock_within(directory.get(), kLockPatience, place));
    auto text = TRY(read_lent(directory.get(), path));
    auto missing = missing_in(text, lines);
    if (missing.empty()) return {};
    return replace_file(directory.get(), kFile, (text.size() > kLarge ? squeezed(text) : text) + missing, 0600, path);
}

}  // namespace sandbox
