// Sealed attributes of any type in a local AWS, and what they cost.
#include "client/client_core.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/faulty_transport.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
    DynamoDBClient make_client() {
        return DynamoDBClient(std::make_shared<detail::ClientCore>(
            aws_.options(), runtime::RuntimeMaker::make(runtime::system()), transport_));
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
    std::vector<Person> people;
    for (int i = 0; i < 25; ++i) {
        people.push_back(make_person("p#" + std::to_string(i)));
    }
    transport_.fail("", test::Fault::NotSent);
    static_cast<void>(make_client().table<Person>().batch_put(people).run());
    EXPECT_EQ(transport_.count("GenerateDataKey"), 1);
    EXPECT_EQ(transport_.count("Decrypt"), 0);
    const std::vector<Person> read = make_client().table<Person>().scan().run();
    EXPECT_EQ(read.size(), 25U);
    EXPECT_EQ(*read.front().account, (Account{"DE02", {1, 2}}));
    EXPECT_EQ(transport_.count("Decrypt"), 1);
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
