// Compressed attributes, sealed or not, in a local AWS.
#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::tests {
namespace {

struct Article {
    std::string id{};
    std::string text{};
    Encrypted<std::string> draft{};

    static constexpr auto dynoxx_model = model(
        "articles", partition_key<&Article::id>, compressed_attribute<&Article::text>(),
        encrypted_attribute<&Article::draft>("alias/acme"), compressed_attribute<&Article::draft>(Compression::Gzip));
};

Article make_article(const std::string& id) {
    Article article;
    article.id = id;
    article.text = std::string(100'000, 't');
    article.draft = std::string(100'000, 'd');
    return article;
}

class Compressed : public ::testing::Test {
 protected:
    Compressed() {
        aws_.create_key("alias/acme");
        articles_.create_table().wait().run();
    }

    Item stored(const std::string& id) {
        GetItemRequest request;
        request.table_name = "articles";
        request.key.set("id", id);
        return *client_.get_item(request).run().item;
    }

    local::LocalAws aws_;
    DynamoDBClient client_{aws_.options(), Runtime()};
    Table<Article> articles_ = client_.table<Article>();
};

TEST_F(Compressed, attributes_are_small_in_the_item_and_whole_in_the_object) {
    const Article article = make_article("a#1");
    const Article put = articles_.put(article).run();
    EXPECT_EQ(put.text, article.text);
    EXPECT_EQ(*put.draft, *article.draft);
    const Item item = stored("a#1");
    EXPECT_THAT(*item.find("text")->get_if<std::string>(), testing::StartsWith("ZSTD:"));
    EXPECT_LT(item.find("text")->get_if<std::string>()->size(), 200U);
    EXPECT_THAT(*item.find("draft")->get_if<std::string>(), testing::StartsWith("ENC:"));
    EXPECT_LT(item.find("draft")->get_if<std::string>()->size(), 1'000U);
    const std::optional<Article> got = articles_.get("a#1").run();
    EXPECT_EQ(got->text, article.text);
    EXPECT_EQ(*got->draft, *article.draft);
}

TEST_F(Compressed, attributes_go_through_every_operation) {
    const Article article = make_article("a#1");
    static_cast<void>(articles_.batch_put(std::vector<Article>{article}).run());
    EXPECT_EQ(articles_.scan().run().at(0).text, article.text);
    EXPECT_EQ(*articles_.query("a#1").run().at(0).draft, *article.draft);
    const Encrypted<std::string> draft = std::string(50'000, 'e');
    const Article updated = articles_.update("a#1")
                                .set(field<&Article::text>.set(std::string(50'000, 'u')))
                                .set(field<&Article::draft>.set(draft))
                                .when(field<&Article::text>.exists())
                                .run();
    EXPECT_EQ(updated.text, std::string(50'000, 'u'));
    EXPECT_LT(stored("a#1").find("text")->get_if<std::string>()->size(), 200U);
    EXPECT_EQ(*articles_.get("a#1").run()->draft, *draft);
    EXPECT_EQ(articles_.reencrypt("a#1").run(), 1U);
    EXPECT_EQ(*articles_.get("a#1").run()->draft, *draft);
}

TEST_F(Compressed, attributes_that_were_stored_before_are_read_as_they_are) {
    PutItemRequest request;
    request.table_name = "articles";
    request.item = Item{{"id", "a#1"}, {"text", "plain"}};
    client_.put_item(request).run();
    EXPECT_EQ(articles_.get("a#1").run()->text, "plain");
}

}  // namespace
}  // namespace dynoxx::tests
