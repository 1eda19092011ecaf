#include "terminal.hpp"

#include <dynoxx/client.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace dynoxx {
namespace {

using test::Terminal;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// A local AWS with the table `orders` (customer, number) and its index `by-state` (state, number).
class Program : public testing::Test {
 protected:
    Program() {
        CreateTableRequest request;
        request.table_name = "orders";
        request.attributes = {{"customer", ScalarType::S}, {"number", ScalarType::N}, {"state", ScalarType::S}};
        request.key_schema = {{"customer", KeyType::Hash}, {"number", KeyType::Range}};
        IndexDefinition index;
        index.name = "by-state";
        index.key_schema = {{"state", KeyType::Hash}, {"number", KeyType::Range}};
        request.global_indexes = {index};
        static_cast<void>(DynamoDBClient(aws_.options()).create_table(std::move(request)).run());
    }

    /// Runs the program and expects that it is content.
    std::string done(const std::vector<std::string>& arguments) {
        EXPECT_EQ(terminal_.run(arguments), 0) << terminal_.err;
        return terminal_.out;
    }

    local::LocalAws aws_;
    Terminal terminal_{aws_};
};

TEST_F(Program, stores_an_item_and_reads_it_again) {
    done({"put", "orders", R"({"customer": "ada", "number": 17, "paid": true, "lines": [1.5, null, {"a": "b"}]})"});
    EXPECT_EQ(done({"get", "orders", "customer=ada", "number:=17"}),
              R"({"customer":"ada","lines":[1.5,null,{"a":"b"}],"number":17,"paid":true})"
              "\n");
    EXPECT_EQ(done({"get", "orders", "customer=ada", "number:=17", "--project", "number,paid", "--typed"}),
              R"({"number":{"N":"17"},"paid":{"BOOL":true}})"
              "\n");
}

TEST_F(Program, takes_an_item_from_standard_input_with_types_that_JSON_lacks) {
    terminal_.input = R"({"customer": {"S": "ada"}, "number": {"N": "12345678901234567890123456789012345678"},
                          "tags": {"SS": ["x", "y"]}, "data": {"B": "AAE="}})";
    done({"put", "orders", "-", "--typed"});
    EXPECT_EQ(done({"query", "orders", "customer=ada"}),
              R"({"customer":"ada","data":"AAE=","number":12345678901234567890123456789012345678,"tags":["x","y"]})"
              "\n");
}

TEST_F(Program, names_binary_keys_in_base64) {
    CreateTableRequest request;
    request.table_name = "files";
    request.attributes = {{"hash", ScalarType::B}, {"part", ScalarType::B}};
    request.key_schema = {{"hash", KeyType::Hash}, {"part", KeyType::Range}};
    static_cast<void>(DynamoDBClient(aws_.options()).create_table(std::move(request)).run());
    done({"put", "files", R"({"hash": {"B": "AAE="}, "part": {"B": "AQI="}, "size": {"N": "3"}})", "--typed"});
    EXPECT_EQ(done({"get", "files", "hash:base64=AAE=", "part:base64=AQI=", "--project", "size"}), "{\"size\":3}\n");
    EXPECT_EQ(done({"query", "files", "hash:base64=AAE=", "part:base64^=AQ==", "--count"}), "1\n");
    EXPECT_EQ(done({"query", "files", "hash:base64=AAE=", "part:base64^=Ag==", "--count"}), "0\n");
}

TEST_F(Program, says_that_there_is_no_item_with_a_status_of_its_own) {
    EXPECT_EQ(terminal_.run({"get", "orders", "customer=ada", "number:=1"}), 3);
    EXPECT_EQ(terminal_.out, "");
    EXPECT_EQ(terminal_.err, "dynoxx: orders has no item with this key.\n");
}

TEST_F(Program, puts_only_if_absent_when_asked) {
    done({"put", "orders", R"({"customer": "ada", "number": 1})", "--if-absent", "customer"});
    EXPECT_EQ(terminal_.run({"put", "orders", R"({"customer": "ada", "number": 1})", "--if-absent", "customer"}), 1);
    EXPECT_THAT(terminal_.err, HasSubstr("condition"));
}

TEST_F(Program, queries_by_key_index_filter_and_order) {
    for (const char* item : {R"({"customer": "ada", "number": 1, "state": "open"})",
                             R"({"customer": "ada", "number": 2, "state": "paid"})",
                             R"({"customer": "ada", "number": 3, "state": "open"})"}) {
        done({"put", "orders", item});
    }
    EXPECT_EQ(done({"query", "orders", "customer=ada", "number:>=2", "--project", "number"}),
              "{\"number\":2}\n{\"number\":3}\n");
    EXPECT_EQ(done({"query", "orders", "customer=ada", "--descending", "--limit", "1", "--project", "number"}),
              "{\"number\":3}\n");
    EXPECT_EQ(done({"query", "orders", "state=open", "--index", "by-state", "--count"}), "2\n");
    EXPECT_EQ(done({"scan", "orders", "--filter", "state^=op", "--filter", "number:<3", "--project", "number"}),
              "{\"number\":1}\n");
    EXPECT_EQ(done({"scan", "orders", "--count"}), "3\n");
}

TEST_F(Program, lists_and_describes_tables) {
    EXPECT_EQ(done({"table", "list"}), "orders\n");
    EXPECT_EQ(done({"table", "list", "--json"}), "[\"orders\"]\n");
    EXPECT_THAT(done({"table", "describe", "orders"}),
                testing::AllOf(HasSubstr("customer (string), number (number)"),
                               HasSubstr("index by-state       global, state (string), number (number)")));
    EXPECT_THAT(done({"table", "describe", "orders", "--json"}),
                HasSubstr(R"("key":[{"name":"customer","type":"string"},{"name":"number","type":"number"}])"));
}

TEST_F(Program, says_who_the_caller_is_and_where_the_credentials_were_found) {
    const std::string out = done({"whoami"});
    EXPECT_THAT(out, HasSubstr("arn         arn:aws:iam::123456789012:root\n"));
    EXPECT_THAT(out, HasSubstr("found in    environment\n"));
    EXPECT_THAT(out, Not(HasSubstr(local::LocalOptions().secret_access_key)));
    EXPECT_THAT(done({"--json", "whoami"}), HasSubstr(R"("account":"123456789012")"));
}

TEST_F(Program, shows_settings_without_secrets) {
    const std::string out = done({"config", "show", "--region", "eu-west-1"});
    EXPECT_THAT(out, testing::ContainsRegex("\nregion +eu-west-1 +command line\n"));
    EXPECT_THAT(out, testing::ContainsRegex("\nendpoint_s3 +http://[0-9.:]+ +environment variable AWS_ENDPOINT_URL\n"));
    EXPECT_THAT(out, Not(HasSubstr(local::LocalOptions().secret_access_key)));
    EXPECT_THAT(done({"config", "show", "--json"}),
                testing::AllOf(StartsWith(R"({"settings":[)"),
                               HasSubstr(R"({"name":"profile","value":"default","origin":"default"})")));
}

TEST_F(Program, tells_of_requests_on_standard_error_when_asked) {
    EXPECT_EQ(done({"table", "list", "--verbose"}), "orders\n");
    EXPECT_THAT(terminal_.err, HasSubstr("dynoxx: DynamoDB ListTables: 200 after"));
}

TEST_F(Program, takes_a_time_that_is_shorter_than_a_millisecond_for_one) {
    EXPECT_EQ(terminal_.run({"config", "show", "--timeout", "0.0001"}), 0);
    EXPECT_THAT(terminal_.out, testing::ContainsRegex("\noperation_timeout +1 ms +command line\n"));
}

TEST_F(Program, refuses_an_item_of_any_length_from_standard_input) {
    terminal_.input = std::string(9 * 1024 * 1024, ' ');
    EXPECT_EQ(terminal_.run({"put", "orders", "-"}), 2);
    EXPECT_THAT(terminal_.err, HasSubstr("longer than 8 MiB"));
}

TEST_F(Program, gives_the_error_of_the_service_with_status_1) {
    EXPECT_EQ(terminal_.run({"scan", "missing"}), 1);
    EXPECT_THAT(terminal_.err, testing::AllOf(StartsWith("dynoxx: "), HasSubstr("missing")));
}

/// A person whose profile is a role that asks for an MFA device.
class MfaRole : public testing::Test {
 protected:
    MfaRole() {
        terminal_.environment.set("HOME", "/home/ada");
        terminal_.environment.set("AWS_ENDPOINT_URL", aws_.endpoint());
        terminal_.environment.set("AWS_REGION", "us-east-1");
        terminal_.files.set("/home/ada/.aws/config",
                            "[default]\nrole_arn = arn:aws:iam::123456789012:role/orders\n"
                            "source_profile = keys\nmfa_serial = device-7\n"
                            "[profile keys]\naws_access_key_id = " +
                                local::LocalOptions().access_key_id +
                                "\naws_secret_access_key = " + local::LocalOptions().secret_access_key + "\n");
    }

    local::LocalAws aws_;
    Terminal terminal_;
};

TEST_F(MfaRole, is_assumed_with_the_code_of_the_command_line) {
    EXPECT_EQ(terminal_.run({"whoami", "--mfa-code", "123456"}), 0) << terminal_.err;
    EXPECT_THAT(terminal_.out, HasSubstr("assumed-role/orders"));
    EXPECT_EQ(terminal_.err, "");
}

TEST_F(MfaRole, is_assumed_with_the_code_that_a_person_at_the_terminal_types) {
    terminal_.is_terminal = true;
    terminal_.input = "123456\n";
    EXPECT_EQ(terminal_.run({"whoami"}), 0) << terminal_.err;
    EXPECT_THAT(terminal_.out, HasSubstr("assumed-role/orders"));
    EXPECT_EQ(terminal_.err, "Code of the MFA device device-7: ");
    terminal_.input = "";
    EXPECT_EQ(terminal_.run({"whoami"}), 1);
    EXPECT_THAT(terminal_.err, HasSubstr("--mfa-code gave no code of the device device-7"));
}

TEST_F(MfaRole, is_refused_where_nobody_can_be_asked_with_what_to_do) {
    EXPECT_EQ(terminal_.run({"whoami"}), 1);
    EXPECT_THAT(terminal_.err, HasSubstr("Set --mfa-code."));
    EXPECT_EQ(terminal_.run({"whoami", "--mfa-code", "12345"}), 2);
    EXPECT_THAT(terminal_.err, HasSubstr("six digits"));
    EXPECT_EQ(terminal_.run({"doctor"}), 1);
    EXPECT_THAT(terminal_.out, HasSubstr("Set --mfa-code."));
}

TEST(CommandLine, that_is_wrong_has_status_2_and_says_where_help_is) {
    Terminal terminal;
    const struct {
        std::vector<std::string> arguments;
        std::string complaint;
    } wrong[] = {
        {{}, "A command is missing behind 'dynoxx'"},
        {{"gett", "orders"}, "There is no command 'gett'"},
        {{"table"}, "A command is missing behind 'dynoxx table'"},
        {{"get"}, "table is required"},
        {{"get", "orders"}, "key is required"},
        {{"get", "orders", "customer"}, "'customer' is no condition"},
        {{"get", "orders", "number:>=1"}, "'number:>=1' is no part of a key"},
        {{"get", "orders", "a=1", "a=2"}, "The key names a twice"},
        {{"put", "orders", "{"}, "The item is not valid JSON"},
        {{"put", "orders", "[]"}, "The item is not a JSON object"},
        {{"put", "orders", R"({"n": 0.1234567890123456})"}, "0.1234567890123456, which would lose digits"},
        {{"put", "orders", R"({"n": {"X": "1"}})", "--typed"}, "not an item in the typed form"},
        {{"put", "orders", "@no/such/file"}, "The file no/such/file cannot be read"},
        {{"put", "orders", "@."}, "The file . cannot be read"},
        {{"put", "orders", "{}", "--if-absent", ""}, "--if-absent names no attribute"},
        {{"put", "orders", R"({"n": 18446744073709551616})"}, "18446744073709551616, which would lose digits"},
        {{"put", "orders", R"({"n": {"N": 1}})", "--typed"}, "\"n\""},
        {{"--frob"}, "There is no option '--frob'"},
        {{"get", "orders", "id:base64=x"}, "The value of 'id:base64=x' is not base64"},
        {{"query", "orders", "id=a", "n:<>1"}, "<> is not allowed there. Use --filter"},
        {{"put", "orders", R"({"a": {"b": 1, "b": 2}})"}, "The item names 'a.b' twice"},
        {{"scan", "orders", "--limit", "0"}, "--limit"},
        {{"whoami", "--color", "green"}, "--color"},
    };
    for (const auto& one : wrong) {
        EXPECT_EQ(terminal.run(one.arguments), 2) << one.complaint;
        EXPECT_THAT(terminal.err, testing::AllOf(HasSubstr(one.complaint), HasSubstr("\nTry dynoxx")));
        EXPECT_EQ(terminal.out, "");
    }
}

TEST(CommandLine, prints_help_of_every_command_with_status_0) {
    Terminal terminal;
    const std::vector<std::vector<std::string>> commands{
        {},      {"config", "show"}, {"whoami"}, {"doctor"}, {"table", "list"}, {"table", "describe"}, {"get"},
        {"put"}, {"query"},          {"scan"}};
    for (std::vector<std::string> words : commands) {
        words.emplace_back("--help");
        EXPECT_EQ(terminal.run(words), 0);
        EXPECT_THAT(terminal.out, HasSubstr("Usage: dynoxx"));
        EXPECT_THAT(terminal.out, Not(HasSubstr("(1x)")));
        EXPECT_THAT(terminal.out, Not(HasSubstr("REQUIRED")));
        std::istringstream lines(terminal.out);
        for (std::string line; std::getline(lines, line);) {
            EXPECT_TRUE(line.size() <= 80 || line.starts_with("Example: ")) << line;
        }
        EXPECT_EQ(terminal.err, "");
    }
}

TEST(CommandLine, offers_for_keys_only_what_DynamoDB_allows_there) {
    Terminal terminal;
    EXPECT_EQ(terminal.run({"query", "--help"}), 0);
    EXPECT_THAT(terminal.out.substr(0, terminal.out.find("Options:")), Not(HasSubstr("<>")));
    EXPECT_THAT(terminal.out, HasSubstr("<>"));
}

TEST(CommandLine, asks_nobody_for_the_settings) {
    Terminal terminal;
    EXPECT_EQ(terminal.run({"config", "show"}), 0) << terminal.err;
    EXPECT_THAT(terminal.out, testing::ContainsRegex("\nregion +not set +default\n"));
}

TEST(CommandLine, names_the_wrong_setting_with_status_1) {
    Terminal terminal;
    EXPECT_EQ(terminal.run({"config", "show", "--profile", "nope"}), 1);
    EXPECT_THAT(terminal.err, StartsWith("dynoxx: --profile names the profile 'nope'"));
    terminal.environment.set("AWS_MAX_ATTEMPTS", "many");
    EXPECT_EQ(terminal.run({"config", "show"}), 1);
    EXPECT_THAT(terminal.err, HasSubstr("AWS_MAX_ATTEMPTS"));
}

TEST(CommandLine, shows_all_settings_and_all_that_are_wrong) {
    Terminal terminal;
    terminal.environment.set("HOME", "/home/ada");
    terminal.environment.set("AWS_MAX_ATTEMPTS", "many");
    terminal.environment.set("AWS_ENDPOINT_URL_S3", "nonsense");
    terminal.files.set("/home/ada/.aws/config", "[default]\nregion = eu-west-1\nuse_fips_endpoint = perhaps\n");
    EXPECT_EQ(terminal.run({"config", "show"}), 1);
    EXPECT_THAT(terminal.out, testing::ContainsRegex("\nregion +eu-west-1 +/home/ada/.aws/config:2\n"));
    for (const char* name : {"max_attempts", "endpoint_s3", "use_fips_endpoint"}) {
        EXPECT_THAT(terminal.out, testing::ContainsRegex("\n" + std::string(name) + " +.wrong. +see the error\n"));
    }
    EXPECT_THAT(terminal.err, HasSubstr("dynoxx: environment variable AWS_MAX_ATTEMPTS is 'many'"));
    EXPECT_THAT(terminal.err, HasSubstr("dynoxx: /home/ada/.aws/config:3: use_fips_endpoint is 'perhaps'"));
    EXPECT_THAT(terminal.err, HasSubstr("dynoxx: environment variable AWS_ENDPOINT_URL_S3"));
    EXPECT_EQ(std::ranges::count(terminal.err, '\n'), 3);
    EXPECT_EQ(terminal.run({"config", "show", "--json", "--profile", "nope"}), 1);
    EXPECT_THAT(terminal.out, HasSubstr(R"("errors":["--profile names the profile 'nope')"));
    EXPECT_EQ(std::ranges::count(terminal.out, '\n'), 1);
}

}  // namespace
}  // namespace dynoxx
