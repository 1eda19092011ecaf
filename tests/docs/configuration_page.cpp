#include "docs/configuration_page.hpp"

#include "aws/settings_table.hpp"

#include <span>
#include <string_view>
#include <utility>

namespace dynoxx::docs {

namespace {

using aws::SettingGroup;
using aws::SettingRow;

constexpr std::string_view introduction =
    R"(# Configuration

For each setting the first of these counts: `AwsOptions`, environment variable, profile in the credentials file, profile in
the config file, default. Where several variables or keys are named, the first that is set counts. Empty text counts as not
set. A wrong value is an error that names the variable, or the file and line. Words are taken in any case.
`AwsConfig::describe()` lists the values in use and where they come from, without secrets; `dynoxx config show` prints them.

This page is made from the table of settings in the code (`src/aws/settings_table.cpp`); a test compares both.
)";

constexpr std::pair<SettingGroup, std::string_view> chapters[] = {
    {SettingGroup::Files, "Files, profile and region"},
    {SettingGroup::Credentials, "Credentials"},
    {SettingGroup::Metadata, "Instance metadata service of EC2"},
    {SettingGroup::Endpoints, "Endpoints"},
    {SettingGroup::Requests, "Requests"},
    {SettingGroup::Retries, "Retries and limits of time"},
    {SettingGroup::Connections, "Connections"},
    {SettingGroup::Bodies, "Bodies"},
    {SettingGroup::S3, "S3"},
    {SettingGroup::Encryption, "Encrypted attributes"},
};

constexpr std::string_view ending = R"(
A key `s3.x` is a line `x = value`, indented below a line `s3 =` of the profile; `dynamodb.endpoint_url` is the same in the
`[services]` section that the profile names. The endpoint in code beats all others; a service's own variable beats
`AWS_ENDPOINT_URL`, and that beats the files. Times in code are milliseconds of `std::chrono`; 0 means no limit where the
table says so. Keys of `[sso-session]` sections are found there as well as in the profile.
)";

std::string code(std::string_view text) {
    return "`" + std::string(text) + "`";
}

/// Gives the names that are not empty, with commas between them.
std::string list(std::span<const std::string_view> names) {
    std::string text;
    for (const std::string_view name : names) {
        if (!name.empty()) {
            text += (text.empty() ? "" : ", ") + code(name);
        }
    }
    return text;
}

std::string line(const SettingRow& row) {
    std::string text;
    for (const std::string& cell : {code(row.name), std::string(row.meaning), row.code.empty() ? "" : code(row.code),
                                    list(row.variables), list(row.keys), aws::accepts(row), aws::fallback_of(row)}) {
        text += cell.empty() ? "| " : "| " + cell + " ";
    }
    return text + "|\n";
}

}  // namespace

std::string configuration_page() {
    std::string page(introduction);
    for (const auto& [group, title] : chapters) {
        page.append("\n## ").append(title).append("\n\n");
        page += "| setting | meaning | `AwsOptions` | variable | key in the profile | accepts | default |\n";
        page += "|---|---|---|---|---|---|---|\n";
        for (const SettingRow& row : aws::settings()) {
            page += row.group == group ? line(row) : "";
        }
    }
    return page.append(ending);
}

}  // namespace dynoxx::docs
