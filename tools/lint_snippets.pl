#!/usr/bin/perl
# Finds C++ in the documentation that is not a piece of a file in examples/: lint_snippets.pl MARKDOWN...
use strict;
use warnings;

sub read_file {
    my ($file) = @_;
    open(my $handle, '<', $file) or return '';
    local $/;
    return <$handle> // '';
}

my @examples = map { read_file($_) } glob('examples/*.cpp examples/*/*.cpp');
for my $file (@ARGV) {
    my $text = read_file($file);
    while ($text =~ /^```cpp\n(.*?)^```/gms) {
        my ($code, $line) = ($1, 1 + (substr($text, 0, $-[0]) =~ tr/\n//));
        print "$file:$line: this code is not in examples/\n" unless grep { index($_, $code) >= 0 } @examples;
    }
}
