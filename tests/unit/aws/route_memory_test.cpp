#include "aws/route_memory.hpp"

#include <gtest/gtest.h>

namespace dynoxx::aws {
namespace {

RouteQuestion to(std::string_view bucket) {
    RouteQuestion question;
    question.bucket = bucket;
    return question;
}

TEST(RouteMemory, keeps_the_routes_of_questions_that_alternate) {
    RouteMemory memory;
    const auto first = std::make_shared<const Route>();
    const auto second = std::make_shared<const Route>();
    EXPECT_EQ(memory.find(to("a")), nullptr);
    memory.keep(to("a"), first);
    memory.keep(to("b"), second);
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(memory.find(to("a")), first);
        EXPECT_EQ(memory.find(to("b")), second);
    }
}

TEST(RouteMemory, forgets_the_one_that_was_not_asked_for_the_longest_time) {
    RouteMemory memory;
    for (const char* bucket : {"a", "b", "c", "d"}) {
        memory.keep(to(bucket), std::make_shared<const Route>());
    }
    EXPECT_NE(memory.find(to("a")), nullptr);
    memory.keep(to("e"), std::make_shared<const Route>());
    EXPECT_EQ(memory.find(to("b")), nullptr);
    for (const char* bucket : {"a", "c", "d", "e"}) {
        EXPECT_NE(memory.find(to(bucket)), nullptr) << bucket;
    }
}

TEST(RouteMemory, tells_questions_apart_by_each_of_their_parts) {
    const std::vector<std::string> arns{"arn:aws:dynamodb:eu-west-1:222222222222:table/users"};
    std::vector<RouteQuestion> questions(4, to("a"));
    questions[0].custom = "http://localhost:1";
    questions[1].account_id = "123456789012";
    questions[2].features = "g";
    questions[3].resource_arns = arns;
    for (const RouteQuestion& question : questions) {
        RouteMemory memory;
        memory.keep(to("a"), std::make_shared<const Route>());
        EXPECT_EQ(memory.find(question), nullptr);
        memory.keep(question, std::make_shared<const Route>());
        EXPECT_NE(memory.find(question), memory.find(to("a")));
    }
}

}  // namespace
}  // namespace dynoxx::aws
