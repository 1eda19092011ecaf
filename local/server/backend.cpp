#include "local/server/backend.hpp"

#include "local/auth/aws_chunked.hpp"
#include "local/s3/denied.hpp"
#include "local/server/compression.hpp"
#include "local/server/fault_answer.hpp"
#include "local/server/json_protocol.hpp"
#include "local/sts/error.hpp"
#include "local/support/json_writer.hpp"
#include "runtime/encoding.hpp"
#include "runtime/timestamp.hpp"
#include "sigv4/chunk.hpp"

#include <dynoxx/error.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace dynoxx::local::server {

namespace {

constexpr std::size_t dynamodb_request_id_letters = 52;
constexpr std::string_view unknown_operation = "unknown";
constexpr std::size_t most_snapshot_letters = 128;

bool is_snapshot_name(std::string_view name) {
    return !name.empty() && name.size() <= most_snapshot_letters && std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
               c == '-';
    });
}

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
    const std::string_view length = request.headers.get("x-amz-decoded-content-length");
    if (length.empty()) {
        throw s3::Refusal("MissingContentLength");
    }
    signing.decoded_bytes = support::parse_number(length);
    if (!signing.decoded_bytes) {
        throw s3::refusal_of(auth::ChunkFault::Incomplete);
    }
    auto decoded = auth::decode_aws_chunked(request.body, signing);
    if (const auto* fault = std::get_if<auth::ChunkFault>(&decoded)) {
        throw s3::refusal_of(*fault);
    }
    auto& whole = std::get<auth::DecodedBody>(decoded);
    if (const std::string* named = request.headers.find("x-amz-trailer")) {
        if (whole.trailers.find(*named) == nullptr) {
            throw s3::refusal_of(auth::ChunkFault::MalformedTrailer);
        }
    }
    request.body = std::move(whole.body);
    trailers = std::move(whole.trailers);
}

}  // namespace

void check_clock_time(runtime::SystemTime time) {
    using namespace std::chrono;
    constexpr sys_days first = 1970y / January / 1;
    constexpr sys_days last = 2200y / January / 1;
    if (time < first || time >= last) {
        throw_error(Error(ErrorCode::LocalFailure, "The clock cannot be set before 1970 or after 2199."));
    }
}

void check_clock_move(runtime::SystemTime now, std::chrono::milliseconds by) {
    constexpr std::chrono::hours longest{24 * 365 * 100};
    if (by > longest || by < -longest) {
        throw_error(Error(ErrorCode::LocalFailure, "The clock is moved by at most 100 years at once."));
    }
    check_clock_time(now + by);
}

Backend::Backend(BackendOptions options, ControlledClock& clock, storage::Journal* journal)
    : control_(*this, clock),
      clock_(clock),
      journal_(journal),
      options_(std::move(options)),
      ids_(options_.seed),
      verifier_(credentials_, root_of(options_.account_id), options_.region, clock_, options_.checking),
      engine_(engine_options(options_, clock_)),
      kms_(options_.region, options_.account_id, clock_, ids_),
      s3_(options_.region, options_.account_id, clock_, ids_),
      sts_(options_.account_id, credentials_, clock_, ids_) {
    credentials_.add(options_.access_key_id, options_.secret_access_key, root_of(options_.account_id));
    if (journal_ != nullptr) {
        load(*journal_);
    }
}

void Backend::load(storage::Journal& journal) {
    journal.load([this](const records::Record& record, const records::FileReader& reader) {
        switch (record.kind) {
            case records::Kind::Table:
            case records::Kind::Item:
            case records::Kind::Token:
                return engine_.load(record);
            case records::Kind::Key:
            case records::Kind::Alias:
                return kms_.load(record);
            default:
                return s3_.load(record, reader);
        }
    });
    records::Recorder& recorder = journal.start();
    engine_.record_with(&recorder);
    kms_.record_with(&recorder);
    s3_.record_with(&recorder);
}

Answer Backend::handle(http::Request& request) {
    if (journal_ != nullptr) {
        if (const std::string failure = journal_->failure(); !failure.empty()) {
            return text_answer(500, "text/plain",
                               "dynoxx-local cannot write its directory any more: " + failure + ".\n");
        }
    }
    const Route route = route_of(request);
    Answer answer =
        route.destination == Destination::Control ? control_.handle(request) : answer_service(request, route);
    if (answer.response.headers.find("Date") == nullptr) {
        answer.response.headers.add("Date", runtime::format_http_date(clock_.system_now()));
    }
    return answer;
}

Answer Backend::answer_service(http::Request& request, const Route& route) {
    const std::lock_guard lock(mutex_);
    Answer result = answer(request, route);
    result.commit = commit();
    if (met_) {
        apply_fault(result);
        met_.reset();
    }
    return result;
}

bool Backend::is_stopped_by_fault(std::string_view service, std::string_view operation, const http::Request& request) {
    const LocalFault* fault = faults_.meet(service, operation);
    if (fault == nullptr) {
        return false;
    }
    met_.emplace(Met{*fault, std::string(service), std::string(operation), request.method});
    clock_.set_skew(fault->skew);
    const bool replaces = fault->kind == LocalFaultKind::Error || fault->kind == LocalFaultKind::Throttle ||
                          fault->kind == LocalFaultKind::Close;
    return replaces && !fault->executes;
}

http::Response Backend::error_of_fault() {
    const ServiceError error = error_of(met_->fault, met_->service, met_->operation);
    if (met_->service == "s3") {
        s3::Refusal refusal(error.code, {}, error.message);
        refusal.status = error.status;
        return s3_.refuse(refusal, met_->method);
    }
    if (met_->service == "sts") {
        return sts_.refuse(sts::Refusal(error.code, error.message, error.status));
    }
    const bool is_dynamodb = met_->service == "dynamodb";
    support::JsonWriter json;
    json.text("__type", error.code).text("message", error.message);
    return json_answer(is_dynamodb ? JsonService::DynamoDB : JsonService::Kms, error.status, json.take(),
                       is_dynamodb ? ids_.text(dynamodb_request_id_letters, support::upper_alphanumeric) : ids_.uuid());
}

void Backend::apply_fault(Answer& answer) {
    const LocalFault& fault = met_->fault;
    switch (fault.kind) {
        case LocalFaultKind::Error:
        case LocalFaultKind::Throttle:
            answer.response = error_of_fault();
            break;
        case LocalFaultKind::Latency:
            answer.delay = fault.latency;
            break;
        case LocalFaultKind::Close:
            answer.damage = Damage::Close;
            break;
        case LocalFaultKind::Cut:
            answer.damage = Damage::Cut;
            break;
        case LocalFaultKind::Garbage:
            answer.damage = Damage::Garbage;
            break;
        case LocalFaultKind::WrongChecksum: {
            const std::uint32_t right = runtime::crc32(runtime::bytes_of(answer.response.body));
            answer.response.headers.set("x-amz-crc32", std::to_string(right ^ 1U));
            break;
        }
        case LocalFaultKind::ClockSkew:
            answer.response.headers.set("Date", runtime::format_http_date(clock_.system_now()));
            clock_.set_skew({});
            break;
        case LocalFaultKind::PartialBatch:
            break;
    }
}

http::Response Backend::answer(http::Request& request, const Route& route) {
    switch (route.destination) {
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
        case Destination::Control:
            break;
    }
    return text_answer(500, "text/plain", "no destination");
}

void Backend::count_unreadable() {
    const std::lock_guard lock(mutex_);
    counters_.count("http", refused);
}

storage::Commit Backend::create_bucket(std::string_view name) {
    const std::lock_guard lock(mutex_);
    s3_.create_bucket(name);
    return commit();
}

storage::Commit Backend::create_key(std::string_view alias, std::string& arn) {
    const std::lock_guard lock(mutex_);
    arn = kms_.create_key(alias);
    return commit();
}

std::uint64_t Backend::requests(std::string_view service, std::string_view operation) const {
    const std::lock_guard lock(mutex_);
    return counters_.get(service, operation);
}

std::string Backend::requests_json() const {
    const std::lock_guard lock(mutex_);
    return counters_.to_json();
}

storage::Commit Backend::reset() {
    const std::lock_guard lock(mutex_);
    engine_.reset();
    kms_.reset();
    s3_.reset();
    counters_.reset();
    faults_.clear();
    return commit();
}

void Backend::take_snapshot(std::string_view name) {
    if (!is_snapshot_name(name)) {
        throw_error(Error(ErrorCode::LocalFailure,
                          "The name of a snapshot is 1 to 128 of the characters A-Z a-z 0-9 . _ -; \"" +
                              std::string(name) + "\" is not."));
    }
    const std::lock_guard lock(mutex_);
    Snapshot snapshot;
    snapshot.tables = engine_.snapshot();
    snapshot.buckets = s3_.snapshot();
    snapshot.keys = kms_.snapshot();
    LocalSnapshot& description = snapshot.description;
    const dynamodb::Stats stats = engine_.stats();
    description.name = name;
    description.taken = clock_.system_now();
    description.tables = stats.tables;
    description.items = stats.items;
    description.buckets = snapshot.buckets.size();
    for (const auto& [bucket_name, bucket] : snapshot.buckets) {
        description.objects += bucket->objects.size();
    }
    description.keys = snapshot.keys.keys.size();
    snapshots_.insert_or_assign(std::string(name), std::move(snapshot));
}

Backend::Snapshot& Backend::find_snapshot(std::string_view name) {
    const auto found = snapshots_.find(name);
    if (found == snapshots_.end()) {
        throw_error(Error(ErrorCode::LocalFailure, "There is no snapshot \"" + std::string(name) + "\"."));
    }
    return found->second;
}

storage::Commit Backend::restore_snapshot(std::string_view name) {
    const std::lock_guard lock(mutex_);
    const Snapshot& snapshot = find_snapshot(name);
    engine_.restore(snapshot.tables);
    s3_.restore(snapshot.buckets);
    kms_.restore(snapshot.keys);
    return commit();
}

void Backend::delete_snapshot(std::string_view name) {
    const std::lock_guard lock(mutex_);
    static_cast<void>(find_snapshot(name));
    snapshots_.erase(snapshots_.find(name));
}

std::vector<LocalSnapshot> Backend::snapshots() const {
    const std::lock_guard lock(mutex_);
    std::vector<LocalSnapshot> all;
    for (const auto& [name, snapshot] : snapshots_) {
        all.push_back(snapshot.description);
    }
    return all;
}

std::uint64_t Backend::add_fault(LocalFault fault) {
    if (const std::string complaint = complaint_about(fault); !complaint.empty()) {
        throw_error(Error(ErrorCode::LocalFailure, complaint));
    }
    const std::lock_guard lock(mutex_);
    return faults_.add(std::move(fault));
}

std::vector<LocalFaultState> Backend::faults() const {
    const std::lock_guard lock(mutex_);
    return faults_.all();
}

void Backend::remove_fault(std::uint64_t id) {
    const std::lock_guard lock(mutex_);
    if (!faults_.remove(id)) {
        throw_error(Error(ErrorCode::LocalFailure, "There is no fault " + std::to_string(id) + "."));
    }
}

void Backend::clear_faults() {
    const std::lock_guard lock(mutex_);
    faults_.clear();
}

std::string Backend::stats_json() const {
    const std::lock_guard lock(mutex_);
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
    if (is_stopped_by_fault("dynamodb", operation, request)) {
        return {};
    }
    std::string request_id = ids_.text(dynamodb_request_id_letters, support::upper_alphanumeric);
    const auth::Verdict verdict = verifier_.verify(request, "dynamodb");
    if (const auto* denied = std::get_if<auth::Denied>(&verdict)) {
        counters_.count("dynamodb", refused);
        return json_answer(JsonService::DynamoDB, 400, json_denial(JsonService::DynamoDB, *denied),
                           std::move(request_id));
    }
    const bool is_partial = met_ && met_->fault.kind == LocalFaultKind::PartialBatch;
    const std::size_t limit = is_partial ? met_->fault.processed : dynamodb::Engine::no_batch_limit;
    if (request.headers.get("Content-Encoding") != "gzip") {
        return dynamodb_answer(request, engine_.handle(operation, request.body, limit), std::move(request_id));
    }
    // What cannot be opened is as little JSON as an empty text.
    const std::string body = gunzip(request.body, max_dynamodb_request).value_or("");
    return dynamodb_answer(request, engine_.handle(operation, body, limit), std::move(request_id));
}

http::Response Backend::unknown_target(std::string_view target) {
    counters_.count("other", unknown_operation);
    dynamodb::Reply reply = engine_.handle(target, "{}");
    return json_answer(JsonService::DynamoDB, reply.status, std::move(reply.body),
                       ids_.text(dynamodb_request_id_letters, support::upper_alphanumeric));
}

http::Response Backend::kms(const http::Request& request, std::string_view operation) {
    counters_.count("kms", kms::Service::has_operation(operation) ? operation : unknown_operation);
    if (is_stopped_by_fault("kms", operation, request)) {
        return {};
    }
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
    if (is_stopped_by_fault("sts", operation, request)) {
        return {};
    }
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
        if (is_stopped_by_fault("s3", operation, request)) {
            return {};
        }
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
