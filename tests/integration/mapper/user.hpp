#pragma once

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dynoxx::tests {

enum class Rank { Guest, Member, Admin };

struct Address {
    std::string street{};
    std::int32_t zip = 0;
};

/// A model with a member of every kind.
struct User {
    std::string id{};
    std::string place{};
    std::string email{};
    std::int64_t logins = 0;
    double score = 0;
    bool active = true;
    Rank rank = Rank::Guest;
    std::optional<std::string> nickname{};
    std::vector<std::string> tags{};
    std::set<std::string> groups{};
    std::map<std::string, std::int32_t> counts{};
    Address address{};
    Bytes token{};
    std::chrono::system_clock::time_point created{};
    S3Value avatar{};
    Encrypted<std::string> tax_id{};

    static constexpr auto dynoxx_model = model("users", partition_key<&User::id>, sort_key<&User::place>,
                                               rename<&User::email>("e-mail"), index<"by-email", &User::email, &User::logins>,
                                               s3_attribute<&User::avatar>("acme-avatars", "avatars/"),
                                               encrypted_attribute<&User::tax_id>("alias/acme"));
};

namespace user_field {
inline constexpr auto id = field<&User::id>;
inline constexpr auto place = field<&User::place>;
inline constexpr auto logins = field<&User::logins>;
inline constexpr auto zip = field<&User::address, &Address::zip>;
inline constexpr auto active = field<&User::active>;
inline constexpr auto avatar = field<&User::avatar>;
inline constexpr auto tax_id = field<&User::tax_id>;
}  // namespace user_field

[[nodiscard]] inline User make_user(std::string id) {
    User user;
    user.id = std::move(id);
    user.place = "home";
    user.email = "ada@example.com";
    user.logins = 7;
    user.score = 0.1;
    user.rank = Rank::Member;
    user.tags = {"a", "b"};
    user.groups = {"x", "y"};
    user.counts = {{"one", 1}};
    user.address.street = "Main \"Street\"";
    user.address.zip = 12345;
    user.token = {std::byte{0}, std::byte{255}};
    user.created = std::chrono::system_clock::time_point(std::chrono::seconds(1'700'000'000));
    user.avatar = S3File::from_bytes("ada.png", "not really a picture").content_type("image/png");
    user.tax_id = "07-42";
    return user;
}

/// A local AWS with the bucket and the key of the model, and its table.
class UserWorld {
 public:
    UserWorld() {
        aws.create_bucket("acme-avatars");
        aws.create_key("alias/acme");
        users.create_table().wait().run();
    }

    local::LocalAws aws{};
    Runtime runtime{};
    DynamoDBClient client{aws.options(), runtime};
    Table<User> users = client.table<User>();
};

}  // namespace dynoxx::tests
