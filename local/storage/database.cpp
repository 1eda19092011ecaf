#include "local/storage/database.hpp"

#include "local/storage/data_directory.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace dynoxx::local::storage {

using records::Kind;
using records::Record;
using records::Step;

namespace {

constexpr std::string_view file_name = "dynoxx-local.sqlite3";
constexpr int application_id = 0x44594e58;  // "DYNX"
constexpr std::string_view what_to_do = " Put a copy of the directory in its place, or start with an empty one.";

struct CloseConnection {
    void operator()(sqlite3* connection) const noexcept { sqlite3_close(connection); }
};
struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

/// What SQLite refuses, in its words.
struct SqlError : std::runtime_error {
    SqlError(sqlite3* connection, int result)
        : std::runtime_error(connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(result)),
          code(result) {}

    [[nodiscard]] bool is_damage() const noexcept { return code == SQLITE_NOTADB || code == SQLITE_CORRUPT; }

    int code;
};

Statement prepare(sqlite3* connection, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    const int result =
        sqlite3_prepare_v3(connection, sql.c_str(), static_cast<int>(sql.size()), 0, &statement, nullptr);
    if (result != SQLITE_OK) {
        throw SqlError(connection, result);
    }
    return Statement(statement);
}

/// Runs a statement to its next row; false if there is none.
bool step(sqlite3* connection, sqlite3_stmt* statement) {
    const int result = sqlite3_step(statement);
    if (result != SQLITE_ROW && result != SQLITE_DONE) {
        throw SqlError(connection, result);
    }
    return result == SQLITE_ROW;
}

void bind_bytes(sqlite3* connection, sqlite3_stmt* statement, int at, std::string_view bytes) {
    // A null pointer would bind NULL instead of an empty blob.
    const char* data = bytes.data() == nullptr ? "" : bytes.data();
    const int result = sqlite3_bind_blob64(statement, at, data, bytes.size(), SQLITE_STATIC);
    if (result != SQLITE_OK) {
        throw SqlError(connection, result);
    }
}

std::string column(sqlite3_stmt* statement, int at) {
    const void* data = sqlite3_column_blob(statement, at);
    return data == nullptr ? std::string()
                           : std::string(static_cast<const char*>(data),
                                         static_cast<std::size_t>(sqlite3_column_bytes(statement, at)));
}

/// Gives the first column of the first row; empty if there is none.
std::string ask(sqlite3* connection, const std::string& sql) {
    const Statement statement = prepare(connection, sql);
    return step(connection, statement.get()) ? column(statement.get(), 0) : std::string();
}

std::string sql_of(Step::Action action, Kind kind) {
    const std::string table(name_of(kind));
    switch (action) {
        case Step::Action::Put:
            return "INSERT OR REPLACE INTO " + table + " (scope, key, value) VALUES (?1, ?2, ?3)";
        case Step::Action::Erase:
            return "DELETE FROM " + table + " WHERE scope = ?1 AND key = ?2";
        case Step::Action::EraseScope:
            return "DELETE FROM " + table + " WHERE scope = ?1";
        case Step::Action::EraseKind:
            return "DELETE FROM " + table;
    }
    return {};
}

/// Makes the file so that only its owner can read it: it holds the material of keys.
void make_private_file(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0) {
        ::close(file);
    }
}

Connection connect(const std::filesystem::path& path) {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &opened,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Connection connection(opened);
    if (result != SQLITE_OK) {
        throw SqlError(opened, result);
    }
    return connection;
}

}  // namespace

struct Database::Impl {
    Connection connection;
    std::array<std::array<Statement, 4>, records::kind_names.size()> statements{};

    void run(const std::string& sql) {
        if (const int result = sqlite3_exec(connection.get(), sql.c_str(), nullptr, nullptr, nullptr);
            result != SQLITE_OK) {
            throw SqlError(connection.get(), result);
        }
    }

    void apply(const Step& change) {
        const auto kind = static_cast<std::size_t>(change.record.kind);
        Statement& statement = statements.at(kind).at(static_cast<std::size_t>(change.action));
        if (statement == nullptr) {
            statement = prepare(connection.get(), sql_of(change.action, change.record.kind));
        }
        const std::array<std::string_view, 3> values = {change.record.scope, change.record.key, change.record.value};
        const int count = sqlite3_bind_parameter_count(statement.get());
        for (int i = 0; i < count; ++i) {
            bind_bytes(connection.get(), statement.get(), i + 1, values.at(static_cast<std::size_t>(i)));
        }
        step(connection.get(), statement.get());
        sqlite3_reset(statement.get());
    }

    void make_tables(const Owner& owner) {
        run("BEGIN IMMEDIATE");
        run("CREATE TABLE owner (region BLOB NOT NULL, account_id BLOB NOT NULL)");
        const Statement insert = prepare(connection.get(), "INSERT INTO owner VALUES (?1, ?2)");
        bind_bytes(connection.get(), insert.get(), 1, owner.region);
        bind_bytes(connection.get(), insert.get(), 2, owner.account_id);
        step(connection.get(), insert.get());
        for (const std::string_view name : records::kind_names) {
            run("CREATE TABLE " + std::string(name) +
                " (scope BLOB NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (scope, key))");
        }
        run("PRAGMA application_id = " + std::to_string(application_id));
        run("PRAGMA user_version = " + std::to_string(format));
        run("COMMIT");
    }

    void check_format(const std::filesystem::path& directory) {
        if (ask(connection.get(), "PRAGMA application_id") != std::to_string(application_id)) {
            fail_directory(directory,
                           "holds a " + std::string(file_name) + " of another program. Choose another directory.");
        }
        const std::string found = ask(connection.get(), "PRAGMA user_version");
        if (found != std::to_string(format)) {
            fail_directory(directory, "is of format " + found + ", and this dynoxx-local knows format " +
                                          std::to_string(format) +
                                          ". Use the version that wrote it, or another directory.");
        }
        const std::string state = ask(connection.get(), "PRAGMA quick_check(1)");
        if (state != "ok") {
            fail_directory(directory, "is damaged: " + state + "." + std::string(what_to_do));
        }
    }

    void check_owner(const std::filesystem::path& directory, const Owner& owner) {
        const Statement select = prepare(connection.get(), "SELECT region, account_id FROM owner");
        Owner found;
        if (step(connection.get(), select.get())) {
            found = Owner(column(select.get(), 0), column(select.get(), 1));
        }
        if (found != owner) {
            fail_directory(directory, "belongs to account " + found.account_id + " in region " + found.region +
                                          ", not to account " + owner.account_id + " in region " + owner.region +
                                          ". Start with that account and region, or choose another directory.");
        }
    }
};

bool Database::is_in(const std::filesystem::path& directory) {
    return std::filesystem::exists(directory / file_name);
}

Database::Database(const std::filesystem::path& directory, const Owner& owner) : impl_(std::make_unique<Impl>()) {
    try {
        make_private_file(directory / file_name);
        impl_->connection = connect(directory / file_name);
        // The directory is locked already; so SQLite needs no shared memory beside the file.
        impl_->run("PRAGMA locking_mode = EXCLUSIVE");
        impl_->run("PRAGMA journal_mode = WAL");
        impl_->run("PRAGMA synchronous = FULL");
        const bool is_new = ask(impl_->connection.get(), "SELECT count(*) FROM sqlite_schema") == "0";
        if (is_new) {
            impl_->make_tables(owner);
        }
        impl_->check_format(directory);
        impl_->check_owner(directory, owner);
    } catch (const SqlError& failure) {
        const std::string found = std::string(file_name) + ": " + failure.what() + ".";
        if (failure.is_damage()) {
            fail_directory(directory, "is damaged: " + found + std::string(what_to_do));
        }
        fail_directory(directory, "cannot be opened: " + found);
    }
}

Database::~Database() = default;

void Database::read(Kind kind, const std::function<void(const Record&)>& visit) {
    const Statement select =
        prepare(impl_->connection.get(), "SELECT scope, key, value FROM " + std::string(name_of(kind)));
    Record record;
    record.kind = kind;
    while (step(impl_->connection.get(), select.get())) {
        record.scope = column(select.get(), 0);
        record.key = column(select.get(), 1);
        record.value = column(select.get(), 2);
        visit(record);
    }
}

void Database::write(const std::vector<records::Batch>& batches) {
    impl_->run("BEGIN IMMEDIATE");
    for (const records::Batch& batch : batches) {
        for (const Step& change : batch.steps) {
            impl_->apply(change);
        }
    }
    impl_->run("COMMIT");
}

}  // namespace dynoxx::local::storage
