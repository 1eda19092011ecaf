#include "client/client_core.hpp"
#include "integration/client/setting.hpp"

namespace dynoxx::tests {
namespace {

struct UntouchableClock final : runtime::Clock {
    runtime::SteadyTime steady_now() const override {
        ADD_FAILURE() << "the time was asked for";
        return {};
    }
    runtime::SystemTime system_now() const override {
        ADD_FAILURE() << "the time was asked for";
        return {};
    }
};

struct UntouchableEnvironment final : runtime::Environment {
    std::optional<std::string> get(std::string_view name) const override {
        ADD_FAILURE() << "the environment variable " << name << " was read";
        return std::nullopt;
    }
};

struct UntouchableFiles final : runtime::FileSystem {
    Result<std::optional<std::string>> read(const std::string& path) const override {
        ADD_FAILURE() << "the file " << path << " was read";
        return std::optional<std::string>();
    }
    Result<void> replace(const std::string& path, std::string_view) const override {
        ADD_FAILURE() << "the file " << path << " was written";
        return {};
    }
};

struct UntouchableRandom final : runtime::RandomSource {
    double uniform() override {
        ADD_FAILURE() << "a random number was drawn";
        return 0;
    }
    void fill(std::span<std::byte>) override { ADD_FAILURE() << "random bytes were drawn"; }
};

struct UntouchableTransport final : http::Transport {
    runtime::task<http::Outcome<http::Response>> send(runtime::Context, const http::Origin& origin,
                                                      const http::Request&, const http::TransportSettings&) override {
        ADD_FAILURE() << "a request was sent to " << origin.host_header();
        throw std::logic_error("a request was sent");
    }
};

/// A client whose every touch of the machine fails the test.
struct Untouchable {
    [[nodiscard]] DynamoDBClient client(AwsOptions options = {}) {
        return DynamoDBClient(std::make_shared<detail::ClientCore>(std::move(options), runtime, transport));
    }

    UntouchableClock clock{};
    UntouchableEnvironment environment{};
    UntouchableFiles files{};
    UntouchableRandom random{};
    UntouchableTransport transport{};
    runtime::System system{&clock, &environment, &files, &random};
    Runtime runtime = runtime::RuntimeMaker::make(system);
};

TEST(Construction, of_clients_and_tables_touches_nothing) {
    Untouchable world;
    const DynamoDBClient plain = world.client();
    const DynamoDBClient behind_a_role = world.client(AwsOptions()
                                                          .profile("prod")
                                                          .role_arn("arn:aws:iam::123456789012:role/r")
                                                          .ca_bundle("/nowhere.pem")
                                                          .config_file("/nowhere")
                                                          .endpoint("http://nowhere.invalid"));
    const DynamoDBClient copy = plain;
    const Table<User> users = copy.table<User>();
    const Table<User> others = behind_a_role.table<User>(TableOptions().name("others").bucket("b").key_id("k"));
    const Table<User> again = others;
    EXPECT_EQ(plain.core(), copy.core());
}

TEST(Construction, of_operations_and_their_requests_touches_nothing) {
    Untouchable world;
    const DynamoDBClient client = world.client();
    const Table<User> users = client.table<User>();
    const User user = make_user("u#1");
    const auto put = users.put(user).when(!user_field::id.exists());
    const auto get = users.get("u#1", "home").consistent();
    const auto update = users.update("u#1", "home").set(user_field::logins += 1);
    const auto remove = users.remove("u#1", "home");
    const auto query = users.query("u#1").filter(user_field::logins > 3).limit(3);
    const auto batch = users.batch_put(std::vector<User>{user});
    const auto create = users.create_table().wait();
    const auto low = client.get_item(get_request());
    const auto put_again = put;
    const auto get_again = get;
    const auto query_again = query;
    EXPECT_EQ(put_again.request().table_name, "users");
    EXPECT_TRUE(get_again.request().consistent_read);
    EXPECT_FALSE(update.request().update_expression.empty());
    EXPECT_EQ(remove.request().table_name, "users");
    EXPECT_FALSE(query_again.request().filter_expression.empty());
    EXPECT_EQ(create.request().table_name, "users");
    EXPECT_EQ(low.request().table_name, "users");
    const auto pages = query.pages();
}

TEST(Construction, of_a_failing_client_fails_only_when_it_is_used) {
    const Setting setting(Ending::Blocking);
    const DynamoDBClient client = setting.client(AwsOptions().region("not a region").config_file("/nowhere"));
    EXPECT_EQ(setting.fake.files.reads, 0);
    const auto refused = client.get_item(get_request()).try_run();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind(), ErrorKind::Configuration);
    EXPECT_EQ(setting.fake.files.reads, 1);
}

}  // namespace
}  // namespace dynoxx::tests
