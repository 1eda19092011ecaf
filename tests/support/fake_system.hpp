#pragma once

#include "runtime/system.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// An environment and files that live in maps.
namespace dynoxx::test {

class FakeEnvironment : public runtime::Environment {
 public:
    FakeEnvironment() {}
    explicit FakeEnvironment(std::map<std::string, std::string, std::less<>> variables)
        : variables_(std::move(variables)) {}

    std::optional<std::string> get(std::string_view name) const override {
        const auto found = variables_.find(name);
        return found == variables_.end() || found->second.empty() ? std::nullopt : std::optional(found->second);
    }

    void set(std::string name, std::string value) { variables_[std::move(name)] = std::move(value); }

 private:
    std::map<std::string, std::string, std::less<>> variables_;
};

class FakeFileSystem : public runtime::FileSystem {
 public:
    Result<std::optional<std::string>> read(const std::string& path) const override {
        ++reads;
        const auto found = files_.find(path);
        return found == files_.end() ? std::optional<std::string>() : std::optional(found->second);
    }

    Result<void> replace(const std::string& path, std::string_view text) const override {
        ++writes;
        if (read_only) {
            return Error(ErrorCode::UnreadableFile, "Cannot write the file " + path + ": it is read-only.");
        }
        files_[path] = text;
        return {};
    }

    void set(std::string path, std::string text) { files_[std::move(path)] = std::move(text); }

    mutable int reads = 0;
    mutable int writes = 0;
    bool read_only = false;

 private:
    mutable std::map<std::string, std::string> files_;
};

/// Both together, as `load_config` takes them.
struct FakeSystem {
    FakeEnvironment environment;
    FakeFileSystem files;

    [[nodiscard]] runtime::System system() const {
        runtime::System fake;
        fake.environment = &environment;
        fake.files = &files;
        return fake;
    }
};

}  // namespace dynoxx::test
