#define BAD
