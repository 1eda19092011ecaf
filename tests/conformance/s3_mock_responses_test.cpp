#include "aws/config_loader.hpp"
#include "conformance/data.hpp"
#include "conformance/json_data.hpp"
#include "conformance/suite.hpp"
#include "s3/client.hpp"
#include "support/scripted_caller.hpp"

#include <dynoxx/error.hpp>

#include <gtest/gtest.h>
#include <simdjson.h>
#include <pugixml.hpp>

namespace dynoxx::conformance {
namespace {

namespace fs = std::filesystem;
using Json = simdjson::dom::element;

constexpr std::size_t part_bytes = 65536;  // what is asked for, and how long the objects of the data are at least

/// One scripted answer of the data's server.
struct Script {
    http::Response response;
    bool is_head = false;  ///< it says how long a body is that it has not
};

void replace(std::string& text, std::string_view what, std::string_view by) {
    if (const std::size_t at = text.find(what); at != std::string::npos) {
        text.replace(at, what.size(), by);
    }
}

Script read_script(const fs::path& path) {
    simdjson::dom::parser parser;
    const Json json = parser.parse(simdjson::padded_string(read_file(path)));
    Script script;
    script.response.status = static_cast<int>(json["status"].get_int64().value());
    for (const auto& [name, value] : object_in(json["headers"])) {
        std::string text(value.get_string().value());
        replace(text, "<request-range>", "bytes 0-" + std::to_string(part_bytes - 1));
        script.response.headers.add(std::string(name), std::move(text));
    }
    if (simdjson::dom::array lines; json["body"].get(lines) == simdjson::SUCCESS) {
        for (const Json line : lines) {
            script.response.body.append(line.get_string().value());
        }
    } else {
        script.response.body = "<data-to-send>";
    }
    replace(script.response.body, "<data-to-send>", std::string(part_bytes, 'a'));
    script.is_head = script.response.headers.find("content-length") != nullptr && script.response.body.empty();
    return script;
}

/// What a client is to make of an answer, as the protocol says.
enum class Expected { Success, Retry, Failure, Invalid };

std::string code_in(const http::Response& response) {
    pugi::xml_document document;
    document.load_buffer(response.body.data(), response.body.size());
    return document.child("Error").child_value("Code");
}

Expected expected_of(const std::string& operation, const Script& script) {
    const http::Response& response = script.response;
    const std::string code = code_in(response);
    if (response.status >= 500 || code == "RequestTimeout" || code == "SlowDown" || code == "InternalError") {
        return Expected::Retry;
    }
    if (response.status >= 300 || !code.empty()) {
        return Expected::Failure;
    }
    if (operation == "GetObject" && response.status == 206 &&
        (response.headers.find("etag") == nullptr || response.headers.find("content-range") == nullptr)) {
        return Expected::Invalid;
    }
    const std::string_view sum = response.headers.get("x-amz-checksum-crc32");
    const bool is_damaged = operation == "GetObject" && !script.is_head && !sum.empty() &&
                            s3::checksum_of(s3::Checksum::Crc32, response.body) != sum;
    return is_damaged ? Expected::Retry : Expected::Success;
}

/// Gives an answer that is a success of an operation.
http::Response good_answer(const std::string& operation, const Script& script) {
    http::Response response;
    response.status = 200;
    response.headers.add("ETag", "\"good\"");
    if (operation == "CreateMultipartUpload") {
        response.body = "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>";
    } else if (operation == "CompleteMultipartUpload") {
        response.body = "<CompleteMultipartUploadResult><ETag>\"good\"</ETag></CompleteMultipartUploadResult>";
    } else if (operation == "ListParts") {
        response.body = "<ListPartsResult/>";
    } else if (operation == "GetObject") {
        response.body = std::string(part_bytes, 'a');
        response.status = script.response.status == 200 ? 200 : 206;
        response.headers.add("Content-Range", "bytes 0-65535/65536");
    }
    return response;
}

template <class Request>
Request named(Request request) {
    request.bucket = "bucket";
    request.key = "key";
    return request;
}

template <class Request>
Request of_upload(Request request) {
    request = named(std::move(request));
    request.upload_id = "defaultID";
    return request;
}

/// The client before the data's server, which gives the scripted answer first and good ones after it.
class Stage {
 public:
    Stage(std::string operation, const Script& script)
        : operation_(std::move(operation)),
          script_(script),
          transport_({script.response, good_answer(operation_, script)}) {
        machine_.system.random = &random_;
    }

    /// Makes the call of the operation; false if there is none.
    bool run() {
        if (operation_ == "CreateMultipartUpload") {
            call([](const s3::Client& client, runtime::Context context) {
                return client.create_multipart_upload(context, named(s3::CreateMultipartUploadRequest()));
            });
        } else if (operation_ == "UploadPart") {
            call([](const s3::Client& client, runtime::Context context) {
                s3::UploadPartRequest request = of_upload(s3::UploadPartRequest());
                request.body = "words";
                return client.upload_part(context, std::move(request));
            });
        } else if (operation_ == "CompleteMultipartUpload") {
            call([](const s3::Client& client, runtime::Context context) {
                s3::CompleteMultipartUploadRequest request = of_upload(s3::CompleteMultipartUploadRequest());
                request.parts.emplace_back();
                request.parts.back().part_number = 1;
                request.parts.back().etag = "e";
                return client.complete_multipart_upload(context, std::move(request));
            });
        } else if (operation_ == "AbortMultipartUpload") {
            call([](const s3::Client& client, runtime::Context context) {
                return client.abort_multipart_upload(context, of_upload(s3::AbortMultipartUploadRequest()));
            });
        } else if (operation_ == "ListParts") {
            call([](const s3::Client& client, runtime::Context context) {
                return client.list_parts(context, of_upload(s3::ListPartsRequest()));
            });
        } else if (operation_ == "GetObject" && script_.is_head) {
            call([](const s3::Client& client, runtime::Context context) {
                return client.head_object(context, named(s3::HeadObjectRequest()));
            });
        } else if (operation_ == "GetObject") {
            const bool is_range = script_.response.status != 200;
            call([is_range](const s3::Client& client, runtime::Context context) {
                s3::GetObjectRequest request = named(s3::GetObjectRequest());
                if (is_range) {
                    request.range = s3::ByteRange(0, part_bytes - 1);
                }
                return client.get_object(context, std::move(request));
            });
        } else {
            return false;
        }
        return true;
    }

    [[nodiscard]] std::size_t sends() const { return transport_.sent().size(); }
    [[nodiscard]] const std::optional<Error>& error() const noexcept { return error_; }

 private:
    template <class Start>
    void call(Start start) {
        aws::Caller caller(aws::load_config(AwsOptions().region("us-west-2"), machine_.system).value(),
                           std::make_shared<aws::CredentialsCache>(machine_.system, std::make_shared<test::OneKey>()),
                           transport_, {});
        const s3::Client client(caller);
        test::FakeDriver driver(machine_.clock);
        try {
            static_cast<void>(driver.run(given(start(client, machine_.context(driver)))));
        } catch (const Exception& exception) {
            error_ = exception.error();
        }
    }

    template <class Result>
    static runtime::task<bool> given(runtime::task<Result> work) {
        co_await std::move(work);
        co_return true;
    }

    std::string operation_;
    const Script& script_;
    test::FakeMachine machine_;
    test::CountingRandom random_;
    test::FakeTransport transport_;
    std::optional<Error> error_;
};

void run_file(Case& one, const std::string& operation, const fs::path& path) {
    const Script script = read_script(path);
    Stage stage(operation, script);
    if (!stage.run()) {
        one.skip("O2: S3 Express");
        return;
    }
    const Expected expected = expected_of(operation, script);
    one.expect_equal("requests", std::to_string(stage.sends()), expected == Expected::Retry ? "2" : "1");
    const bool fails = expected == Expected::Failure || expected == Expected::Invalid;
    one.expect(stage.error().has_value() == fails,
               stage.error() ? "it succeeds: " + std::string(stage.error()->what()) : "it fails");
    if (!stage.error()) {
        return;
    }
    if (expected == Expected::Invalid) {
        one.expect(stage.error()->code() == ErrorCode::InvalidResponse, "it is refused as no valid answer");
    }
    if (const std::string code = code_in(script.response); expected == Expected::Failure && !code.empty()) {
        one.expect_equal("code", stage.error()->service().aws_code, code);
    }
}

TEST(Conformance, s3_answers_of_a_scripted_server) {
    run_suite("s3/aws-c-s3-mock-responses", [](const fs::path& folder, Suite& suite) {
        for (const fs::path& operation : folders_in(folder)) {
            const std::string name = operation.filename().string();
            for (const fs::path& path : files_in(operation, ".json")) {
                suite.run_case(name + "/" + path.stem().string(), [&](Case& one) { run_file(one, name, path); });
            }
        }
    });
}

}  // namespace
}  // namespace dynoxx::conformance
