#include <dynoxx/operations/orphans.hpp>

#include "client/client_core.hpp"
#include "dynamodb/client.hpp"
#include "mapper/flows/objects.hpp"
#include "s3/client.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace dynoxx::detail {

namespace {

using namespace std::chrono_literals;
using runtime::Context;
using runtime::task;

constexpr std::chrono::seconds least_age = 15min;

/// A bucket and the beginning of keys in it.
using Place = std::pair<std::string, std::string>;

void check(const OrphansPlan& plan) {
    const Entity& entity = plan.table->entity;
    for (const EntityAttribute& attribute : entity.attributes) {
        if (attribute.s3 && attribute.s3->prefix.empty()) {
            throw_error(Error(ErrorCode::InvalidOption,
                              "The S3 attribute '" + attribute.name + "' of table '" + entity.table_name +
                                  "' has no prefix, so every object of the bucket '" + attribute.s3->bucket +
                                  "' would count as its own. Orphans can be found of attributes with a prefix only."));
        }
    }
    if (plan.minimum_age < least_age) {
        throw_error(Error(ErrorCode::InvalidOption,
                          "older_than of orphans is " + std::to_string(plan.minimum_age.count()) +
                              " s, which is less than 15 minutes: the items of younger objects may be written yet."));
    }
}

std::set<Place> places_of(const Entity& entity) {
    std::set<Place> places;
    for (const EntityAttribute& attribute : entity.attributes) {
        if (attribute.s3) {
            places.emplace(attribute.s3->bucket, attribute.s3->prefix);
        }
    }
    return places;
}

/// Adds the objects of one place that are old enough.
task<void> list(Context context, ClientState& client, const Place& place, runtime::SystemTime youngest,
                std::vector<S3Location>& objects) {
    s3::ListObjectsRequest request;
    request.bucket = place.first;
    request.prefix = place.second;
    do {
        const s3::ListObjectsResponse page = co_await client.s3().list_objects(context, request);
        for (const s3::ListedObject& listed : page.objects) {
            if (listed.last_modified <= youngest) {
                S3Location& object = objects.emplace_back();
                object.bucket = place.first;
                object.key = listed.key;
                object.size = listed.size;
                object.etag = listed.etag;
            }
        }
        request.continuation_token = page.continuation_token;
    } while (!request.continuation_token.empty());
}

ScanRequest scan_request(const Entity& entity) {
    ScanRequest request;
    request.table_name = entity.table_name;
    request.consistent_read = true;
    for (const EntityAttribute& attribute : entity.attributes) {
        if (attribute.s3) {
            const std::string placeholder = "#a" + std::to_string(request.names.size());
            request.projection_expression += (request.names.empty() ? "" : ", ") + placeholder;
            request.names.emplace(placeholder, attribute.name);
        }
    }
    return request;
}

/// Puts objects in order, each once: one prefix may begin with another.
void sort_once(std::vector<S3Location>& objects) {
    const auto name = [](const S3Location& object) { return std::tie(object.bucket, object.key); };
    std::ranges::sort(objects, {}, name);
    const auto doubles = std::ranges::unique(objects, {}, name);
    objects.erase(doubles.begin(), doubles.end());
}

/// Takes the objects that items point to out of the list.
task<void> leave_out_pointed_to(Context context, ClientState& client, const Entity& entity, CallTarget target,
                                std::vector<S3Location>& objects) {
    std::set<Place> pointed_to;
    ScanRequest request = scan_request(entity);
    do {
        ScanRequest next = request;
        ScanResponse page = co_await client.dynamodb().scan(context, std::move(next), settings_of(target));
        for (const Item& item : page.items) {
            for (const S3Location& location : mapper::locations_of(entity, item)) {
                pointed_to.emplace(location.bucket, location.key);
            }
        }
        request.exclusive_start_key = std::move(page.last_evaluated_key);
    } while (!request.exclusive_start_key.empty());
    std::erase_if(objects, [&pointed_to](const S3Location& object) {
        return pointed_to.contains(Place(object.bucket, object.key));
    });
}

/// Lists first and scans afterwards: an item that is written in between has an object that is too young.
task<OrphansResult> find(Context context, const OrphansPlan& plan, CallTarget target) {
    check(plan);
    const std::shared_ptr<ClientState> client = target.core->state();
    const Entity& entity = plan.table->entity;
    const runtime::SystemTime youngest = context.system().clock->system_now() - plan.minimum_age;
    OrphansResult result;
    const std::set<Place> places = places_of(entity);
    for (const Place& place : places) {
        co_await list(context, *client, place, youngest, result.orphans);
    }
    sort_once(result.orphans);
    co_await leave_out_pointed_to(context, *client, entity, std::move(target), result.orphans);
    if (plan.removes) {
        result.objects_left = co_await mapper::remove_objects(context, *client, *plan.table, result.orphans);
        result.objects_removed = mapper::without(result.orphans, result.objects_left);
    }
    co_return result;
}

}  // namespace

FlowPtr flow_of(OrphansPlan plan) {
    return make_flow<OrphansResult>(
        [plan = std::move(plan)](Context context, const CallTarget& target) { return find(context, plan, target); });
}

}  // namespace dynoxx::detail
