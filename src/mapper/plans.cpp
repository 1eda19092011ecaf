#include "mapper/transact_part.hpp"

namespace dynoxx::detail {

DYNOXX_DEFINE_COPIES(LoadedItem);
DYNOXX_DEFINE_COPIES(ReportedWrite);
DYNOXX_DEFINE_COPIES(PutPlan);
DYNOXX_DEFINE_COPIES(GetPlan);
DYNOXX_DEFINE_COPIES(UpdatePlan);
DYNOXX_DEFINE_COPIES(RemovePlan);
DYNOXX_DEFINE_COPIES(CheckPlan);
DYNOXX_DEFINE_COPIES(ListPlan);
DYNOXX_DEFINE_COPIES(LoadedPage);
DYNOXX_DEFINE_COPIES(ParallelScanPlan);
DYNOXX_DEFINE_COPIES(OrphansPlan);
DYNOXX_DEFINE_COPIES(BatchGetPlan);
DYNOXX_DEFINE_COPIES(LoadedBatch);
DYNOXX_DEFINE_COPIES(BatchWritePlan);
DYNOXX_DEFINE_COPIES(TransactWritePlan);
DYNOXX_DEFINE_COPIES(TransactGetPlan);

TableData::TableData(const Entity& model, const TableOptions& options)
    : entity(options.apply_to(model)), object_keys(options.object_keys()), on_left_object(options.on_left_object()) {}

TablePtr make_table(const Entity& model, const TableOptions& options) {
    return std::make_shared<const TableData>(model, options);
}

PutPlan::PutPlan(TablePtr in, Result<Serialized> object) : table(std::move(in)), serialized(std::move(object)) {}
GetPlan::GetPlan(TablePtr in, Result<Item> wanted) : table(std::move(in)), key(std::move(wanted)) {}
UpdatePlan::UpdatePlan(TablePtr in, Result<Item> wanted) : table(std::move(in)), key(std::move(wanted)) {}
RemovePlan::RemovePlan(TablePtr in, Result<Item> wanted) : table(std::move(in)), key(std::move(wanted)) {}
CheckPlan::CheckPlan(TablePtr in, Result<Item> wanted) : table(std::move(in)), key(std::move(wanted)) {}
ListPlan::ListPlan(TablePtr in) : table(std::move(in)) {}
LoadedItem::LoadedItem() = default;
ReportedWrite::ReportedWrite() = default;
LoadedPage::LoadedPage() = default;
ParallelScanPlan::ParallelScanPlan(ListPlan scan) : segment(std::move(scan)) {}
OrphansPlan::OrphansPlan(TablePtr in) : table(std::move(in)) {}
BatchGetPlan::BatchGetPlan(TablePtr in) : table(std::move(in)) {}
LoadedBatch::LoadedBatch() = default;
BatchWritePlan::BatchWritePlan(TablePtr in) : table(std::move(in)) {}
TransactWritePlan::TransactWritePlan() = default;
TransactGetPlan::TransactGetPlan() = default;

void BatchGetPlan::add(Result<Item> key) {
    keys.push_back(std::move(key));
}

void BatchWritePlan::put(Result<Serialized> object) {
    entries.emplace_back(std::move(object));
}

void BatchWritePlan::remove(Result<Item> key) {
    entries.emplace_back(std::move(key));
}

void TransactGetPlan::add(const GetPlan& part) {
    parts.push_back(part);
}

TransactPartPtr transact_part(const PutPlan& plan) {
    return std::make_shared<const TransactPlanPart>(plan);
}

TransactPartPtr transact_part(const UpdatePlan& plan) {
    return std::make_shared<const TransactPlanPart>(plan);
}

TransactPartPtr transact_part(const RemovePlan& plan) {
    return std::make_shared<const TransactPlanPart>(plan);
}

TransactPartPtr transact_part(const CheckPlan& plan) {
    return std::make_shared<const TransactPlanPart>(plan);
}

}  // namespace dynoxx::detail
