#pragma once

#include "integration/mapper/user.hpp"

namespace dynoxx::tests {

/// A model with a version, a time to live, an index and no parts elsewhere.
struct Session {
    std::string owner{};
    std::int64_t number = 0;
    std::string device{};
    std::int64_t hits = 0;
    std::optional<std::string> note{};
    std::optional<TimeToLive> expires{};
    std::int64_t version = 0;

    static constexpr auto dynoxx_model = model("sessions", partition_key<&Session::owner>, sort_key<&Session::number>,
                                               index<"by-device", &Session::device, &Session::hits>,
                                               version_attribute<&Session::version>, ttl_attribute<&Session::expires>);
};

namespace session_field {
inline constexpr auto number = field<&Session::number>;
inline constexpr auto device = field<&Session::device>;
inline constexpr auto hits = field<&Session::hits>;
inline constexpr auto note = field<&Session::note>;
inline constexpr auto expires = field<&Session::expires>;
inline constexpr auto version = field<&Session::version>;
}  // namespace session_field

[[nodiscard]] inline Session make_session(std::string owner, std::int64_t number) {
    Session session;
    session.owner = std::move(owner);
    session.number = number;
    session.device = number % 2 == 0 ? "even" : "odd";
    session.hits = number;
    return session;
}

}  // namespace dynoxx::tests
