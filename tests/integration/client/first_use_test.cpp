#include "client/client_core.hpp"
#include "integration/client/setting.hpp"
#include "kms/client.hpp"
#include "s3/client.hpp"

#include <barrier>
#include <set>
#include <thread>

namespace dynoxx::tests {
namespace {

constexpr int thread_count = 64;

/// Runs a function on 64 threads that begin together, each with its number.
template <class Work>
void on_all_threads(const Work& work) {
    std::barrier begin(thread_count);
    std::vector<std::jthread> threads;
    for (int number = 0; number < thread_count; ++number) {
        threads.emplace_back([&begin, &work, number] {
            begin.arrive_and_wait();
            work(number);
        });
    }
}

/// A model that needs neither S3 nor KMS.
struct Note {
    std::string id{};
    std::string text{};

    static constexpr auto dynoxx_model = model("notes", partition_key<&Note::id>);
};

/// A model with three attributes in S3 and two that are sealed.
struct Folder {
    std::string id{};
    S3Value first{};
    S3Value second{};
    S3Value third{};
    Encrypted<std::string> owner{};
    Encrypted<std::int64_t> price{};

    static constexpr auto dynoxx_model =
        model("folders", partition_key<&Folder::id>, s3_attribute<&Folder::first>("acme-avatars", "1/"),
              s3_attribute<&Folder::second>("acme-avatars", "2/"), s3_attribute<&Folder::third>("acme-avatars", "3/"),
              encrypted_attribute<&Folder::owner>("alias/acme"), encrypted_attribute<&Folder::price>("alias/acme"));
};

AwsOptions behind_a_role(const UserAws& aws) {
    return aws.options().role_arn(UserAws::role).role_session_name("test");
}

TEST(FirstUse, of_a_model_without_such_attributes_makes_no_parts_of_s3_and_kms) {
    const UserAws aws;
    const Setting setting(Ending::Blocking);
    const DynamoDBClient client = setting.client(aws.options());
    const Table<Note> notes = client.table<Note>();
    notes.create_table().wait().run();
    on_all_threads([&notes](int number) {
        Note note;
        note.id = std::to_string(number);
        notes.put(note).run();
        EXPECT_TRUE(notes.get(note.id).run());
    });
    notes.remove("1").run();
    EXPECT_FALSE(client.core()->state()->has_s3());
    EXPECT_FALSE(client.core()->state()->has_kms());
    EXPECT_EQ(aws.requests("s3"), 0U);
    EXPECT_EQ(aws.requests("sts"), 0U);
}

TEST(FirstUse, makes_each_part_when_it_is_needed) {
    const UserAws aws;
    const Setting setting(Ending::Blocking);
    const DynamoDBClient client = setting.client(aws.options());
    const std::shared_ptr<detail::ClientState> state = client.core()->state();
    User user = make_user("u#1");
    user.avatar = S3Value();
    user.tax_id = Encrypted<std::string>();
    client.table<User>().put(user).run();
    EXPECT_FALSE(state->has_s3());
    EXPECT_FALSE(state->has_kms());
    user.tax_id = "07-42";
    client.table<User>().put(user).run();
    EXPECT_FALSE(state->has_s3());
    EXPECT_TRUE(state->has_kms());
    user.avatar = S3File::from_bytes("a.png", "a");
    client.table<User>().put(user).run();
    EXPECT_TRUE(state->has_s3());
}

TEST(FirstUse, by_64_threads_makes_each_part_once) {
    const Setting setting(Ending::Blocking);
    const DynamoDBClient client = setting.client(AwsOptions().region("us-east-1").credentials("AKIDEXAMPLE", "secret"));
    std::mutex mutex;
    std::set<const void*> parts;
    on_all_threads([&](int) {
        const std::shared_ptr<detail::ClientState> state = client.core()->state();
        const void* const s3 = &state->s3();
        const void* const kms = &state->kms();
        const std::lock_guard lock(mutex);
        parts.insert({state.get(), s3, kms});
    });
    EXPECT_EQ(parts.size(), 3U);
}

TEST(FirstUse, by_64_threads_of_three_services_behind_a_role_assumes_it_once) {
    const UserAws aws;
    const Setting setting(Ending::Blocking);
    const DynamoDBClient client = setting.client(behind_a_role(aws));
    const Table<User> users = client.table<User>();
    on_all_threads([&users](int number) {
        const std::string id = "u#" + std::to_string(number);
        users.put(make_user(id)).run();
        const std::optional<User> found = users.get(id, "home").run();
        ASSERT_TRUE(found);
        EXPECT_EQ(*found->tax_id, "07-42");
        EXPECT_EQ(found->avatar.read().run().size(), 20U);
    });
    EXPECT_EQ(aws.requests("sts", "AssumeRole"), 1U);
    EXPECT_EQ(aws.requests("dynamodb", "PutItem"), 64U);
    EXPECT_EQ(aws.requests("s3", "PutObject"), 64U);
    EXPECT_GE(aws.requests("kms", "GenerateDataKey"), 1U);
    EXPECT_TRUE(client.core()->state()->has_s3());
    EXPECT_TRUE(client.core()->state()->has_kms());
}

TEST(FirstUse, of_five_attributes_in_s3_and_kms_adds_nothing_to_one_role) {
    const UserAws aws;
    const Setting setting(Ending::Blocking);
    const DynamoDBClient client = setting.client(behind_a_role(aws));
    const Table<Folder> folders = client.table<Folder>();
    folders.create_table().wait().run();
    on_all_threads([&folders](int number) {
        Folder folder;
        folder.id = std::to_string(number);
        folder.first = folder.second = folder.third = S3File::from_bytes("f", "words");
        folder.owner = "ada";
        folder.price = 7;
        folders.put(folder).run();
    });
    EXPECT_EQ(aws.requests("sts", "AssumeRole"), 1U);
    EXPECT_EQ(aws.requests("s3", "PutObject"), 3U * 64U);
}

TEST(FirstUse, by_64_clients_of_equal_configuration_assumes_the_role_once) {
    const UserAws aws;
    const Setting setting(Ending::Blocking);
    on_all_threads([&](int) { setting.client(behind_a_role(aws)).get_item(get_request()).run(); });
    EXPECT_EQ(aws.requests("sts", "AssumeRole"), 1U);
    EXPECT_EQ(aws.requests("dynamodb", "GetItem"), 64U);
}

TEST(FirstUse, by_clients_of_two_sessions_assumes_the_role_for_each) {
    const UserAws aws;
    const Setting setting(Ending::Blocking);
    for (const char* session : {"first", "second", "first"}) {
        setting.client(behind_a_role(aws).role_session_name(session)).get_item(get_request()).run();
    }
    EXPECT_EQ(aws.requests("sts", "AssumeRole"), 2U);
}

}  // namespace
}  // namespace dynoxx::tests
