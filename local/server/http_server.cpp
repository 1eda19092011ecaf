#include "local/server/http_server.hpp"

#include "local/server/parking.hpp"
#include "local/server/request_parser.hpp"
#include "local/server/response_head.hpp"

#include <dynoxx/error.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <algorithm>
#include <array>
#include <csignal>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace dynoxx::local::server {

namespace asio = boost::asio;
using boost::beast::error_code;
using HttpError = boost::beast::http::error;

namespace {

constexpr std::size_t small_read_bytes = 8 * 1024;
constexpr std::size_t large_read_bytes = 256 * 1024;

// No beginning of an answer of HTTP, and no text.
constexpr std::string_view garbage{"\x16\x03\x01\x00\xff\x00garbage\xfe\r\n\r\n\x80\x81", 20};

int status_of(const error_code& error) {
    if (error == HttpError::header_limit) {
        return 431;
    }
    return error == HttpError::body_limit ? 413 : 400;
}

http::Response plain_answer(int status) {
    http::Response response;
    response.status = status;
    response.headers.add("Content-Type", "text/plain");
    response.body = std::string(reason_phrase(status)) + "\n";
    return response;
}

/// One connection: reads a request, answers it, and so on, until one side ends it.
class Session : public std::enable_shared_from_this<Session> {
 public:
    Session(asio::ip::tcp::socket socket, const HttpServerOptions& options, const RequestHandler& handler,
            const RefusalObserver& observer, Parking& parking)
        : socket_(std::move(socket)),
          timer_(socket_.get_executor()),
          options_(options),
          handler_(handler),
          observer_(observer),
          parking_(parking) {
        error_code ignored;
        socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    }

    void start() {
        parser_.emplace(options_.max_head_bytes, options_.max_body_bytes);
        read();
    }

 private:
    void next_request() {
        parser_.emplace(options_.max_head_bytes, options_.max_body_bytes);
        continue_sent_ = false;
        advance();
    }

    /// Gives the parser what has arrived, and does what its state asks for next.
    void advance() {
        while (!parser_->is_done()) {
            error_code error;
            const std::size_t used = buffer_.size() == 0 ? 0 : parser_->put(buffer_.data(), error);
            buffer_.consume(used);
            if (error && error != HttpError::need_more) {
                refuse(status_of(error));
                return;
            }
            if (parser_->is_header_done() && parser_->expects_continue() && !continue_sent_ && !parser_->is_done() &&
                buffer_.size() == 0) {
                send_continue();
                return;
            }
            if (!parser_->is_done() && (used == 0 || buffer_.size() == 0)) {
                read();
                return;
            }
        }
        disarm();
        answer();
    }

    void read() {
        if (parser_->got_some() || buffer_.size() != 0) {
            arm();
        }
        const std::size_t wanted = parser_->is_header_done() ? large_read_bytes : small_read_bytes;
        socket_.async_read_some(buffer_.prepare(wanted),
                                [self = shared_from_this()](const error_code& error, std::size_t bytes) {
                                    if (error) {
                                        self->disarm();
                                        return;
                                    }
                                    self->buffer_.commit(bytes);
                                    self->advance();
                                });
    }

    void send_continue() {
        static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
        continue_sent_ = true;
        asio::async_write(socket_, asio::buffer(text),
                          [self = shared_from_this()](const error_code& error, std::size_t) {
                              if (!error) {
                                  self->read();
                              }
                          });
    }

    void answer() {
        connection_ = parser_->keep_alive() ? Connection::KeepAlive : Connection::Close;
        head_only_ = parser_->request.method == "HEAD";
        Answer answer = answer_of_handler();
        response_ = std::move(answer.response);
        delay_ = answer.delay;
        damage_ = answer.damage;
        if (parking_.has_timed()) {
            // The request may have moved the clock.
            parking_.release_due();
        }
        if (answer.commit == 0) {
            wait_for_time();
            return;
        }
        parking_.wait_for_commit(answer.commit, [self = shared_from_this()](bool is_on_disk) {
            if (!is_on_disk) {
                self->response_ = plain_answer(500);
            }
            self->wait_for_time();
        });
    }

    Answer answer_of_handler() {
        try {
            return handler_(parser_->request);
        } catch (...) {
            // A handler that throws is a fault of ours; the other connections go on.
            return plain_answer(500);
        }
    }

    void wait_for_time() {
        if (delay_.count() == 0) {
            deliver();
        } else {
            parking_.wait_for_time(delay_, [self = shared_from_this()] { self->deliver(); });
        }
    }

    void deliver() {
        switch (damage_) {
            case Damage::None:
                send(connection_, head_only_);
                return;
            case Damage::Close:
                close();
                return;
            case Damage::Cut:
                head_ = response_head(response_, connection_);
                if (head_only_ || response_.body.empty()) {
                    send_last(head_.substr(0, head_.size() / 2));
                } else {
                    send_last(head_ + response_.body.substr(0, response_.body.size() / 2));
                }
                return;
            case Damage::Garbage:
                send_last(std::string(garbage));
                return;
        }
    }

    /// Sends some bytes and closes the connection.
    void send_last(std::string bytes) {
        head_ = std::move(bytes);
        asio::async_write(socket_, asio::buffer(head_),
                          [self = shared_from_this()](const error_code&, std::size_t) { self->close(); });
    }

    void close() {
        error_code ignored;
        socket_.close(ignored);
    }

    void refuse(int status) {
        disarm();
        if (observer_) {
            observer_(status);
        }
        response_ = plain_answer(status);
        send(Connection::Close, false);
    }

    void send(Connection connection, bool head_only) {
        head_ = response_head(response_, connection);
        if (head_only) {
            response_.body.clear();
        }
        const std::array<asio::const_buffer, 2> parts = {asio::buffer(head_), asio::buffer(response_.body)};
        asio::async_write(socket_, parts,
                          [self = shared_from_this(), connection](const error_code& error, std::size_t) {
                              if (error) {
                                  return;
                              }
                              if (connection == Connection::Close) {
                                  self->finish();
                                  return;
                              }
                              self->next_request();
                          });
    }

    /// Ends the sending side and reads what still comes, so that a client in the middle of its body sees the answer.
    void finish() {
        error_code ignored;
        socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
        arm();
        drain();
    }

    void drain() {
        buffer_.clear();
        socket_.async_read_some(buffer_.prepare(large_read_bytes),
                                [self = shared_from_this()](const error_code& error, std::size_t bytes) {
                                    self->drained_bytes_ += bytes;
                                    if (error || self->drained_bytes_ > self->options_.max_body_bytes) {
                                        self->disarm();
                                        return;
                                    }
                                    self->drain();
                                });
    }

    void arm() {
        if (armed_) {
            return;
        }
        armed_ = true;
        timer_.expires_after(options_.request_timeout);
        timer_.async_wait([weak = weak_from_this()](const error_code& error) {
            const std::shared_ptr<Session> self = weak.lock();
            if (!error && self != nullptr && self->armed_) {
                self->close();
            }
        });
    }

    void disarm() {
        if (armed_) {
            armed_ = false;
            timer_.cancel();
        }
    }

    asio::ip::tcp::socket socket_;
    asio::steady_timer timer_;
    const HttpServerOptions& options_;
    const RequestHandler& handler_;
    const RefusalObserver& observer_;
    Parking& parking_;
    boost::beast::flat_buffer buffer_{};
    std::optional<RequestParser> parser_{};
    http::Response response_{};
    std::string head_{};
    std::chrono::milliseconds delay_{};
    Damage damage_ = Damage::None;
    Connection connection_ = Connection::KeepAlive;
    bool head_only_ = false;
    std::uint64_t drained_bytes_ = 0;
    bool continue_sent_ = false;
    bool armed_ = false;
};

}  // namespace

class HttpServer::Impl {
 public:
    Impl(HttpServerOptions options, RequestHandler handler, RefusalObserver observer, const runtime::Clock& clock)
        : options_(options), handler_(std::move(handler)), observer_(std::move(observer)) {
        parking_.emplace(*context_, clock);
        listen();
        accept();
        start_thread();
    }

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    /// Lets the server's thread do something with the parked answers.
    template <class Function>
    void with_parking(const Function& function) {
        const std::lock_guard lock(stopping_);
        if (context_) {
            asio::post(*context_, [this, function] { function(*parking_); });
        }
    }

    void stop() {
        const std::lock_guard lock(stopping_);
        if (!context_) {
            return;
        }
        context_->stop();
        thread_.join();
        // What waits in the context, or is parked, owns the sessions: with it they close their sockets.
        parking_.reset();
        pause_.reset();
        acceptor_.reset();
        context_.reset();
    }

 private:
    /// Starts the thread with every signal blocked: signals are the business of the program's own threads.
    void start_thread() {
        sigset_t all;
        sigset_t before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        thread_ = std::thread([this] { context_->run(); });
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }

    void listen() {
        const asio::ip::tcp::endpoint where(asio::ip::address_v4::loopback(), options_.port);
        try {
            acceptor_->open(where.protocol());
            acceptor_->set_option(asio::socket_base::reuse_address(true));
            acceptor_->bind(where);
            acceptor_->listen();
            port_ = acceptor_->local_endpoint().port();
        } catch (const boost::system::system_error& failure) {
            throw_error(Error(ErrorCode::LocalFailure, "Cannot listen on 127.0.0.1:" + std::to_string(options_.port) +
                                                           ": " + failure.code().message() +
                                                           ". Choose another port, or 0 for a free one."));
        }
    }

    void accept() {
        acceptor_->async_accept([this](const error_code& error, asio::ip::tcp::socket socket) {
            if (error == asio::error::operation_aborted) {
                return;
            }
            if (error) {
                // Out of descriptors, most likely: others may give some back.
                pause_->expires_after(std::chrono::milliseconds(50));
                pause_->async_wait([this](const error_code& aborted) {
                    if (!aborted) {
                        accept();
                    }
                });
                return;
            }
            std::make_shared<Session>(std::move(socket), options_, handler_, observer_, *parking_)->start();
            accept();
        });
    }

    // The context is last destroyed: it owns the sessions, and these look at what stands before it.
    const HttpServerOptions options_;
    const RequestHandler handler_;
    const RefusalObserver observer_;
    std::optional<asio::io_context> context_{std::in_place, 1};
    std::optional<asio::ip::tcp::acceptor> acceptor_{std::in_place, *context_};
    std::optional<asio::steady_timer> pause_{std::in_place, *context_};
    std::optional<Parking> parking_{};
    std::mutex stopping_{};
    std::uint16_t port_ = 0;
    std::thread thread_{};
};

HttpServer::HttpServer(HttpServerOptions options, RequestHandler handler, RefusalObserver observer,
                       const runtime::Clock& clock)
    : impl_(std::make_unique<Impl>(options, std::move(handler), std::move(observer), clock)) {}

HttpServer::~HttpServer() {
    stop();
}

std::uint16_t HttpServer::port() const noexcept {
    return impl_->port();
}

void HttpServer::committed(std::uint64_t commit, bool is_on_disk) {
    impl_->with_parking([commit, is_on_disk](Parking& parking) { parking.committed(commit, is_on_disk); });
}

void HttpServer::clock_moved() {
    impl_->with_parking([](Parking& parking) { parking.release_due(); });
}

void HttpServer::stop() {
    impl_->stop();
}

}  // namespace dynoxx::local::server
