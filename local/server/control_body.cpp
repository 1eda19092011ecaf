#include "local/server/control_body.hpp"

#include "local/dynamodb/api_error.hpp"

namespace dynoxx::local::server {

using dynamodb::Json;

namespace {

Json parse(std::string_view body) {
    try {
        return dynamodb::parse_json(body.empty() ? "{}" : body);
    } catch (const dynamodb::ApiError&) {
        throw BadControl("The body is no JSON.");
    }
}

std::string member(std::string_view name) {
    return "The member \"" + std::string(name) + "\"";
}

}  // namespace

ControlBody::ControlBody(std::string_view body) : object_(parse(body)) {
    if (object_.type != Json::Type::Object) {
        throw BadControl("The body is no JSON object.");
    }
}

const Json* ControlBody::find(std::string_view name, Json::Type type, std::string_view what) {
    known_.emplace(name);
    const Json* found = object_.find(name);
    if (found != nullptr && found->type != type) {
        throw BadControl(member(name) + " is not " + std::string(what) + ".");
    }
    return found;
}

bool ControlBody::has(std::string_view name) {
    known_.emplace(name);
    return object_.has(name);
}

std::string ControlBody::text(std::string_view name) {
    const Json* found = find(name, Json::Type::String, "a text");
    return found == nullptr ? std::string() : found->text;
}

std::string ControlBody::required_text(std::string_view name) {
    std::string found = text(name);
    if (found.empty()) {
        throw BadControl(member(name) + " is missing.");
    }
    return found;
}

std::int64_t ControlBody::number(std::string_view name, std::int64_t missing, std::int64_t least, std::int64_t most) {
    const Json* found = find(name, Json::Type::Integer, "a whole number");
    if (found == nullptr) {
        return missing;
    }
    if (found->integer < least || found->integer > most) {
        throw BadControl(member(name) + " is out of its range.");
    }
    return found->integer;
}

bool ControlBody::flag(std::string_view name) {
    const Json* found = find(name, Json::Type::Boolean, "true or false");
    return found != nullptr && found->boolean;
}

void ControlBody::end() const {
    for (const Json& child : object_.children) {
        if (!known_.contains(child.name)) {
            throw BadControl("There is no member \"" + child.name + "\" here.");
        }
    }
}

}  // namespace dynoxx::local::server
