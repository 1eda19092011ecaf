// That this program links is the test.
int main() {}
