#include "http/exchange.hpp"

#include "runtime/wipe.hpp"

#include <cstring>

namespace dynoxx::http {

namespace {

/// Puts texts one behind the other into room that is known to suffice: a request has forty of them.
class TextWriter {
 public:
    explicit TextWriter(char* place) : place_(place) {}

    TextWriter& operator<<(std::string_view text) {
        std::memcpy(place_, text.data(), text.size());
        place_ += text.size();
        return *this;
    }

    [[nodiscard]] const char* end() const noexcept { return place_; }

 private:
    char* place_;
};

/// Says whether a request has its whole address in its first line.
///
/// @par Source
/// RFC 9112, section 3.2.2.
bool is_absolute(const Request& request, const Proxy* proxy) {
    return proxy != nullptr && request.method != "CONNECT";
}

std::string write_head(const Origin& origin, const Request& request, const Proxy* proxy, std::size_t extra) {
    const std::string host = request.method == "CONNECT" ? request.path : origin.host_header();
    const std::string_view who = proxy != nullptr ? proxy->authorization.reveal() : std::string_view();
    std::size_t bytes = request.method.size() + request.path.size() + request.query.size() + host.size() + 96;
    bytes += proxy != nullptr ? host.size() + who.size() + 40 : 0;
    for (const auto& [name, value] : request.headers) {
        bytes += name.size() + value.size() + 4;
    }
    std::string head;
    head.reserve(bytes + extra);
    head.resize(bytes);
    TextWriter out(head.data());
    out << request.method << " ";
    if (is_absolute(request, proxy)) {
        out << origin.scheme << "://" << host;
    }
    out << request.path;
    if (!request.query.empty()) {
        out << "?" << request.query;
    }
    out << " HTTP/1.1\r\nHost: " << host << "\r\n";
    if (!who.empty()) {
        out << "Proxy-Authorization: " << who << "\r\n";
    }
    for (const auto& [name, value] : request.headers) {
        out << name << ": " << value << "\r\n";
    }
    if (!request.body.empty() || request.method == "POST" || request.method == "PUT") {
        out << "Content-Length: " << std::to_string(request.body.size()) << "\r\n";
    }
    out << "\r\n";
    head.resize(static_cast<std::size_t>(out.end() - head.data()));
    return head;
}

}  // namespace

Exchange::Exchange(const Origin& origin, const Request& request, const Proxy* proxy)
    : origin_(&origin),
      head_(write_head(origin, request, proxy, request.body.size() <= joined_body_bytes ? request.body.size() : 0)),
      head_bytes_(head_.size()),
      holds_secrets_(request.holds_secrets),
      parser_(request.method == "HEAD" || request.method == "CONNECT", request.max_answer_bytes) {
    parser_.response().holds_secrets = holds_secrets_;
    if (request.body.size() <= joined_body_bytes) {
        head_.append(request.body);
    } else {
        body_ = request.body;
    }
}

Exchange::~Exchange() {
    runtime::wipe(head_.data(), holds_secrets_ ? head_.size() : head_bytes_);
    wipe_input();
}

void Exchange::wipe_input() noexcept {
    if (holds_secrets_) {
        runtime::wipe(buffer_.get(), buffer_bytes_);
    }
}

std::string_view Exchange::output() const noexcept {
    if (written_ < head_.size()) {
        return std::string_view(head_).substr(written_);
    }
    return body_.substr(written_ - head_.size());
}

void Exchange::written(std::size_t bytes) noexcept {
    written_ += bytes;
}

std::span<char> Exchange::input() {
    if (buffer_bytes_ < unread_ + input_bytes) {
        const std::size_t bytes = unread_ + input_bytes;
        auto larger = std::make_unique_for_overwrite<char[]>(bytes);
        if (unread_ != 0) {
            std::memcpy(larger.get(), buffer_.get(), unread_);
        }
        wipe_input();
        buffer_ = std::move(larger);
        buffer_bytes_ = bytes;
    }
    return {buffer_.get() + unread_, buffer_bytes_ - unread_};
}

void Exchange::received(std::size_t bytes) {
    unread_ += bytes;
    const Outcome<std::size_t> used = parser_.take(std::string_view(buffer_.get(), unread_));
    if (!used) {
        fail(used.error());
        return;
    }
    unread_ -= *used;
    std::memmove(buffer_.get(), buffer_.get() + *used, unread_);
}

void Exchange::closed() {
    if (const Outcome<void> ended = parser_.end(); !ended) {
        fail(ended.error());
    }
}

void Exchange::fail(const Failure& failure) {
    failure_ = Failure(failure.kind, origin_->host_header() + ": " + failure.detail);
}

void Exchange::broken(Failure failure) {
    failure_ = std::move(failure);
}

Outcome<Response> Exchange::take() {
    if (failure_) {
        return std::move(*failure_);
    }
    return std::move(parser_.response());
}

bool Exchange::reusable() const noexcept {
    return !failure_ && parser_.done() && parser_.keep_alive() && output().empty() && unread_ == 0;
}

}  // namespace dynoxx::http
