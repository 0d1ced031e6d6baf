// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/fd.hh"
#include "domains/journal/native.hh"
#include "runtime/relay/sealed_file.hh"

#include <cstdlib>
#include <cstring>
#include <doctest/doctest.h>
#include <map>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

namespace sandbox {

/// A socket where journald's would be, and what came to it.
class JournaldDouble {
public:
    using Entry = std::map<std::string, std::string>;

    JournaldDouble() {
        REQUIRE(::mkdtemp(directory_) != nullptr);
        path_ = std::string(directory_) + "/socket";
        listen();
    }
    ~JournaldDouble() {
        ::unlink(path_.c_str());
        ::rmdir(directory_);
    }
    const std::string& path() const { return path_; }

    void close() {
        ::unlink(path_.c_str());
        socket_.reset();
    }
    void listen() {
        ::unlink(path_.c_str());
        socket_ = UniqueFd(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
        std::strcpy(address.sun_path, path_.c_str());
        REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    }

    /// All that is there now. A field that an entry has twice fails the test.
    std::vector<Entry> take() {
        std::vector<Entry> entries;
        while (auto message = receive()) {
            ++datagrams;
            std::string_view bytes = *message;
            for (auto entry = journal::take_entry(bytes); !entry.fields.empty(); entry = journal::take_entry(bytes)) {
                Entry& values = entries.emplace_back();
                for (const auto& field : entry.fields) CHECK(values.emplace(field.name, field.value).second);
            }
        }
        return entries;
    }
    int datagrams = 0;
    int files = 0;

private:
    std::optional<std::string> receive() {
        std::string bytes(1 << 20, '\0');
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))]{};
        iovec vector{bytes.data(), bytes.size()};
        msghdr message{};
        message.msg_iov = &vector;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        ssize_t count = ::recvmsg(socket_.get(), &message, MSG_CMSG_CLOEXEC);
        if (count < 0) return std::nullopt;
        bytes.resize(static_cast<std::size_t>(count));
        const cmsghdr* header = CMSG_FIRSTHDR(&message);
        if (header == nullptr) return bytes;
        int fd = -1;
        std::memcpy(&fd, CMSG_DATA(header), sizeof fd);
        UniqueFd file(fd);
        ++files;
        return read_sealed(fd, 64 << 20);
    }
    char directory_[32] = "/tmp/journald-double.XXXXXX";
    std::string path_{};
    UniqueFd socket_{};
};

}  // namespace sandbox
