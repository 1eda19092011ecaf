#include "integration/low_level/world.hpp"

#include <algorithm>
#include <set>

namespace dynoxx::tests {
namespace {

constexpr int count = 12;

class LowLevelScan : public ::testing::Test {
 protected:
    LowLevelScan() {
        for (int i = 0; i < count; ++i) {
            world.put(world.table, World::item("id" + std::to_string(i % 4), i, i * 10));
        }
    }

    /// Reads all pages and gives the sort keys of what came, which no two items share.
    [[nodiscard]] std::multiset<std::string> scan_all(ScanRequest request) {
        std::multiset<std::string> found;
        pages = 0;
        do {
            const ScanResponse page = world.client.scan(request).run();
            EXPECT_EQ(page.count, static_cast<std::int64_t>(page.items.size()));
            for (const Item& item : page.items) {
                found.insert(item.find("n")->get_if<Number>()->text());
            }
            request.exclusive_start_key = page.last_evaluated_key;
            ++pages;
        } while (!request.exclusive_start_key.empty());
        return found;
    }

    [[nodiscard]] ScanRequest request() const {
        ScanRequest scan;
        scan.table_name = world.table;
        return scan;
    }

    World world;
    int pages = 0;
};

TEST_F(LowLevelScan, reads_everything_page_by_page) {
    ScanRequest scan = request();
    scan.limit = 5;
    scan.consistent_read = true;
    EXPECT_EQ(scan_all(scan).size(), 12U);
    EXPECT_EQ(pages, 3);
}

TEST_F(LowLevelScan, filters_and_projects) {
    ScanRequest scan = request();
    scan.filter_expression = "#c >= :c";
    scan.projection_expression = "n";
    scan.names = {{"#c", "count"}};
    scan.values = {{":c", AttributeValue(100)}};
    const ScanResponse page = world.client.scan(scan).run();
    ASSERT_EQ(page.items.size(), 2U);
    EXPECT_EQ(page.scanned_count, count);
    EXPECT_EQ(page.items[0].size(), 1U);
}

TEST_F(LowLevelScan, counts) {
    ScanRequest scan = request();
    scan.select = Select::Count;
    const ScanResponse page = world.client.scan(scan).run();
    EXPECT_TRUE(page.items.empty());
    EXPECT_EQ(page.count, count);
}

TEST_F(LowLevelScan, in_segments_reads_each_item_once) {
    std::multiset<std::string> all;
    for (std::int32_t segment = 0; segment < 3; ++segment) {
        ScanRequest scan = request();
        scan.segment = segment;
        scan.total_segments = 3;
        scan.limit = 2;
        all.merge(scan_all(scan));
    }
    EXPECT_EQ(all, scan_all(request()));
}

TEST_F(LowLevelScan, of_a_segment_that_does_not_exist_is_refused) {
    ScanRequest scan = request();
    scan.segment = 3;
    scan.total_segments = 3;
    EXPECT_THROW(world.client.scan(scan).run(), ValidationException);
}

}  // namespace
}  // namespace dynoxx::tests
