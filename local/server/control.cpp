#include "local/server/control.hpp"

#include "local/server/backend.hpp"
#include "local/server/control_body.hpp"
#include "local/support/json_writer.hpp"
#include "runtime/timestamp.hpp"

#include <dynoxx/error.hpp>

#include <algorithm>
#include <array>

namespace dynoxx::local::server {

using support::JsonWriter;

namespace {

struct Call {
    Backend& backend;
    ControlledClock& clock;
    ControlBody body;
};

Answer text_answer(int status, std::string text) {
    http::Response response;
    response.status = status;
    response.headers.add("Content-Type", "text/plain");
    response.body = std::move(text) + "\n";
    return response;
}

Answer json_answer(std::string json) {
    http::Response response;
    response.status = 200;
    response.headers.add("Content-Type", "application/json");
    response.body = std::move(json);
    return response;
}

Answer done(storage::Commit commit = 0) {
    Answer answer = json_answer("{\"status\": \"ok\"}");
    answer.commit = commit;
    return answer;
}

std::string flag(bool value) {
    return value ? "true" : "false";
}

Answer get_requests(Call& call) {
    return json_answer(call.backend.requests_json());
}

Answer get_stats(Call& call) {
    return json_answer(call.backend.stats_json());
}

Answer reset(Call& call) {
    call.body.end();
    return done(call.backend.reset());
}

std::string snapshot_json(const LocalSnapshot& snapshot) {
    JsonWriter json;
    json.text("name", snapshot.name).text("taken", runtime::format_iso8601(snapshot.taken));
    json.raw("tables", std::to_string(snapshot.tables)).raw("items", std::to_string(snapshot.items));
    json.raw("buckets", std::to_string(snapshot.buckets)).raw("objects", std::to_string(snapshot.objects));
    return json.raw("keys", std::to_string(snapshot.keys)).take();
}

/// Prints `{"NAME":[...]}`.
template <class Elements, class Print>
std::string list_json(std::string_view name, const Elements& elements, const Print& print) {
    std::string text;
    for (const auto& element : elements) {
        text.append(text.empty() ? "" : ",").append(print(element));
    }
    JsonWriter json;
    return json.raw(name, "[" + text + "]").take();
}

Answer get_snapshots(Call& call) {
    return json_answer(list_json("snapshots", call.backend.snapshots(), snapshot_json));
}

std::string name_of_snapshot(Call& call) {
    std::string name = call.body.required_text("name");
    call.body.end();
    return name;
}

Answer take_snapshot(Call& call) {
    call.backend.take_snapshot(name_of_snapshot(call));
    return done();
}

Answer restore_snapshot(Call& call) {
    return done(call.backend.restore_snapshot(name_of_snapshot(call)));
}

Answer delete_snapshot(Call& call) {
    call.backend.delete_snapshot(name_of_snapshot(call));
    return done();
}

Answer get_clock(Call& call) {
    JsonWriter json;
    json.text("time", runtime::format_iso8601(call.clock.system_now()));
    return json_answer(json.raw("stands_still", flag(call.clock.stands_still())).take());
}

Answer set_clock(Call& call) {
    const std::string text = call.body.required_text("time");
    call.body.end();
    const std::optional<runtime::SystemTime> time = runtime::parse_iso8601(text);
    if (!time) {
        throw BadControl("The time \"" + text + "\" does not have the form 2026-01-31T23:59:59Z.");
    }
    check_clock_time(*time);
    call.clock.set(*time);
    return get_clock(call);
}

Answer advance_clock(Call& call) {
    constexpr std::int64_t most_seconds = 1'000'000'000'000;
    if (!call.body.has("seconds") && !call.body.has("milliseconds")) {
        throw BadControl("The clock is advanced by \"seconds\" or \"milliseconds\"; both are missing.");
    }
    const std::chrono::seconds seconds(call.body.number("seconds", 0, -most_seconds, most_seconds));
    const std::chrono::milliseconds milliseconds(
        call.body.number("milliseconds", 0, -most_seconds * 1000, most_seconds * 1000));
    call.body.end();
    check_clock_move(call.clock.system_now(), seconds + milliseconds);
    call.clock.advance(seconds + milliseconds);
    return get_clock(call);
}

Answer release_clock(Call& call) {
    call.body.end();
    call.clock.release();
    return get_clock(call);
}

std::string fault_json(const LocalFaultState& state) {
    const LocalFault& fault = state.fault;
    JsonWriter json;
    json.raw("id", std::to_string(state.id)).text("kind", to_string(fault.kind));
    if (!fault.service.empty()) {
        json.text("service", fault.service);
    }
    if (!fault.operation.empty()) {
        json.text("operation", fault.operation);
    }
    json.raw("skip", std::to_string(fault.skip)).raw("times", std::to_string(fault.times));
    if (fault.kind == LocalFaultKind::Error) {
        json.raw("status", std::to_string(fault.status)).text("code", fault.code).text("message", fault.message);
    } else if (fault.kind == LocalFaultKind::Latency) {
        json.raw("latency_ms", std::to_string(fault.latency.count()));
    } else if (fault.kind == LocalFaultKind::ClockSkew) {
        json.raw("skew_seconds", std::to_string(fault.skew.count()));
    } else if (fault.kind == LocalFaultKind::PartialBatch) {
        json.raw("processed", std::to_string(fault.processed));
    }
    if (fault.executes) {
        json.raw("executes", "true");
    }
    return json.raw("seen", std::to_string(state.seen)).raw("met", std::to_string(state.met)).take();
}

Answer get_faults(Call& call) {
    return json_answer(list_json("faults", call.backend.faults(), fault_json));
}

LocalFault read_fault(ControlBody& body) {
    const LocalFault usual;
    LocalFault fault;
    const std::string word = body.required_text("kind");
    const std::optional<LocalFaultKind> kind = find_fault_kind(word);
    if (!kind) {
        throw BadControl("There is no kind \"" + word +
                         "\"; there are error, throttle, latency, close, cut, garbage, wrong_checksum, clock_skew and "
                         "partial_batch.");
    }
    fault.kind = *kind;
    fault.service = body.text("service");
    fault.operation = body.text("operation");
    fault.skip = static_cast<std::uint64_t>(body.number("skip", 0));
    fault.times = static_cast<std::uint64_t>(body.number("times", 1));
    fault.executes = body.flag("executes");
    fault.status = static_cast<int>(body.number("status", usual.status, 0, 999));
    fault.code = body.text("code");
    fault.message = body.text("message");
    constexpr std::int64_t far = 1'000'000'000;
    fault.latency = std::chrono::milliseconds(body.number("latency_ms", 0, -far, far));
    fault.skew = std::chrono::seconds(body.number("skew_seconds", 0, -far, far));
    fault.processed = static_cast<std::size_t>(body.number("processed", 1));
    body.end();
    return fault;
}

Answer add_fault(Call& call) {
    JsonWriter json;
    return json_answer(json.raw("id", std::to_string(call.backend.add_fault(read_fault(call.body)))).take());
}

Answer clear_faults(Call& call) {
    const std::int64_t id = call.body.number("id", 0, 1);
    call.body.end();
    if (id == 0) {
        call.backend.clear_faults();
    } else {
        call.backend.remove_fault(static_cast<std::uint64_t>(id));
    }
    return done();
}

struct Entry {
    std::string_view method;
    std::string_view path;
    Answer (*run)(Call&);
};

constexpr auto entries = std::to_array<Entry>({
    {"GET", "/_local/requests", get_requests},
    {"GET", "/_local/stats", get_stats},
    {"POST", "/_local/reset", reset},
    {"GET", "/_local/snapshot", get_snapshots},
    {"POST", "/_local/snapshot/take", take_snapshot},
    {"POST", "/_local/snapshot/restore", restore_snapshot},
    {"POST", "/_local/snapshot/delete", delete_snapshot},
    {"GET", "/_local/clock", get_clock},
    {"POST", "/_local/clock/set", set_clock},
    {"POST", "/_local/clock/advance", advance_clock},
    {"POST", "/_local/clock/release", release_clock},
    {"GET", "/_local/faults", get_faults},
    {"POST", "/_local/faults/add", add_fault},
    {"POST", "/_local/faults/clear", clear_faults},
    {"POST", "/moto-api/reset", reset},
});

Answer not_found() {
    std::string list = "There are";
    for (const Entry& entry : entries) {
        list.append("\n  ").append(entry.method).append(" ").append(entry.path);
    }
    return text_answer(404, list);
}

}  // namespace

Answer Control::handle(const http::Request& request) {
    const auto entry = std::ranges::find(entries, request.path, &Entry::path);
    if (entry == entries.end()) {
        return not_found();
    }
    if (entry->method != request.method) {
        return text_answer(405, "Use " + std::string(entry->method) + " for " + std::string(entry->path) + ".");
    }
    try {
        Call call{backend_, clock_, ControlBody(request.method == "POST" ? request.body : std::string())};
        return entry->run(call);
    } catch (const BadControl& wrong) {
        return text_answer(400, wrong.what());
    } catch (const Exception& wrong) {
        return text_answer(400, wrong.error().message());
    }
}

}  // namespace dynoxx::local::server
