#pragma once

#include <dynoxx/aws_config.hpp>
#include <dynoxx/aws_options.hpp>
#include <dynoxx/error.hpp>

#include "support/fake_machine.hpp"
#include "support/fake_transport.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dynoxx::test {

/// Learns the secrets of a scenario from its variables, files and answers, and hears what the library says: every line
/// of the log, errors, descriptions.
///
/// It puts itself between a machine and what reads the machine's environment and files.
///
/// @par Thread safety
/// No.
class SecretWatch {
 public:
    explicit SecretWatch(FakeMachine& machine)
        : environment_(*this, *machine.system.environment), files_(*this, *machine.system.files) {
        machine.system.environment = &environment_;
        machine.system.files = &files_;
    }
    SecretWatch(const SecretWatch&) = delete;
    SecretWatch& operator=(const SecretWatch&) = delete;

    /// Keeps a secret. Shorter ones than eight characters are words that occur in every text.
    void keep(std::string_view secret) {
        if (secret.size() >= shortest_secret) {
            secrets_.emplace(secret);
        }
    }

    /// Keeps what a text in JSON, XML or INI names as a secret.
    void learn(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find_first_not_of(name_characters, at), text.size());
            if (end == at) {
                ++at;
                continue;
            }
            if (const std::string name = plain(text.substr(at, end - at)); name.ends_with("accesskeyid")) {
                learn_value(text.substr(end), key_ids_);
            } else if (std::ranges::find(secret_names, name) != secret_names.end()) {
                learn_value(text.substr(end), secrets_);
            }
            at = end;
        }
    }

    /// Gives a script that answers as another one, and learns from it.
    [[nodiscard]] FakeTransport::Script learning(FakeTransport::Script script) {
        return [this, script = std::move(script)](const http::Origin& origin, const http::Request& request) {
            FakeTransport::Answer answer = script(origin, request);
            if (answer) {
                learn(answer->body);
                if (request.path.ends_with("/api/token")) {
                    keep(answer->body);
                }
            }
            return answer;
        };
    }

    /// Gives the options with a log of the most verbose level, to which it listens.
    [[nodiscard]] AwsOptions listening(AwsOptions options) {
        if (options.credentials()) {
            keep(options.credentials()->secret_access_key);
            keep(options.credentials()->session_token);
        }
        const LogSink sink = options.log();
        options.log([this, sink](LogLevel level, std::string_view line) {
            hear(line);
            if (sink) {
                sink(level, line);
            }
        });
        hear(to_string(options));
        return options;
    }

    void hear(std::string_view text) { heard_.append(text).append("\n"); }

    void hear(const Error& error) {
        hear(error.what());
        hear(error.message());
        hear(error.cause());
        hear(error.service().aws_message);
    }

    /// Hears what `dynoxx config show` prints.
    void hear(const AwsConfig& config) {
        for (const AwsConfig::Line& line : config.describe()) {
            hear(line.name + " = " + line.value + " (" + line.origin + ")");
        }
        for (const std::string& warning : config.warnings()) {
            hear(warning);
        }
    }

    /// Gives the secrets that were heard; none is what a test expects. A secret that is a key id as well is none.
    [[nodiscard]] std::vector<std::string> given_away() const {
        std::vector<std::string> found;
        std::ranges::copy_if(secrets_, std::back_inserter(found), [&](const std::string& secret) {
            return !key_ids_.contains(secret) && heard_.find(secret) != std::string::npos;
        });
        return found;
    }

    [[nodiscard]] const std::string& heard() const { return heard_; }

 private:
    static constexpr std::size_t shortest_secret = 8;
    static constexpr std::string_view name_characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";

    static constexpr std::array<std::string_view, 11> secret_names = {
        "secretaccesskey", "awssecretaccesskey", "sessiontoken", "awssessiontoken", "token",    "accesstoken",
        "refreshtoken",    "clientsecret",       "idtoken",      "dpopkey",         "plaintext"};

    static std::string plain(std::string_view name) {
        std::string letters;
        for (const char c : name) {
            if (c != '_') {
                letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            }
        }
        return letters;
    }

    /// Keeps what stands after a name and `":"`, `=` or `>`. Escapes part it, because they are not said as they stand.
    static void learn_value(std::string_view rest, std::set<std::string>& values) {
        const std::size_t start = std::min(rest.find_first_not_of("\" \t:=>"), rest.size());
        if (rest.substr(0, start).find_first_of(":=>") == std::string_view::npos) {
            return;
        }
        rest = rest.substr(start);
        rest = rest.substr(0, rest.find_first_of("\"<\r\n"));
        while (!rest.empty() && !rest.starts_with('{')) {
            const std::size_t escape = std::min(rest.find('\\'), rest.size());
            if (escape >= shortest_secret) {
                values.emplace(rest.substr(0, escape));
            }
            rest = rest.substr(std::min(escape + 2, rest.size()));
        }
    }

    class WatchedEnvironment final : public runtime::Environment {
     public:
        WatchedEnvironment(SecretWatch& watch, const runtime::Environment& inner) : watch_(watch), inner_(inner) {}

        [[nodiscard]] std::optional<std::string> get(std::string_view name) const override {
            std::optional<std::string> value = inner_.get(name);
            if (value && (name.ends_with("_TOKEN") || name.ends_with("_SECRET_ACCESS_KEY"))) {
                watch_.keep(*value);
            }
            return value;
        }

     private:
        SecretWatch& watch_;
        const runtime::Environment& inner_;
    };

    class WatchedFiles final : public runtime::FileSystem {
     public:
        WatchedFiles(SecretWatch& watch, const runtime::FileSystem& inner) : watch_(watch), inner_(inner) {}

        [[nodiscard]] Result<std::optional<std::string>> read(const std::string& path) const override {
            auto text = inner_.read(path);
            if (text && *text) {
                learn(**text);
            }
            return text;
        }

        [[nodiscard]] Result<void> replace(const std::string& path, std::string_view text) const override {
            learn(text);
            return inner_.replace(path, text);
        }

     private:
        /// A file of one word is a token.
        void learn(std::string_view text) const {
            watch_.learn(text);
            const std::string_view word = text.substr(0, text.find_last_not_of("\r\n") + 1);
            if (word.find_first_of(" \r\n\t{=") == std::string_view::npos) {
                watch_.keep(word);
            }
        }

        SecretWatch& watch_;
        const runtime::FileSystem& inner_;
    };

    std::set<std::string> secrets_;
    std::set<std::string> key_ids_;
    std::string heard_;
    WatchedEnvironment environment_;
    WatchedFiles files_;
};

}  // namespace dynoxx::test
