// Sealed attributes of any type in a local AWS, and what they cost.
#include "client/client_core.hpp"
#include "runtime/encoding.hpp"
#include "runtime/launch.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/faulty_transport.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sstream>

namespace dynoxx::tests {
namespace {

struct Account {
    std::string iban{};
    std::vector<std::int64_t> limits{};
    friend bool operator==(const Account&, const Account&) = default;
};

struct Person {
    std::string id{};
    Encrypted<std::string> name{};
    Encrypted<std::int64_t> salary{};
    Encrypted<Account> account{};

    static constexpr auto dynoxx_model = model(
        "people", partition_key<&Person::id>, encrypted_attribute<&Person::name>("alias/people"),
        encrypted_attribute<&Person::salary>("alias/people"), encrypted_attribute<&Person::account>("alias/people"));
};

/// The same table, by one who allows what was stored before.
struct OldPerson {
    std::string id{};
    Encrypted<std::string> name{};
    Encrypted<std::int64_t> salary{};

    static constexpr auto dynoxx_model =
        model("people", partition_key<&OldPerson::id>,
              encrypted_attribute<&OldPerson::name>("alias/people").reads_plaintext(),
              encrypted_attribute<&OldPerson::salary>("alias/people").reads_plaintext());
};

/// Values that are bound to their items, with and without a way for those that are not.
template <EncryptionBinding Binding>
struct Bound {
    std::string id{};
    Encrypted<std::string> name{};

    static constexpr auto dynoxx_model =
        model("bound", partition_key<&Bound::id>,
              encrypted_attribute<&Bound::name>("alias/people").encryption_context("app", "hr").binding(Binding));
};

Person make_person(const std::string& id) {
    Person person;
    person.id = id;
    person.name = "Ada";
    person.salary = 4711;
    person.account = Account{"DE02", {1, 2}};
    return person;
}

class Sealed : public ::testing::Test {
 protected:
    Sealed() {
        aws_.create_key("alias/people");
        make_client().table<Person>().create_table().wait().run();
    }

    /// Makes a client that has no data key yet.
    DynamoDBClient make_client() { return make_client(aws_.options()); }

    DynamoDBClient make_client(const AwsOptions& options) {
        return DynamoDBClient(
            std::make_shared<detail::ClientCore>(options, runtime::RuntimeMaker::make(runtime::system()), transport_));
    }

    static std::vector<Person> make_people() {
        std::vector<Person> people;
        for (int i = 0; i < 25; ++i) {
            people.push_back(make_person("p#" + std::to_string(i)));
        }
        return people;
    }

    void put_stored(Item item) {
        PutItemRequest request;
        request.table_name = "people";
        request.item = std::move(item);
        make_client().put_item(request).run();
    }

    /// Gives why an item cannot be read, by one client for all calls.
    static Error error_of(const Table<Person>& people, const std::string& id) {
        const Result<std::optional<Person>> read = people.get(id).try_run();
        return read ? Error() : read.error();
    }

    Item stored_item(const std::string& id) {
        GetItemRequest request;
        request.table_name = "people";
        request.key.set("id", id);
        return *make_client().get_item(request).run().item;
    }

    local::LocalAws aws_;
    test::FaultyTransport transport_;
};

TEST_F(Sealed, attributes_of_any_type_are_texts_in_the_item_and_values_in_the_object) {
    const Person person = make_person("p#1");
    make_client().table<Person>().put(person).run();
    const Item item = stored_item("p#1");
    for (const char* name : {"name", "salary", "account"}) {
        EXPECT_THAT(*item.find(name)->get_if<std::string>(), testing::StartsWith("ENC:")) << name;
    }
    const std::optional<Person> found = make_client().table<Person>().get("p#1").run();
    ASSERT_TRUE(found);
    EXPECT_EQ(*found->name, "Ada");
    EXPECT_EQ(*found->salary, 4711);
    EXPECT_EQ(*found->account, (Account{"DE02", {1, 2}}));
}

TEST_F(Sealed, attributes_of_a_batch_cost_one_data_key_and_one_decryption) {
    transport_.fail("", test::Fault::NotSent);
    static_cast<void>(make_client().table<Person>().batch_put(make_people()).run());
    EXPECT_EQ(transport_.count("GenerateDataKey"), 1);
    EXPECT_EQ(transport_.count("Decrypt"), 0);
    const std::vector<Person> read = make_client().table<Person>().scan().run();
    EXPECT_EQ(read.size(), 25U);
    EXPECT_EQ(*read.front().account, (Account{"DE02", {1, 2}}));
    EXPECT_EQ(transport_.count("Decrypt"), 1);
}

TEST_F(Sealed, attributes_of_a_batch_cost_a_data_key_each_where_none_is_kept) {
    transport_.fail("", test::Fault::NotSent);
    static_cast<void>(make_client(aws_.options().data_key_uses(0)).table<Person>().batch_put(make_people()).run());
    EXPECT_EQ(transport_.count("GenerateDataKey"), 75);
}

TEST_F(Sealed, attributes_cost_no_kms_while_they_are_printed_compared_converted_and_shown) {
    const Person person = make_person("p#1");
    const DynamoDBClient client = make_client(aws_.options().log([](LogLevel, std::string_view) {}));
    transport_.fail("", test::Fault::NotSent);
    std::ostringstream out;
    out << person.name << person.salary;
    EXPECT_EQ(out.str(), "<encrypted><encrypted>");
    EXPECT_TRUE(person.name == make_person("p#1").name);
    EXPECT_EQ(serialize(person).value().seals.size(), 3U);
    const auto put = client.table<Person>().put(person);
    EXPECT_EQ(*put.request().item.find("name")->get_if<std::string>(), seal_marker);
    EXPECT_EQ(transport_.count("GenerateDataKey") + transport_.count("Decrypt"), 0);
}

TEST_F(Sealed, text_with_any_byte_changed_or_cut_off_is_an_encryption_error_and_never_another_plaintext) {
    make_client().table<Person>().put(make_person("p#1")).run();
    const Item item = stored_item("p#1");
    const std::string stored = *item.find("name")->get_if<std::string>();
    const Bytes envelope = *runtime::base64_decode(std::string_view(stored).substr(4));
    std::vector<std::string> changed;
    for (std::size_t i = 0; i < envelope.size(); ++i) {
        Bytes other = envelope;
        other[i] ^= std::byte{0x01};
        changed.push_back("ENC:" + runtime::base64_encode(other));
    }
    for (std::size_t i = 0; i < stored.size(); ++i) {
        changed.push_back(stored.substr(0, i));
    }
    const DynamoDBClient client = make_client();
    const Table<Person> people = client.table<Person>();
    for (const std::string& text : changed) {
        PutItemRequest request;
        request.table_name = "people";
        request.item = Item{{"id", "p#2"}, {"name", text}};
        client.put_item(request).run();
        const Error error = error_of(people, "p#2");
        EXPECT_EQ(error.kind(), ErrorKind::Encryption) << text << " gives " << error.what();
    }
}

TEST_F(Sealed, attributes_with_a_key_that_does_not_exist_are_an_error_that_says_so) {
    const Table<Person> people = make_client().table<Person>(TableOptions().key_id("alias/nobody"));
    const auto put = people.put(make_person("p#1")).try_run();
    ASSERT_TRUE(put.has_error());
    EXPECT_EQ(put.error().kind(), ErrorKind::Encryption);
    EXPECT_EQ(put.error().code(), ErrorCode::EncryptionFailed);
    EXPECT_EQ(put.error().message(), "KMS key not found. Check the key ID or alias.");
}

/// Calls an operation of KMS that the library itself has no need of.
class KmsCaller {
 public:
    explicit KmsCaller(const AwsOptions& options) : client_(options, Runtime()) {}

    void call(const std::string& operation, const std::string& body) {
        const std::shared_ptr<detail::ClientState> state = client_.core()->state();
        const runtime::Flow<int> flow = [&](runtime::Context context) {
            return send(context, *state, operation, body);
        };
        static_cast<void>(runtime::run_blocking(client_.core()->runtime().state(), flow));
    }

 private:
    static runtime::task<int> send(runtime::Context context, detail::ClientState& state, std::string operation,
                                   std::string body) {
        aws::ServiceRequest request(AwsService::Kms, operation);
        request.http.headers.add("Content-Type", "application/x-amz-json-1.1");
        request.http.headers.add("X-Amz-Target", "TrentService." + operation);
        request.http.body = std::move(body);
        const aws::SharedCredentials credentials = co_await state.credentials(context);
        aws::Caller caller(state.config(),
                           std::make_shared<aws::CredentialsCache>(context.system(), fixed(credentials)),
                           state.transport(), {});
        static_cast<void>(co_await caller.call(context, std::move(request), aws::CallSettings()));
        co_return 0;
    }

    struct Fixed final : aws::CredentialsProvider {
        explicit Fixed(aws::SharedCredentials given) : credentials(std::move(given)) {}
        [[nodiscard]] runtime::task<aws::SharedCredentials> load(runtime::Context) override {
            return give(credentials);
        }
        [[nodiscard]] std::string describe() const override { return "the test"; }
        static runtime::task<aws::SharedCredentials> give(aws::SharedCredentials given) { co_return given; }
        aws::SharedCredentials credentials;
    };
    static std::shared_ptr<aws::CredentialsProvider> fixed(aws::SharedCredentials credentials) {
        return std::make_shared<Fixed>(std::move(credentials));
    }

    DynamoDBClient client_;
};

TEST_F(Sealed, attributes_with_a_disabled_key_are_an_error_that_says_so) {
    make_client().table<Person>().put(make_person("p#1")).run();
    const std::string key = aws_.create_key("alias/other");
    const Table<Person> people = make_client().table<Person>(TableOptions().key_id("alias/other"));
    people.put(make_person("p#2")).run();
    KmsCaller(aws_.options()).call("DisableKey", R"({"KeyId":")" + key + "\"}");
    const auto put =
        make_client().table<Person>(TableOptions().key_id("alias/other")).put(make_person("p#3")).try_run();
    ASSERT_TRUE(put.has_error());
    EXPECT_EQ(put.error().kind(), ErrorKind::Encryption);
    EXPECT_EQ(put.error().message(), "KMS key is disabled.");
    const Error read = error_of(make_client().table<Person>(), "p#2");
    EXPECT_EQ(read.kind(), ErrorKind::Encryption);
    EXPECT_EQ(read.message(), "KMS key is disabled.");
    EXPECT_EQ(error_of(make_client().table<Person>(), "p#1").code(), Error().code()) << "the other key is not";
}

TEST_F(Sealed, attributes_of_another_context_are_an_error_that_says_what_kms_says) {
    make_client().table<Bound<EncryptionBinding::None>>().create_table().wait().run();
    Bound<EncryptionBinding::None> object;
    object.id = "p#1";
    object.name = "Ada";
    make_client().table<Bound<EncryptionBinding::None>>(TableOptions().name("people")).put(object).run();
    const Error error = error_of(make_client().table<Person>(), "p#1");
    EXPECT_EQ(error.code(), ErrorCode::DecryptionFailed);
    EXPECT_EQ(error.message(), "Invalid ciphertext. Data may be corrupted.");
    EXPECT_THAT(error.what(), testing::HasSubstr("attribute 'name' of table 'people'"));
}

TEST_F(Sealed, attributes_with_local_keys_need_the_same_master_key_and_no_kms) {
    const auto with_key = [this](std::uint8_t key) {
        return make_client(aws_.options().key_provider(local_key_provider(Bytes(32, std::byte{key}))));
    };
    transport_.fail("", test::Fault::NotSent);
    with_key(1).table<Person>().put(make_person("p#1")).run();
    const std::optional<Person> found = with_key(1).table<Person>().get("p#1").run();
    EXPECT_EQ(*found->account, make_person("p#1").account.value());
    const Error other = error_of(with_key(2).table<Person>(), "p#1");
    EXPECT_EQ(other.code(), ErrorCode::DecryptionFailed);
    EXPECT_THAT(other.message(), testing::HasSubstr("cannot be opened with this master key"));
    EXPECT_EQ(transport_.count("GenerateDataKey") + transport_.count("Decrypt"), 0);
    make_client().table<Person>().put(make_person("p#2")).run();
    EXPECT_THAT(error_of(with_key(1).table<Person>(), "p#2").message(),
                testing::HasSubstr("not wrapped by a local key provider"));
    EXPECT_EQ(error_of(make_client().table<Person>(), "p#1").kind(), ErrorKind::Encryption);
}

TEST_F(Sealed, attributes_of_a_forked_child_start_without_a_data_key) {
    const DynamoDBClient client(aws_.options(), Runtime());
    client.table<Person>().put(make_person("p#1")).run();
    EXPECT_EQ(aws_.requests("kms", "GenerateDataKey"), 1U);
    const pid_t child = fork();
    if (child == 0) {
        const bool written = client.table<Person>().put(make_person("p#2")).try_run().has_value();
        ::_exit(written ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(aws_.requests("kms", "GenerateDataKey"), 2U);
    client.table<Person>().put(make_person("p#3")).run();
    EXPECT_EQ(aws_.requests("kms", "GenerateDataKey"), 2U);
}

TEST_F(Sealed, attributes_are_sealed_anew_under_another_key) {
    make_client().table<Person>().put(make_person("p#1")).run();
    const Item before = stored_item("p#1");
    const std::string key = aws_.create_key("alias/other");
    const DynamoDBClient client = make_client();
    const Table<Person> people = client.table<Person>(TableOptions().key_id("alias/other"));
    EXPECT_EQ(people.reencrypt("p#1").run(), 3U);
    EXPECT_EQ(people.reencrypt("p#none").run(), 0U);
    const Item after = stored_item("p#1");
    for (const char* name : {"name", "salary", "account"}) {
        EXPECT_NE(*before.find(name), *after.find(name)) << name;
    }
    EXPECT_EQ(*people.get("p#1").run()->salary, 4711);
    KmsCaller(aws_.options()).call("DisableKey", R"({"KeyId":")" + key + "\"}");
    EXPECT_EQ(error_of(make_client().table<Person>(), "p#1").message(), "KMS key is disabled.");
}

TEST_F(Sealed, attributes_that_are_changed_meanwhile_are_sealed_anew_as_they_are_then) {
    make_client().table<Person>().put(make_person("p#1")).run();
    const Table<Person> people = make_client().table<Person>();
    transport_.fail("UpdateItem", test::Fault::AnswerLost, 1, 1);
    EXPECT_EQ(people.reencrypt("p#1").run(), 3U) << "the echo of its own write is read again";
    EXPECT_EQ(*people.get("p#1").run()->name, "Ada");
    transport_.fail("UpdateItem", test::Fault::Refused);
    EXPECT_TRUE(people.reencrypt("p#1").try_run().has_error());
}

TEST_F(Sealed, attributes_that_are_not_sealed_are_left_as_they_are_by_reencrypt) {
    put_stored(Item{{"id", "p#1"}, {"name", "Ada"}});
    EXPECT_EQ(make_client().table<Person>().reencrypt("p#1").run(), 0U);
    EXPECT_EQ(*stored_item("p#1").find("name")->get_if<std::string>(), "Ada");
}

TEST_F(Sealed, attributes_that_are_not_sealed_are_loaded_only_where_the_model_says_so) {
    PutItemRequest request;
    request.table_name = "people";
    request.item = Item{{"id", "p#1"}, {"name", "Ada"}, {"salary", 4711}};
    make_client().put_item(request).run();
    const Result<std::optional<Person>> refused = make_client().table<Person>().get("p#1").try_run();
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().code(), ErrorCode::EncryptionModeForbids);
    EXPECT_THAT(refused.error().message(), testing::HasSubstr("'name' of table 'people' is not sealed"));
    EXPECT_THAT(refused.error().what(), testing::Not(testing::HasSubstr("Ada")));

    const Table<OldPerson> people = make_client().table<OldPerson>();
    const std::optional<OldPerson> found = people.get("p#1").run();
    EXPECT_EQ(*found->name, "Ada");
    EXPECT_EQ(*found->salary, 4711);
    people.put(*found).run();
    EXPECT_THAT(*stored_item("p#1").find("salary")->get_if<std::string>(), testing::StartsWith("ENC:"));
}

TEST_F(Sealed, text_of_another_type_is_an_error_that_names_no_part_of_it) {
    OldPerson person;
    person.id = "p#1";
    person.name = R"({"S":"secret words"})";
    const Table<OldPerson> people = make_client().table<OldPerson>();
    people.put(person).run();
    PutItemRequest request;
    request.table_name = "people";
    request.item = stored_item("p#1");
    request.item.set("salary", *request.item.find("name"));
    make_client().put_item(request).run();
    const Result<std::optional<OldPerson>> refused = people.get("p#1").try_run();
    ASSERT_TRUE(refused.has_error());
    EXPECT_THAT(refused.error().message(), testing::HasSubstr("salary"));
    EXPECT_THAT(refused.error().what(), testing::Not(testing::HasSubstr("secret words")));
}

class BoundValues : public Sealed {
 protected:
    BoundValues() { make_client().table<Bound<EncryptionBinding::ToItem>>().create_table().wait().run(); }

    template <EncryptionBinding Binding>
    void put(const std::string& id) {
        Bound<Binding> object;
        object.id = id;
        object.name = "Ada";
        make_client().table<Bound<Binding>>().put(object).run();
    }

    template <EncryptionBinding Binding>
    Result<std::optional<Bound<Binding>>> get(const std::string& id) {
        return make_client().table<Bound<Binding>>().get(id).try_run();
    }

    /// Puts the sealed text of one item into another.
    void move_sealed_text(const std::string& from, const std::string& to) {
        GetItemRequest request;
        request.table_name = "bound";
        request.key.set("id", from);
        Item item = *make_client().get_item(request).run().item;
        item.set("id", to);
        PutItemRequest forged;
        forged.table_name = "bound";
        forged.item = std::move(item);
        make_client().put_item(forged).run();
    }
};

TEST_F(BoundValues, are_opened_in_their_item_and_nowhere_else) {
    put<EncryptionBinding::ToItem>("b#1");
    EXPECT_EQ(*get<EncryptionBinding::ToItem>("b#1").value()->name, "Ada");
    move_sealed_text("b#1", "b#2");
    const auto moved = get<EncryptionBinding::ToItem>("b#2");
    ASSERT_TRUE(moved.has_error());
    EXPECT_EQ(moved.error().code(), ErrorCode::DecryptionFailed);
    EXPECT_THAT(moved.error().what(), testing::HasSubstr("attribute 'name' of table 'bound'"));
    EXPECT_TRUE(get<EncryptionBinding::ToItemOrNone>("b#2").has_error());
    EXPECT_TRUE(get<EncryptionBinding::None>("b#1").has_error());
}

TEST_F(BoundValues, are_made_of_others_by_a_migration) {
    put<EncryptionBinding::None>("b#1");
    EXPECT_TRUE(get<EncryptionBinding::ToItem>("b#1").has_error());
    const auto old = get<EncryptionBinding::ToItemOrNone>("b#1").value();
    EXPECT_EQ(*old->name, "Ada");
    make_client().table<Bound<EncryptionBinding::ToItemOrNone>>().put(*old).run();
    EXPECT_EQ(*get<EncryptionBinding::ToItem>("b#1").value()->name, "Ada");
}

TEST_F(BoundValues, are_made_of_others_by_reencrypt) {
    put<EncryptionBinding::None>("b#1");
    EXPECT_EQ(make_client().table<Bound<EncryptionBinding::ToItemOrNone>>().reencrypt("b#1").run(), 1U);
    EXPECT_EQ(*get<EncryptionBinding::ToItem>("b#1").value()->name, "Ada");
}

TEST_F(BoundValues, that_are_updated_are_bound_as_well) {
    put<EncryptionBinding::ToItem>("b#1");
    using Item = Bound<EncryptionBinding::ToItem>;
    Encrypted<std::string> name = "Grace";
    make_client().table<Item>().update("b#1").set(field<&Item::name>.set(name)).run();
    EXPECT_EQ(*get<EncryptionBinding::ToItem>("b#1").value()->name, "Grace");
}

TEST_F(BoundValues, cost_one_data_key_each) {
    std::vector<Bound<EncryptionBinding::ToItem>> objects(3);
    for (std::size_t i = 0; i < objects.size(); ++i) {
        objects[i].id = "b#" + std::to_string(i);
        objects[i].name = "Ada";
    }
    transport_.fail("", test::Fault::NotSent);
    static_cast<void>(make_client().table<Bound<EncryptionBinding::ToItem>>().batch_put(objects).run());
    EXPECT_EQ(transport_.count("GenerateDataKey"), 3);
}

}  // namespace
}  // namespace dynoxx::tests
