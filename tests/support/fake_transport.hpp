#pragma once

#include "http/transport.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynoxx::test {

/// Makes an answer for a script.
inline http::Response answer(int status, std::string body = {},
                             const std::vector<std::pair<std::string, std::string>>& headers = {}) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    for (const auto& [name, value] : headers) {
        response.headers.add(name, value);
    }
    return response;
}

/// A transport that sends nothing: a script answers, or fails, at once. Keeps what it was given.
///
/// @par Thread safety
/// Yes; the script is called by one thread at a time.
class FakeTransport final : public http::Transport {
 public:
    using Answer = http::Outcome<http::Response>;
    using Script = std::function<Answer(const http::Origin& origin, const http::Request& request)>;

    struct Sent {
        http::Origin origin;
        http::Request request;
        runtime::SteadyTime deadline;
    };

    explicit FakeTransport(Script script) : script_(std::move(script)) {}

    /// Plays a list of answers; the last one again and again.
    explicit FakeTransport(std::vector<Answer> answers)
        : script_([answers = std::move(answers), next = std::size_t(0)](const auto&, const auto&) mutable {
              return answers[next + 1 < answers.size() ? next++ : next];
          }) {}

    [[nodiscard]] runtime::task<Answer> send(runtime::Context context, const http::Origin& origin,
                                             const http::Request& request, const http::TransportSettings&) override {
        const std::lock_guard lock(mutex_);
        sent_.push_back(Sent{origin, request, context.deadline()});
        return give(script_(origin, request));
    }

    [[nodiscard]] std::vector<Sent> sent() const {
        const std::lock_guard lock(mutex_);
        return sent_;
    }

    /// Counts the requests whose body or path has a text in it.
    [[nodiscard]] std::size_t count(std::string_view part) const {
        const std::lock_guard lock(mutex_);
        std::size_t found = 0;
        for (const Sent& one : sent_) {
            found += (one.request.path + "\n" + one.request.body).find(part) != std::string::npos ? 1 : 0;
        }
        return found;
    }

 private:
    static runtime::task<Answer> give(Answer answer) { co_return answer; }

    Script script_;
    mutable std::mutex mutex_;
    std::vector<Sent> sent_;
};

}  // namespace dynoxx::test
