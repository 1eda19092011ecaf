#include "http/connection.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace dynoxx::http {

namespace {

IoResult failed(int error, IoResult::Kind want) {
    if (error == EAGAIN || error == EWOULDBLOCK || error == EINTR) {
        return IoResult(want);
    }
    return IoResult(std::string(std::strerror(error)));
}

}  // namespace

Connection::Connection(Connection&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), tls_(std::move(other.tls_)) {}

Connection& Connection::operator=(Connection&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(tls_, other.tls_);
    return *this;
}

Connection::~Connection() {
    tls_.reset();
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

IoResult Connection::read(std::span<char> into) {
    if (tls_) {
        return tls_->read(into);
    }
    const ssize_t got = ::recv(descriptor_, into.data(), into.size(), 0);
    if (got > 0) {
        return IoResult(IoResult::Kind::Bytes, static_cast<std::size_t>(got));
    }
    return got == 0 ? IoResult(IoResult::Kind::Closed) : failed(errno, IoResult::Kind::WantRead);
}

bool Connection::is_quiet() {
    char byte = 0;
    const bool nothing = ::recv(descriptor_, &byte, 1, MSG_PEEK) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (nothing && !has_pending()) {
        return true;
    }
    return tls_ && tls_->is_quiet();
}

IoResult Connection::write(std::string_view bytes) {
    if (tls_) {
        return tls_->write(bytes);
    }
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
        return IoResult(IoResult::Kind::Bytes, static_cast<std::size_t>(sent));
    }
    return failed(errno, IoResult::Kind::WantWrite);
}

}  // namespace dynoxx::http
