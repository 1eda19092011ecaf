#include "integration/low_level/world.hpp"

namespace dynoxx::tests {
namespace {

class LowLevelTimeToLive : public ::testing::Test {
 protected:
    void SetUp() override {
        if (World::is_dynalite()) {
            GTEST_SKIP() << "dynalite lets no item expire";
        }
        world = std::make_unique<World>();
    }

    UpdateTimeToLiveResponse update(bool enabled) const {
        UpdateTimeToLiveRequest request;
        request.table_name = world->table;
        request.attribute_name = "expires";
        request.enabled = enabled;
        return world->client.update_time_to_live(request).run();
    }

    [[nodiscard]] DescribeTimeToLiveResponse describe() const {
        DescribeTimeToLiveRequest request;
        request.table_name = world->table;
        return world->client.describe_time_to_live(request).run();
    }

    std::unique_ptr<World> world{};
};

TEST_F(LowLevelTimeToLive, is_enabled_and_disabled) {
    EXPECT_EQ(describe().status, TimeToLiveStatus::Disabled);
    EXPECT_EQ(describe().attribute_name, "");
    const UpdateTimeToLiveResponse enabled = update(true);
    EXPECT_TRUE(enabled.enabled);
    EXPECT_EQ(enabled.attribute_name, "expires");
    EXPECT_EQ(describe().status, TimeToLiveStatus::Enabled);
    EXPECT_EQ(describe().attribute_name, "expires");
    EXPECT_FALSE(update(false).enabled);
    EXPECT_EQ(describe().status, TimeToLiveStatus::Disabled);
}

TEST_F(LowLevelTimeToLive, that_is_enabled_is_not_enabled_again) {
    update(true);
    EXPECT_THROW(update(true), ValidationException);
}

}  // namespace
}  // namespace dynoxx::tests
