#include "local/dynamodb/expression/parser.hpp"
#include "local/dynamodb/expression/parser_base.hpp"

namespace dynoxx::local::dynamodb {

namespace {

class ProjectionParser : private ParserBase {
 public:
    using ParserBase::ParserBase;

    std::vector<DocumentPath> parse() {
        std::vector<DocumentPath> paths;
        do {
            count_operator();
            paths.push_back(parse_path());
        } while (take_symbol(","));
        expect_end();
        check(paths);
        check_mistakes();
        return paths;
    }

 private:
    void check(const std::vector<DocumentPath>& paths) {
        for (std::size_t later = 1; later < paths.size(); ++later) {
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                const PathRelation relation = relate(paths[earlier], paths[later]);
                if (relation == PathRelation::Distinct) {
                    continue;
                }
                const bool overlap = relation == PathRelation::Overlap;
                note(overlap ? Mistake::OverlappingPaths : Mistake::ConflictingPaths,
                     "Two document paths " + std::string(overlap ? "overlap" : "conflict") +
                         " with each other; must remove or rewrite one of these paths; path one: " +
                         describe(paths[earlier]) + ", path two: " + describe(paths[later]));
            }
        }
    }
};

}  // namespace

std::vector<DocumentPath> parse_projection(std::string_view text, ExpressionContext& context) {
    return ProjectionParser("ProjectionExpression", text, context).parse();
}

}  // namespace dynoxx::local::dynamodb
