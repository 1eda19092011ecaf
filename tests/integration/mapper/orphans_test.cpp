// Objects that no item points to, in a local AWS.
#include "client/client_core.hpp"
#include "runtime/runtime_maker.hpp"
#include "support/faulty_transport.hpp"
#include "support/hasty_random.hpp"
#include "support/later_clock.hpp"

#include <dynoxx/dynoxx.hpp>
#include <dynoxx/local.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dynoxx::tests {
namespace {

using namespace std::chrono_literals;
using test::Fault;
using test::FaultyTransport;

struct Page {
    std::string id{};
    S3Value scan{};
    S3Value text{};

    static constexpr auto dynoxx_model =
        model("pages", partition_key<&Page::id>, s3_attribute<&Page::scan>("pages", "scans & more/"),
              s3_attribute<&Page::text>("pages", "texts/"));
};

struct Bare {
    std::string id{};
    S3Value scan{};

    static constexpr auto dynoxx_model = model("bare", partition_key<&Bare::id>, s3_attribute<&Bare::scan>("pages"));
};

class Orphans : public ::testing::Test {
 protected:
    Orphans() {
        aws_.create_bucket("pages");
        system_.random = &random_;
        pages_.create_table().wait().run();
    }

    Page make_page(const std::string& id) {
        Page page;
        page.id = id;
        page.scan = S3File::from_bytes("scan +%.png", "scan");
        page.text = S3File::from_bytes("text", "text");
        return page;
    }

    /// Leaves the objects of a page whose item is never written, and lets two days go by.
    void leave_orphans() {
        const Page page = make_page("orphan");
        transport_.fail("PutItem", Fault::NotSent);
        EXPECT_TRUE(pages_.put(page).try_run().has_error());
        transport_.fail("", Fault::NotSent);
        clock_.advance(48h);
    }

    local::LocalAws aws_;
    test::HastyRandom random_;
    test::LaterClock clock_;
    runtime::System system_{&clock_, runtime::system().environment, runtime::system().files, runtime::system().random};
    FaultyTransport transport_;
    DynamoDBClient client_{
        std::make_shared<detail::ClientCore>(aws_.options(), runtime::RuntimeMaker::make(system_), transport_)};
    Table<Page> pages_ = client_.table<Page>();
};

TEST_F(Orphans, are_the_objects_that_no_item_points_to) {
    for (const char* id : {"a", "b"}) {
        const Page page = make_page(id);
        pages_.put(page).run();
    }
    leave_orphans();
    const OrphansResult found = pages_.orphans().run();
    ASSERT_EQ(found.orphans.size(), 2U);
    EXPECT_THAT(found.orphans[0].key, testing::StartsWith("scans & more/orphan/"));
    EXPECT_THAT(found.orphans[0].key, testing::EndsWith("/scan +%.png"));
    EXPECT_THAT(found.orphans[1].key, testing::StartsWith("texts/orphan/"));
    EXPECT_EQ(found.orphans[1].size, 4U);
    EXPECT_TRUE(found.objects_removed.empty());
    EXPECT_EQ(transport_.objects().size(), 6U);
}

TEST_F(Orphans, are_removed_when_asked) {
    const Page page = make_page("a");
    pages_.put(page).run();
    leave_orphans();
    const OrphansResult removed = pages_.orphans().remove().run();
    EXPECT_EQ(removed.objects_removed.size(), 2U);
    EXPECT_TRUE(removed.objects_left.empty());
    EXPECT_EQ(transport_.objects().size(), 2U);
    EXPECT_TRUE(pages_.orphans().run().orphans.empty());
    EXPECT_EQ(pages_.get("a").run()->scan.read().run().size(), 4U);
}

TEST_F(Orphans, that_cannot_be_removed_are_reported) {
    leave_orphans();
    transport_.fail("DeleteObject", Fault::Refused);
    const OrphansResult result = pages_.orphans().remove().run();
    EXPECT_EQ(result.objects_left.size(), 2U);
    EXPECT_TRUE(result.objects_removed.empty());
}

TEST_F(Orphans, that_are_young_are_left_out) {
    leave_orphans();
    EXPECT_TRUE(pages_.orphans().older_than(72h).run().orphans.empty());
    EXPECT_EQ(pages_.orphans().older_than(15min).run().orphans.size(), 2U);
    const Result<OrphansResult> refused = pages_.orphans().older_than(14min).try_run();
    ASSERT_TRUE(refused.has_error());
    EXPECT_THAT(refused.error().message(), testing::HasSubstr("840 s, which is less than 15 minutes"));
}

TEST_F(Orphans, of_a_whole_bucket_are_not_looked_for) {
    const Result<OrphansResult> refused = client_.table<Bare>().orphans().try_run();
    ASSERT_TRUE(refused.has_error());
    EXPECT_EQ(refused.error().code(), ErrorCode::InvalidOption);
    EXPECT_EQ(transport_.count("GetObject"), 0);
}

TEST_F(Orphans, are_found_behind_many_pages_of_objects_and_items) {
    std::vector<Page> pages;
    for (int i = 0; i < 1100; ++i) {
        pages.push_back(make_page("p" + std::to_string(i)));
    }
    EXPECT_TRUE(pages_.batch_put(pages).run().unwritten.empty());
    leave_orphans();
    EXPECT_EQ(pages_.orphans().run().orphans.size(), 2U);
}

}  // namespace
}  // namespace dynoxx::tests
