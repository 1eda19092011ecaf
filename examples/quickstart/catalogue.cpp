#include "quickstart/catalogue.hpp"

#include "quickstart/package.hpp"
#include "quickstart/progress_bar.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <span>
#include <stdexcept>

namespace quickstart {

namespace {

using dynoxx::Table;

/// Gives the packages to store, the named ones that the steps use included.
std::vector<InstalledPackage> choose_packages(const Settings& settings) {
    std::vector<InstalledPackage> packages = read_package_database();
    if (packages.empty()) {
        throw std::runtime_error("/var/lib/dpkg/status names no installed package: is this a Debian?");
    }
    if (settings.most != 0 && packages.size() > settings.most) {
        packages.resize(settings.most);
    }
    return packages;
}

std::string title(std::string_view text) {
    return "\n" + std::string(text) + "\n";
}

Outcome store(const Table<Package>& table, const std::vector<InstalledPackage>& installed) {
    constexpr std::size_t per_batch = 100;
    std::cout << title("Store every installed package: the copyright file in S3, the maintainer sealed with KMS");
    Outcome outcome;
    ProgressBar bar(std::cout, ProgressBar::output_of_stdout(), "  packages", installed.size());
    for (std::size_t first = 0; first < installed.size(); first += per_batch) {
        const auto batch = std::span(installed).subspan(first, std::min(per_batch, installed.size() - first));
        std::vector<Package> items;
        std::ranges::transform(batch, std::back_inserter(items), to_item);
        const dynoxx::BatchResult result = table.batch_put(items).run();
        if (!result.unwritten.empty()) {
            throw std::runtime_error(std::to_string(result.unwritten.size()) + " packages could not be written");
        }
        for (const InstalledPackage& package : batch) {
            outcome.object_bytes +=
                package.copyright_path.empty() ? 0 : std::filesystem::file_size(package.copyright_path);
        }
        outcome.items += result.written;
        bar.show(outcome.items);
    }
    bar.finish();
    return outcome;
}

void read_one(const Table<Package>& table, const std::string& name) {
    std::cout << title("Read one back: the maintainer is opened, the copyright file is fetched");
    const std::optional<Package> found = table.get(name).consistent().run();
    if (!found) {
        throw std::runtime_error("the package " + name + " was stored and is not there");
    }
    std::cout << "  name        " << found->name << " " << found->version << '\n'
              << "  summary     " << found->summary << '\n'
              << "  maintainer  " << *found->maintainer << '\n';
    if (found->copyright.has_value()) {
        const dynoxx::Bytes text = found->copyright.read().run();
        std::cout << "  copyright   " << text.size() << " bytes from s3://" << found->copyright.bucket() << "/"
                  << found->copyright.key() << '\n';
    }
    std::cout << "  as stored   " << table.get(name).sealed().run()->maintainer.sealed_text().substr(0, 44) << "...\n";
}

void query_index(const Table<Package>& table, const std::string& section) {
    constexpr std::int64_t megabyte = 1'000'000;
    std::cout << title("Query the index: the largest packages of the section \"" + section + "\", those above 1 MB");
    const auto query = table.query_index<"by-section">(section)
                           .where(package_field::installed_bytes > megabyte)
                           .filter(package_field::views == 0)
                           .descending()
                           .limit(3)
                           .sealed();
    for (const Package& package : query.all()) {
        std::cout << "  " << package.installed_bytes / megabyte << " MB  " << package.name << '\n';
    }
}

void update(const Table<Package>& table, const std::string& name, const std::string& version) {
    std::cout << title("Update under a condition: once it holds, once it does not");
    const Package updated =
        table.update(name).set(package_field::views += 1).when(package_field::version == version).run();
    std::cout << "  views of " << name << ": " << updated.views << '\n';
    const dynoxx::Result<Package> refused =
        table.update(name).set(package_field::views += 1).when(package_field::version == "0").try_run();
    std::cout << "  " << (refused ? "the condition held, which is wrong" : refused.error().what()) << '\n';
    if (refused) {
        throw std::runtime_error("a condition that is false was taken for true");
    }
}

void remove(const Table<Package>& table, const std::string& name) {
    std::cout << title("Remove one: its object goes with it");
    const dynoxx::RemoveResult removed = table.remove(name).when(package_field::name.exists()).run();
    std::cout << "  removed " << name << " and " << removed.objects_removed.size() << " object\n";
    for (const dynoxx::S3Location& object : removed.objects_removed) {
        std::cout << "    s3://" << object.bucket << "/" << object.key << '\n';
    }
}

/// The section with the most packages: there is something to see there on every machine.
std::string largest_section(const std::vector<InstalledPackage>& installed) {
    std::map<std::string, int> counts;
    for (const InstalledPackage& package : installed) {
        ++counts[to_item(package).section];
    }
    return std::ranges::max_element(counts, {}, [](const auto& entry) { return entry.second; })->first;
}

}  // namespace

Outcome fill_and_show(const dynoxx::DynamoDBClient& client, const Settings& settings) {
    dynoxx::TableOptions options;
    options.name(settings.table).bucket(settings.bucket).key_id(settings.key);
    const Table<Package> table = client.table<Package>(options);
    const std::vector<InstalledPackage> installed = choose_packages(settings);

    std::cout << "Make the table \"" << settings.table << "\" (partition key name, an index on section and size)\n";
    table.create_table().if_not_exists().wait().run();
    const Outcome outcome = store(table, installed);

    const InstalledPackage& shown = installed.front();
    read_one(table, shown.name);
    query_index(table, largest_section(installed));
    update(table, shown.name, shown.version);
    remove(table, shown.name);
    return outcome;
}

}  // namespace quickstart
