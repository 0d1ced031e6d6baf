// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/error.hh"

#include "core/text.hh"

#include <cerrno>
#include <cstring>

namespace sandbox {

std::string Origin::print() const {
    if (kind == Kind::fallback) return "default";
    if (kind == Kind::command_line || line == 0) return source;
    return source + ":" + std::to_string(line) + ":" + std::to_string(column);
}

std::string reason_of(int code) {
    const char* text = ::strerrordesc_np(code);
    if (text == nullptr) return "error " + std::to_string(code);
    std::string reason = text;
    bool acronym = reason.size() > 1 && reason[1] >= 'A' && reason[1] <= 'Z';
    if (!acronym && reason[0] >= 'A' && reason[0] <= 'Z') reason[0] = static_cast<char>(reason[0] - 'A' + 'a');
    return reason;
}

Error Error::from_errno(std::string what) {
    return from_errno(std::move(what), errno);
}

Error Error::from_errno(std::string what, int code) {
    Error error(Fault::impossible, std::move(what) + ": " + reason_of(code));
    error.code_ = code;
    return error;
}

Error Error::at(const Origin& origin, std::string_view setting) && {
    if (origin_.is_fallback()) origin_ = origin;
    if (setting_.empty()) setting_ = setting;
    return std::move(*this);
}

Error Error::within(std::string_view noun) && {
    reason_.insert(0, std::string(noun) + ": ");
    return std::move(*this);
}

Error Error::hint(std::string_view advice) && {
    reason_ += "; ";
    reason_ += advice;
    return std::move(*this);
}

std::string Error::message() const {
    std::string line;
    // sandbox-set's words are keys themselves.
    bool is_key = origin_.kind == Origin::Kind::command_line && ("." + setting_).ends_with("." + origin_.source);
    if (!origin_.is_fallback() && !is_key) line += origin_.print() + ": ";
    if (!setting_.empty()) line += setting_ + ": ";
    return escape(line + reason_);
}

}  // namespace sandbox
