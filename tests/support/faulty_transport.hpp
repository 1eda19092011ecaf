#pragma once

#include "http/transport.hpp"

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace dynoxx::test {

/// How a request fails on its way.
enum class Fault {
    NotSent,      ///< no connection
    AnswerLost,   ///< the service has done it, and the connection broke
    ServerError,  ///< an answer with status 500; nothing was done
    Refused,      ///< an answer with status 400 that is no use to repeat; nothing was done
};

/// The real transport, on which the requests of one operation fail. Keeps which objects are in S3.
///
/// @par Thread safety
/// Yes.
class FaultyTransport final : public http::Transport {
 public:
    using Answer = http::Outcome<http::Response>;

    /// Lets the requests number `first` to `last` of an operation fail, such as `PutItem`, `PutObject` or
    /// `AssumeRole`, or of each of two, `PutItem+GetItem`; others pass.
    void fail(std::string operation, Fault fault, int first = 1, int last = 1'000) {
        const std::lock_guard lock(mutex_);
        operation_ = std::move(operation);
        fault_ = fault;
        first_ = first;
        last_ = last;
        counts_.clear();
    }

    /// Gives how many requests of an operation there were since then, failed ones included.
    [[nodiscard]] int count(const std::string& operation) const {
        const std::lock_guard lock(mutex_);
        const auto found = counts_.find(operation);
        return found == counts_.end() ? 0 : found->second;
    }

    /// Lets something happen before the next request of an operation is sent, once.
    void before(const std::string& operation, std::function<void()> action) {
        const std::lock_guard lock(mutex_);
        meeting_ = operation;
        action_ = std::move(action);
    }

    /// Gives the paths of the objects that are in S3 now.
    [[nodiscard]] std::set<std::string> objects() const {
        const std::lock_guard lock(mutex_);
        return objects_;
    }

    [[nodiscard]] runtime::task<Answer> send(runtime::Context context, const http::Origin& origin,
                                             const http::Request& request,
                                             const http::TransportSettings& settings) override {
        return send_or_fail(*this, context, origin, request, settings);
    }

 private:
    static runtime::task<Answer> send_or_fail(FaultyTransport& self, runtime::Context context,
                                              const http::Origin& origin, const http::Request& request,
                                              const http::TransportSettings& settings) {
        self.meet(operation_of(request));
        const bool fails = self.count_and_ask(operation_of(request));
        if (fails && self.fault_ == Fault::NotSent) {
            co_return http::Failure(http::FailureKind::Connect, "a test let it fail");
        }
        if (fails && self.fault_ != Fault::AnswerLost) {
            co_return self.failed_answer();
        }
        Answer answer = co_await http::network_transport().send(context, origin, request, settings);
        self.keep_books(request, answer);
        if (fails) {
            co_return http::Failure(http::FailureKind::Io, "a test lost the answer");
        }
        co_return answer;
    }

    static std::string operation_of(const http::Request& request) {
        const std::string target(request.headers.get("X-Amz-Target"));
        if (!target.empty()) {
            return target.substr(target.find('.') + 1);
        }
        if (request.method == "POST") {
            return "AssumeRole";
        }
        return request.method == "PUT" ? "PutObject" : request.method == "DELETE" ? "DeleteObject" : "GetObject";
    }

    void meet(const std::string& operation) {
        std::function<void()> action;
        {
            const std::lock_guard lock(mutex_);
            if (meeting_ == operation) {
                action = std::exchange(action_, {});
            }
        }
        if (action) {
            action();
        }
    }

    bool count_and_ask(const std::string& operation) {
        const std::lock_guard lock(mutex_);
        const int number = ++counts_[operation];
        const bool is_meant = ("+" + operation_ + "+").find("+" + operation + "+") != std::string::npos;
        return is_meant && number >= first_ && number <= last_;
    }

    [[nodiscard]] http::Response failed_answer() const {
        http::Response response;
        response.status = fault_ == Fault::Refused ? 400 : 500;
        response.body = fault_ == Fault::Refused ? R"({"__type":"ValidationException","message":"no"})" : "";
        return response;
    }

    void keep_books(const http::Request& request, const Answer& answer) {
        const std::string operation = operation_of(request);
        if (!answer || answer->status / 100 != 2) {
            return;
        }
        const std::lock_guard lock(mutex_);
        if (operation == "PutObject") {
            objects_.insert(request.path);
        } else if (operation == "DeleteObject") {
            objects_.erase(request.path);
        }
    }

    mutable std::mutex mutex_;
    std::string operation_;
    Fault fault_ = Fault::NotSent;
    int first_ = 0;
    int last_ = 0;
    std::string meeting_;
    std::function<void()> action_;
    std::map<std::string, int> counts_;
    std::set<std::string> objects_;
};

}  // namespace dynoxx::test
