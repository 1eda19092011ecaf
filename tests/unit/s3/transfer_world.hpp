#pragma once

#include "aws/caller.hpp"
#include "aws/config_loader.hpp"
#include "s3/client.hpp"
#include "support/scripted_caller.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dynoxx::s3 {

/// A store of one object that answers after some time, and may fail: what is known of S3's rules for parts is in here.
class FakeStore final : public http::Transport {
 public:
    using Answer = http::Outcome<http::Response>;

    /// Says what happens to a request in place of the usual; may be empty.
    std::function<std::optional<Answer>(const http::Request& request)> fault{};

    /// Says how long a request takes; may be empty.
    std::function<std::chrono::milliseconds(const http::Request& request)> delay{};

    std::optional<std::string> object{};
    std::string etag = "tag-1";
    std::optional<std::pair<std::string, std::string>> checksum{};  ///< header of the whole object

    std::map<int, std::string> parts{};
    std::vector<http::Request> requests{};
    std::size_t in_flight = 0;
    std::size_t most_in_flight = 0;

    [[nodiscard]] std::size_t count(std::string_view operation) const {
        return static_cast<std::size_t>(
            std::ranges::count_if(requests, [&](const http::Request& one) { return operation_of(one) == operation; }));
    }

    [[nodiscard]] static std::string operation_of(const http::Request& request) {
        const bool names_upload = request.query.find("uploadId=") != std::string::npos;
        if (request.method == "POST") {
            return names_upload ? "Complete" : "Create";
        }
        if (request.method == "PUT") {
            return names_upload ? "UploadPart" : "PutObject";
        }
        if (request.method == "DELETE") {
            return names_upload ? "Abort" : "DeleteObject";
        }
        return request.method == "HEAD" ? "HeadObject" : "GetObject";
    }

    [[nodiscard]] static int part_number(const http::Request& request) {
        const std::size_t at = request.query.find("partNumber=");
        return at == std::string::npos ? 0 : std::stoi(request.query.substr(at + 11));
    }

    [[nodiscard]] runtime::task<Answer> send(runtime::Context context, const http::Origin&,
                                             const http::Request& request, const http::TransportSettings&) override {
        return handle(*this, context, request);
    }

 private:
    static runtime::task<Answer> handle(FakeStore& self, runtime::Context context, const http::Request& request) {
        self.requests.push_back(request);
        self.most_in_flight = std::max(self.most_in_flight, ++self.in_flight);
        runtime::WaitOutcome waited = runtime::WaitOutcome::Ready;
        const std::chrono::milliseconds pause = self.delay ? self.delay(request) : std::chrono::milliseconds(0);
        if (pause.count() > 0 || context.driver().cancelled()) {
            waited = co_await context.sleep(pause);
        }
        --self.in_flight;
        if (waited == runtime::WaitOutcome::Cancelled) {
            co_return http::Failure(http::FailureKind::Cancelled, "cancelled");
        }
        std::optional<Answer> failed = self.fault ? self.fault(request) : std::nullopt;
        co_return failed ? std::move(*failed) : Answer(self.answer(request));
    }

    http::Response answer(const http::Request& request) {
        const std::string operation = operation_of(request);
        if (operation == "Create") {
            return test::answer(200,
                                "<InitiateMultipartUploadResult><UploadId>u1</UploadId>"
                                "</InitiateMultipartUploadResult>");
        }
        if (operation == "UploadPart") {
            parts[part_number(request)] = request.body;
            return test::answer(200, "", {{"ETag", "\"part\""}});
        }
        if (operation == "Complete") {
            object.emplace();
            for (const auto& [number, body] : parts) {
                *object += body;
            }
            return test::answer(200,
                                "<CompleteMultipartUploadResult><ETag>\"whole-1\"</ETag>"
                                "</CompleteMultipartUploadResult>");
        }
        if (operation == "Abort") {
            parts.clear();
            return test::answer(204);
        }
        if (operation == "PutObject") {
            object = request.body;
            return test::answer(200, "", {{"ETag", "\"" + etag + "\""}});
        }
        return read(request, operation == "HeadObject");
    }

    http::Response read(const http::Request& request, bool head) {
        if (!object) {
            return test::answer(404, head ? "" : "<Error><Code>NoSuchKey</Code></Error>");
        }
        if (request.headers.get("if-match") != "" && request.headers.get("if-match") != "\"" + etag + "\"") {
            return test::answer(412, head ? "" : "<Error><Code>PreconditionFailed</Code></Error>");
        }
        http::Response response = test::answer(200, head ? "" : *object, {{"ETag", "\"" + etag + "\""}});
        const std::string range(request.headers.get("range"));
        if (range.empty()) {
            response.headers.add("Content-Length", std::to_string(object->size()));
            if (checksum) {
                response.headers.add(checksum->first, checksum->second);
                response.headers.add("x-amz-checksum-type", "FULL_OBJECT");
            }
            return response;
        }
        const std::size_t first = std::stoul(range.substr(6));
        const std::size_t last = std::min(std::stoul(range.substr(range.find('-') + 1)), object->size() - 1);
        response.status = 206;
        response.body = object->substr(first, last - first + 1);
        response.headers.add("Content-Range", "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/" +
                                                  std::to_string(object->size()));
        return response;
    }
};

/// A client of such a store on a machine that is none.
class TransferTest : public ::testing::Test {
 protected:
    /// Runs what `start(client, context)` gives to its end.
    template <class Start>
    auto run(Start start) {
        return driver.run(start(client, machine.context(driver)));
    }

    template <class Start>
    Error error_of(Start start) {
        try {
            static_cast<void>(run(start));
        } catch (const Exception& exception) {
            return exception.error();
        }
        ADD_FAILURE() << "the call succeeded";
        return Error();
    }

    test::FakeMachine machine{};
    FakeStore store{};
    std::vector<std::string> logged{};
    aws::Caller caller{aws::load_config(AwsOptions().region("eu-west-1"), machine.system).value(),
                       std::make_shared<aws::CredentialsCache>(machine.system, std::make_shared<test::OneKey>()), store,
                       LogSink()};
    Client client{caller};
    test::FakeDriver driver{machine.clock};
};

}  // namespace dynoxx::s3
