#include "aws/instance_region.hpp"

#include "aws/imds_client.hpp"
#include "aws/partition.hpp"
#include "aws/text.hpp"

#include <utility>

namespace dynoxx::aws {

namespace {

using http::Outcome;
using runtime::Context;
using runtime::task;

/// Gives the region in an answer; empty if there is none.
std::string region_in(const Outcome<http::Response>& answer) {
    if (!answer || answer->status != 200) {
        return {};
    }
    const std::string_view body = answer->body;
    const std::string_view region = trim(body.substr(0, body.find('\n')));
    return is_host_label(region) ? std::string(region) : std::string();
}

task<std::string> ask(Context context, ImdsSettings settings, http::Transport& transport) {
    ImdsClient client(settings, transport);
    std::string path = "/latest/meta-data/placement/region";
    try {
        Outcome<http::Response> answer = co_await client.get(context, std::move(path));
        co_return region_in(answer);
    } catch (const CredentialsException&) {  // the service refuses: then nobody knows the region
    }
    co_return std::string();
}

}  // namespace

std::string InstanceRegions::get(const std::string& endpoint) const {
    const std::lock_guard lock(mutex_);
    const auto found = regions_.find(endpoint);
    return found == regions_.end() ? std::string() : found->second;
}

void InstanceRegions::set(const std::string& endpoint, std::string region) {
    const std::lock_guard lock(mutex_);
    regions_[endpoint] = std::move(region);
}

task<std::string> find_instance_region(Context context, AwsConfig config, http::Transport& transport) {
    ImdsSettings settings = imds_settings(config);
    if (settings.disabled) {
        co_return std::string();
    }
    InstanceRegions& known = context.state().service<InstanceRegions>();
    const std::string endpoint = settings.origin.host_header() + settings.base_path;
    std::string region = known.get(endpoint);
    if (region.empty()) {
        region = co_await ask(context, std::move(settings), transport);
        if (!region.empty()) {
            known.set(endpoint, region);
        }
    }
    co_return region;
}

}  // namespace dynoxx::aws
