#include <dynoxx/table_options.hpp>

namespace dynoxx {

Entity TableOptions::apply_to(Entity entity) const {
    if (!name_.empty()) {
        entity.table_name = name_;
    }
    for (EntityAttribute& attribute : entity.attributes) {
        if (attribute.s3 && !bucket_.empty()) {
            attribute.s3->bucket = bucket_;
        }
        if (attribute.encrypted && !key_id_.empty()) {
            attribute.encrypted->key_id = key_id_;
        }
    }
    return entity;
}

}  // namespace dynoxx
