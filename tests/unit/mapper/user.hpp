#pragma once

#include <dynoxx/field.hpp>
#include <dynoxx/item.hpp>
#include <dynoxx/key.hpp>

/// The model that the tests of the mapper share.
namespace dynoxx::test {

enum class Status { Active, Closed };

struct Address {
    std::string street{};
    int zip = 0;

    static constexpr auto dynoxx_model = model(rename<&Address::zip>("postal_code"));

    friend bool operator==(const Address&, const Address&) = default;
};

struct User {
    std::string id{};
    std::int64_t place = 0;
    std::string email{};
    std::int64_t logins = 0;
    std::optional<std::string> phone{};
    Status status = Status::Active;
    std::vector<std::string> tags{};
    std::set<std::string> roles{};
    std::map<std::string, int> counts{};
    Address address{};
    std::chrono::system_clock::time_point joined{};
    bool active = false;
    S3Value avatar{};
    Encrypted<std::string> tax_id{};

    static constexpr auto dynoxx_model =
        model("users", partition_key<&User::id>, sort_key<&User::place>, rename<&User::email>("e-mail"),
              index<"by-status", &User::status, &User::logins>, index<"by-phone", &User::phone>,
              s3_attribute<&User::avatar>("acme-avatars", "avatars"),
              encrypted_attribute<&User::tax_id>("alias/acme").encryption_context("purpose", "tax"));

    friend bool operator==(const User&, const User&) = default;
};

namespace user_field {

inline constexpr auto id = field<&User::id>;
inline constexpr auto place = field<&User::place>;
inline constexpr auto email = field<&User::email>;
inline constexpr auto logins = field<&User::logins>;
inline constexpr auto phone = field<&User::phone>;
inline constexpr auto status = field<&User::status>;
inline constexpr auto tags = field<&User::tags>;
inline constexpr auto roles = field<&User::roles>;
inline constexpr auto counts = field<&User::counts>;
inline constexpr auto address = field<&User::address>;
inline constexpr auto zip = field<&User::address, &Address::zip>;
inline constexpr auto joined = field<&User::joined>;
inline constexpr auto active = field<&User::active>;
inline constexpr auto avatar = field<&User::avatar>;
inline constexpr auto tax_id = field<&User::tax_id>;

}  // namespace user_field

}  // namespace dynoxx::test
