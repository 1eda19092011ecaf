// Compares docs/reference/errors.md with the codes of include/dynoxx/error.hpp, as texts.
#include <dynoxx/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

namespace dynoxx {
namespace {

std::string read_file(const std::string& name) {
    std::ifstream file(std::string(DYNOXX_SOURCE_DIR) + "/" + name);
    if (!file) {
        throw std::runtime_error("cannot read " + name);
    }
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The enumerators of `ErrorCode`, by number.
std::map<int, std::string> codes_of_header() {
    const std::string text = read_file("include/dynoxx/error.hpp");
    const std::size_t begin = text.find("enum class ErrorCode");
    const std::string body = text.substr(begin, text.find("};", begin) - begin);
    const std::regex enumerator(R"((\w+) = (\d+),)");
    std::map<int, std::string> codes;
    for (std::sregex_iterator match(body.begin(), body.end(), enumerator), end; match != end; ++match) {
        codes[std::stoi((*match)[2])] = (*match)[1];
    }
    return codes;
}

struct Entry {
    int number = 0;
    std::string name;
    std::string text;
};

std::vector<Entry> entries_of_page() {
    const std::string page = read_file("docs/reference/errors.md");
    const std::regex heading(R"(\n### (\d+) (\w+)\n)");
    std::vector<Entry> entries;
    for (std::sregex_iterator match(page.begin(), page.end(), heading), end; match != end; ++match) {
        const auto from = static_cast<std::size_t>(match->position() + match->length());
        entries.push_back({std::stoi((*match)[1]), (*match)[2], page.substr(from, page.find("\n#", from) - from)});
    }
    return entries;
}

/// The type that is thrown for a code, without its namespace.
std::string exception_of(int number) {
    try {
        throw_error(Error(static_cast<ErrorCode>(number), "a failure"));
    } catch (const ConditionalCheckFailedException&) {
        return "ConditionalCheckFailedException";
    } catch (const TransactionCanceledException&) {
        return "TransactionCanceledException";
    } catch (const AccessDeniedException&) {
        return "AccessDeniedException";
    } catch (const ThrottlingException&) {
        return "ThrottlingException";
    } catch (const ResourceNotFoundException&) {
        return "ResourceNotFoundException";
    } catch (const ResourceInUseException&) {
        return "ResourceInUseException";
    } catch (const ValidationException&) {
        return "ValidationException";
    } catch (const S3Exception&) {
        return "S3Exception";
    } catch (const ServiceException&) {
        return "ServiceException";
    } catch (const ItemTooLargeException&) {
        return "ItemTooLargeException";
    } catch (const ModelException&) {
        return "ModelException";
    } catch (const TimeoutException&) {
        return "TimeoutException";
    } catch (const ConnectionException&) {
        return "ConnectionException";
    } catch (const ConfigurationException&) {
        return "ConfigurationException";
    } catch (const CredentialsException&) {
        return "CredentialsException";
    } catch (const CancelledException&) {
        return "CancelledException";
    } catch (const ResponseException&) {
        return "ResponseException";
    } catch (const EncryptionException&) {
        return "EncryptionException";
    } catch (const LocalException&) {
        return "LocalException";
    }
}

TEST(ErrorReference, has_one_entry_for_each_code_and_no_other) {
    std::vector<std::string> codes;
    for (const auto& [number, name] : codes_of_header()) {
        codes.push_back(std::to_string(number) + " " + name);
    }
    std::vector<std::string> entries;
    for (const Entry& entry : entries_of_page()) {
        entries.push_back(std::to_string(entry.number) + " " + entry.name);
    }
    ASSERT_FALSE(codes.empty());
    EXPECT_THAT(entries, testing::ElementsAreArray(codes)) << "docs/reference/errors.md is in the order of the numbers";
}

TEST(ErrorReference, names_the_exception_that_is_thrown) {
    for (const Entry& entry : entries_of_page()) {
        EXPECT_THAT(entry.text, testing::HasSubstr("- Exception: `" + exception_of(entry.number) + "`"))
            << entry.number << " " << entry.name;
    }
}

TEST(ErrorReference, says_when_what_to_do_and_whether_it_is_retried) {
    for (const Entry& entry : entries_of_page()) {
        for (const char* part : {"\n- When: ", "\n- What to do: ", "\n- Retried: "}) {
            EXPECT_THAT(entry.text, testing::HasSubstr(part)) << entry.number << " " << entry.name;
        }
    }
}

}  // namespace
}  // namespace dynoxx
