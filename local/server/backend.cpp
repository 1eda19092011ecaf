#include "local/server/backend.hpp"

#include "local/auth/aws_chunked.hpp"
#include "local/s3/denied.hpp"
#include "local/server/compression.hpp"
#include "local/server/json_protocol.hpp"
#include "local/support/json_writer.hpp"
#include "runtime/timestamp.hpp"
#include "sigv4/chunk.hpp"

#include <chrono>
#include <utility>

namespace dynoxx::local::server {

namespace {

constexpr std::size_t dynamodb_request_id_letters = 52;
constexpr std::string_view unknown_operation = "unknown";

/// The most that DynamoDB takes in a request, and the least of an answer that it compresses.
constexpr std::size_t max_dynamodb_request = 16 * 1024 * 1024;
constexpr std::size_t min_compressed = 4096;

auth::Identity root_of(const std::string& account_id) {
    auth::Identity root;
    root.arn = "arn:aws:iam::" + account_id + ":root";
    root.user_id = account_id;
    return root;
}

dynamodb::Options engine_options(const BackendOptions& options, const runtime::Clock& clock) {
    dynamodb::Options result;
    result.region = options.region;
    result.account_id = options.account_id;
    result.clock = [&clock] { return std::chrono::duration<double>(clock.system_now().time_since_epoch()).count(); };
    return result;
}

http::Response text_answer(int status, std::string_view type, std::string body) {
    http::Response response;
    response.status = status;
    response.headers.add("Content-Type", std::string(type));
    response.body = std::move(body);
    return response;
}

/// Answers the question of a browser whether a page may send the request that it wants to send.
http::Response preflight(const http::Request& request) {
    http::Response response;
    response.status = 200;
    response.headers.add("Access-Control-Allow-Origin", "*");
    response.headers.add("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
    const std::string_view asked = request.headers.get("Access-Control-Request-Headers");
    response.headers.add("Access-Control-Allow-Headers", asked.empty() ? "*" : std::string(asked));
    response.headers.add("Access-Control-Expose-Headers", "ETag, x-amzn-RequestId, x-amz-request-id, x-amz-crc32");
    response.headers.add("Access-Control-Max-Age", "172800");
    return response;
}

/// Answers as DynamoDB does, compressed if the answer is long and the request allows it; the checksum is that of the
/// bytes that are sent.
http::Response dynamodb_answer(const http::Request& request, dynamodb::Reply reply, std::string request_id) {
    const Coding coding =
        reply.body.size() < min_compressed ? Coding::None : accepted_coding(request.headers.get("Accept-Encoding"));
    if (coding == Coding::None) {
        return json_answer(JsonService::DynamoDB, reply.status, std::move(reply.body), std::move(request_id));
    }
    http::Response response =
        json_answer(JsonService::DynamoDB, reply.status, compress(coding, reply.body), std::move(request_id));
    response.headers.add("Content-Encoding", std::string(coding_name(coding)));
    return response;
}

/// Takes the chunks off a body that came as `aws-chunked`; throws what S3 says of one that is not whole.
void decode_body(http::Request& request, const auth::Granted& granted, http::Headers& trailers) {
    const std::string_view hash = request.headers.get("x-amz-content-sha256");
    if (!hash.starts_with("STREAMING-")) {
        return;
    }
    auth::ChunkSigning signing;
    if (hash != sigv4::streaming_unsigned_payload_trailer) {
        signing.key = granted.key.get();
    }
    signing.amz_date = granted.amz_date;
    signing.seed = granted.signature;
    signing.signs_trailers = hash == sigv4::streaming_payload_trailer;
    auto decoded = auth::decode_aws_chunked(request.body, signing);
    if (const auto* fault = std::get_if<auth::ChunkFault>(&decoded)) {
        throw s3::refusal_of(*fault);
    }
    auto& whole = std::get<auth::DecodedBody>(decoded);
    const std::string_view length = request.headers.get("x-amz-decoded-content-length");
    if (length.empty()) {
        throw s3::Refusal("MissingContentLength");
    }
    if (support::parse_number(length) != whole.body.size()) {
        throw s3::Refusal("IncompleteBody");
    }
    if (const std::string* named = request.headers.find("x-amz-trailer")) {
        if (whole.trailers.find(*named) == nullptr) {
            throw s3::refusal_of(auth::ChunkFault::MalformedTrailer);
        }
    }
    request.body = std::move(whole.body);
    trailers = std::move(whole.trailers);
}

}  // namespace

Backend::Backend(BackendOptions options, const runtime::Clock& clock)
    : clock_(clock),
      options_(std::move(options)),
      ids_(options_.seed),
      verifier_(credentials_, root_of(options_.account_id), options_.region, clock, options_.checking),
      engine_(engine_options(options_, clock)),
      kms_(options_.region, options_.account_id, clock, ids_),
      s3_(options_.region, options_.account_id, clock, ids_),
      sts_(options_.account_id, credentials_, clock, ids_) {
    credentials_.add(options_.access_key_id, options_.secret_access_key, root_of(options_.account_id));
}

http::Response Backend::handle(http::Request& request) {
    const std::lock_guard lock(mutex_);
    http::Response response = answer(request);
    if (response.headers.find("Date") == nullptr) {
        response.headers.add("Date", runtime::format_http_date(clock_.system_now()));
    }
    return response;
}

http::Response Backend::answer(http::Request& request) {
    const Route route = route_of(request);
    switch (route.destination) {
        case Destination::Control:
            return control(request);
        case Destination::Health:
            return health();
        case Destination::Preflight:
            return preflight(request);
        case Destination::DynamoDB:
            return dynamodb(request, route.operation);
        case Destination::Kms:
            return kms(request, route.operation);
        case Destination::OtherTarget:
            return unknown_target(route.operation);
        case Destination::Sts:
            return sts(request);
        case Destination::S3:
            return s3(request);
    }
    return text_answer(500, "text/plain", "no destination");
}

void Backend::count_unreadable() {
    const std::lock_guard lock(mutex_);
    counters_.count("http", refused);
}

void Backend::create_bucket(std::string_view name) {
    const std::lock_guard lock(mutex_);
    s3_.create_bucket(name);
}

std::string Backend::create_key(std::string_view alias) {
    const std::lock_guard lock(mutex_);
    return kms_.create_key(alias);
}

std::uint64_t Backend::requests(std::string_view service, std::string_view operation) const {
    const std::lock_guard lock(mutex_);
    return counters_.get(service, operation);
}

void Backend::reset() {
    const std::lock_guard lock(mutex_);
    reset_locked();
}

void Backend::reset_locked() {
    engine_.reset();
    kms_.reset();
    s3_.reset();
    counters_.reset();
}

http::Response Backend::control(const http::Request& request) {
    static constexpr std::string_view json = "application/json";
    if (request.path == "/_local/reset" || request.path == "/moto-api/reset") {
        if (request.method != "POST") {
            return text_answer(405, "text/plain", "Use POST to forget everything.\n");
        }
        reset_locked();
        return text_answer(200, json, "{\"status\": \"ok\"}");
    }
    if (request.method == "GET" && request.path == "/_local/requests") {
        return text_answer(200, json, counters_.to_json());
    }
    if (request.method == "GET" && request.path == "/_local/stats") {
        return text_answer(200, json, stats_json());
    }
    return text_answer(404, "text/plain",
                       "There are GET /_local/requests, GET /_local/stats and POST /_local/reset.\n");
}

std::string Backend::stats_json() const {
    const dynamodb::Stats tables = engine_.stats();
    const s3::StoreSize objects = s3_.size();
    support::JsonWriter dynamodb_json;
    dynamodb_json.raw("tables", std::to_string(tables.tables)).raw("items", std::to_string(tables.items));
    dynamodb_json.raw("bytes", std::to_string(tables.bytes));
    support::JsonWriter s3_json;
    s3_json.raw("buckets", std::to_string(objects.buckets)).raw("objects", std::to_string(objects.objects));
    s3_json.raw("bytes", std::to_string(objects.bytes));
    support::JsonWriter kms_json;
    kms_json.raw("keys", std::to_string(kms_.key_count()));
    support::JsonWriter all;
    return all.raw("dynamodb", dynamodb_json.take()).raw("s3", s3_json.take()).raw("kms", kms_json.take()).take();
}

http::Response Backend::health() const {
    return text_answer(200, "text/plain", "healthy: dynamodb." + options_.region + ".amazonaws.com");
}

http::Response Backend::dynamodb(const http::Request& request, std::string_view operation) {
    if (request.method != "POST" || request.path != "/") {
        return text_answer(404, "application/xml", "<UnknownOperationException/>\n");
    }
    counters_.count("dynamodb", dynamodb::Engine::has_operation(operation) ? operation : unknown_operation);
    std::string request_id = ids_.text(dynamodb_request_id_letters, support::upper_alphanumeric);
    const auth::Verdict verdict = verifier_.verify(request, "dynamodb");
    if (const auto* denied = std::get_if<auth::Denied>(&verdict)) {
        counters_.count("dynamodb", refused);
        return json_answer(JsonService::DynamoDB, 400, json_denial(JsonService::DynamoDB, *denied),
                           std::move(request_id));
    }
    if (request.headers.get("Content-Encoding") != "gzip") {
        return dynamodb_answer(request, engine_.handle(operation, request.body), std::move(request_id));
    }
    // What cannot be opened is as little JSON as an empty text.
    const std::string body = gunzip(request.body, max_dynamodb_request).value_or("");
    return dynamodb_answer(request, engine_.handle(operation, body), std::move(request_id));
}

http::Response Backend::unknown_target(std::string_view target) {
    counters_.count("other", unknown_operation);
    dynamodb::Reply reply = engine_.handle(target, "{}");
    return json_answer(JsonService::DynamoDB, reply.status, std::move(reply.body),
                       ids_.text(dynamodb_request_id_letters, support::upper_alphanumeric));
}

http::Response Backend::kms(const http::Request& request, std::string_view operation) {
    counters_.count("kms", kms::Service::has_operation(operation) ? operation : unknown_operation);
    std::string request_id = ids_.uuid();
    const auth::Verdict verdict = verifier_.verify(request, "kms");
    if (const auto* denied = std::get_if<auth::Denied>(&verdict)) {
        counters_.count("kms", refused);
        return json_answer(JsonService::Kms, 400, json_denial(JsonService::Kms, *denied), std::move(request_id));
    }
    kms::Reply reply = kms_.handle(operation, request.body);
    return json_answer(JsonService::Kms, reply.status, std::move(reply.body), std::move(request_id));
}

http::Response Backend::sts(const http::Request& request) {
    const std::string& text = request.method == "POST" ? request.body : request.query;
    const auto form = support::Parameters::parse(text, support::Plus::IsBlank);
    const std::string_view operation = form.get("Action");
    counters_.count("sts", sts::Service::has_operation(operation) ? operation : unknown_operation);
    if (sts::Service::is_unsigned(operation)) {
        return sts_.handle(form, auth::Identity());
    }
    const auth::Verdict verdict = verifier_.verify(request, "sts");
    if (const auto* denied = std::get_if<auth::Denied>(&verdict)) {
        counters_.count("sts", refused);
        return sts_.refuse(*denied);
    }
    return sts_.handle(form, std::get<auth::Granted>(verdict).identity);
}

http::Response Backend::s3(http::Request& request) {
    const std::string method = request.method;
    try {
        s3::Request call = s3::parse_request(request);
        const std::string_view operation = s3::operation_of(call, request.headers);
        counters_.count("s3", operation.empty() ? unknown_operation : operation);
        const auth::Verdict verdict = verifier_.verify(request, "s3");
        if (const auto* denied = std::get_if<auth::Denied>(&verdict)) {
            throw s3::refusal_of(*denied);
        }
        decode_body(request, std::get<auth::Granted>(verdict), call.trailers);
        call.headers = std::move(request.headers);
        call.body = std::move(request.body);
        return s3_.handle(call);
    } catch (const s3::Refusal& refusal) {
        counters_.count("s3", refused);
        return s3_.refuse(refusal, method);
    }
}

}  // namespace dynoxx::local::server
