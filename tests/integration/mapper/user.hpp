#pragma once

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
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

    static constexpr auto dynoxx_model =
        model("users", partition_key<&User::id>, sort_key<&User::place>, rename<&User::email>("e-mail"),
              index<"by-email", &User::email, &User::logins>, s3_attribute<&User::avatar>("acme-avatars", "avatars/"),
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

/// Where the tests work: the local AWS, or servers that others wrote where the environment names them.
///
/// dynalite then is DynamoDB (`DYNOXX_TEST_DYNALITE_URL`) and s3rver or radosgw is S3 (`DYNOXX_TEST_S3_URL`, with the
/// bucket `DYNOXX_TEST_BUCKET`); KMS stays the local one, because nobody else's runs here. Every world has a table of
/// its own.
class UserWorld {
 public:
    UserWorld() {
        aws.create_bucket("acme-avatars");
        aws.create_key("alias/acme");
        users.create_table().wait().run();
    }

    [[nodiscard]] AwsOptions options() const {
        AwsOptions options = aws.options();
        if (is_thirdparty()) {
            options.endpoint(AwsService::DynamoDB, std::getenv("DYNOXX_TEST_DYNALITE_URL"));
            options.endpoint(AwsService::S3, std::getenv("DYNOXX_TEST_S3_URL"));
        }
        return options;
    }

    [[nodiscard]] TableOptions table_options() const {
        TableOptions options;
        options.name(table_name);
        if (is_thirdparty()) {
            options.bucket(std::getenv("DYNOXX_TEST_BUCKET"));
        }
        return options;
    }

    /// Gives another client with a runtime of its own: nothing is shared with `client`.
    [[nodiscard]] Table<User> users_of_another_client() const {
        return DynamoDBClient(options(), Runtime()).table<User>(table_options());
    }

    /// Checks the server's own count, where the server is ours.
    void expect_requests(std::string_view service, std::string_view operation, std::uint64_t count) const {
        if (!is_thirdparty() || service == "kms") {
            EXPECT_EQ(aws.requests(service, operation), count) << service << " " << operation;
        }
    }

    [[nodiscard]] static bool is_thirdparty() {
        return std::getenv("DYNOXX_TEST_DYNALITE_URL") != nullptr && std::getenv("DYNOXX_TEST_S3_URL") != nullptr;
    }

    // In the order in which they are made: later ones use earlier ones.
    const std::string table_name = new_table_name();
    local::LocalAws aws{local_options()};
    Runtime runtime{};
    DynamoDBClient client{options(), runtime};
    Table<User> users = client.table<User>(table_options());

 private:
    /// s3rver knows one pair of keys only, and radosgw is given the same; one configuration serves all services.
    [[nodiscard]] static local::LocalOptions local_options() {
        local::LocalOptions options;
        if (is_thirdparty()) {
            options.access_key_id = "S3RVER";
            options.secret_access_key = "S3RVER";
        }
        return options;
    }

    [[nodiscard]] static std::string new_table_name() {
        static std::atomic<int> number = 0;
        return "users-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
    }
};

}  // namespace dynoxx::tests
