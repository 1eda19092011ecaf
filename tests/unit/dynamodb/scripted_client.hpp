#pragma once

#include "dynamodb/client.hpp"

#include "support/scripted_caller.hpp"

#include <utility>
#include <vector>

namespace dynoxx::dynamodb {

/// Runs calls of DynamoDB's client, which a list of answers meets.
class ScriptedClient : public test::ScriptedCaller {
 protected:
    template <class Request, class Response>
    using Method = runtime::task<Response> (Client::*)(runtime::Context, Request, aws::CallSettings) const;

    template <class Request, class Response>
    Response run(Method<Request, Response> method, Request request, std::vector<test::FakeTransport::Answer> answers) {
        return run_with<Client>(std::move(answers), [&](const Client& client, runtime::Context context) {
            return (client.*method)(context, request, aws::CallSettings());
        });
    }

    template <class Request, class Response>
    Error error(Method<Request, Response> method, Request request, std::vector<test::FakeTransport::Answer> answers) {
        return error_of([&] { return run(method, std::move(request), std::move(answers)); });
    }

    [[nodiscard]] std::string body(std::size_t attempt) const { return sent(attempt).body; }
};

}  // namespace dynoxx::dynamodb
