#include "local/s3/preconditions.hpp"

#include "local/s3/error.hpp"
#include "runtime/timestamp.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace dynoxx::local::s3 {

namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
    }
    return text;
}

std::string_view unquoted(std::string_view tag) {
    tag = trimmed(tag);
    if (tag.substr(0, 2) == "W/") {
        tag.remove_prefix(2);
    }
    if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') {
        tag = tag.substr(1, tag.size() - 2);
    }
    return tag;
}

bool any_tag_matches(std::string_view list, std::string_view etag) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(','), list.size());
        const std::string_view tag = unquoted(list.substr(0, end));
        if (tag == "*" || tag == unquoted(etag)) {
            return true;
        }
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

Refusal failed(std::string_view condition) {
    return Refusal("PreconditionFailed", {{"Condition", std::string(condition)}});
}

bool changed_since(const Object& object, std::string_view date, bool unless_readable) {
    const auto when = runtime::parse_http_date(date);
    return when ? std::chrono::floor<std::chrono::seconds>(object.last_modified) > *when : unless_readable;
}

struct Names {
    std::string_view match;
    std::string_view none_match;
    std::string_view modified;
    std::string_view unmodified;
};

enum class Outcome { Holds, Fails, NotModified };

Outcome evaluate(const http::Headers& headers, const Object& object, const Names& names, std::string_view& condition) {
    if (const std::string* match = headers.find(names.match)) {
        condition = "If-Match";
        if (!any_tag_matches(*match, object.etag)) {
            return Outcome::Fails;
        }
    } else if (const std::string* date = headers.find(names.unmodified)) {
        condition = "If-Unmodified-Since";
        if (changed_since(object, *date, false)) {
            return Outcome::Fails;
        }
    }
    if (const std::string* match = headers.find(names.none_match)) {
        condition = "If-None-Match";
        return any_tag_matches(*match, object.etag) ? Outcome::NotModified : Outcome::Holds;
    }
    if (const std::string* date = headers.find(names.modified)) {
        condition = "If-Modified-Since";
        return changed_since(object, *date, true) ? Outcome::Holds : Outcome::NotModified;
    }
    return Outcome::Holds;
}

}  // namespace

void check_read_preconditions(const http::Headers& headers, const Object& object) {
    static constexpr Names names = {"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"};
    std::string_view condition;
    const Outcome outcome = evaluate(headers, object, names, condition);
    if (outcome == Outcome::Fails) {
        throw failed(condition);
    }
    if (outcome == Outcome::NotModified) {
        Refusal refusal("NotModified");
        refusal.status = 304;
        refusal.headers.add("ETag", object.etag);
        refusal.headers.add("Last-Modified", runtime::format_http_date(object.last_modified));
        throw refusal;
    }
}

void check_copy_preconditions(const http::Headers& headers, const Object& source) {
    static constexpr Names names = {"x-amz-copy-source-if-match", "x-amz-copy-source-if-none-match",
                                    "x-amz-copy-source-if-modified-since", "x-amz-copy-source-if-unmodified-since"};
    std::string_view condition;
    if (evaluate(headers, source, names, condition) != Outcome::Holds) {
        throw failed(std::string("x-amz-copy-source-") + std::string(condition));
    }
}

void check_write_preconditions(const http::Headers& headers, const Object* current) {
    if (const std::string* none_match = headers.find("If-None-Match")) {
        if (trimmed(*none_match) != "*") {
            throw Refusal("NotImplemented", {{"Header", "If-None-Match"}});
        }
        if (current != nullptr) {
            throw failed("If-None-Match");
        }
    }
    if (const std::string* match = headers.find("If-Match")) {
        if (current == nullptr) {
            throw Refusal("NoSuchKey");
        }
        if (!any_tag_matches(*match, current->etag)) {
            throw failed("If-Match");
        }
    }
}

}  // namespace dynoxx::local::s3
