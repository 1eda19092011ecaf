#!/usr/bin/perl
# Finds includes of a layer from a place that must not know it: lint_layers.pl FILE...
use strict;
use warnings;

# Each layer with the private layers whose headers it may include, besides its own.
my @services = qw(dynamodb s3 kms sts sso signin);
my @below_services = qw(runtime http sigv4 json aws);
my %allowed = (
    runtime => [],
    sigv4   => ['runtime'],
    json    => ['runtime'],
    http    => ['runtime'],
    aws     => [qw(runtime http sigv4 json)],
    (map { $_ => [@below_services] } @services),
    client  => [@below_services, @services],
    mapper  => [@below_services, @services, 'client'],
    cli     => [@below_services, @services, 'client'],
);
my %layer_of_top = map { $_ => 1 } keys %allowed;

for my $file (@ARGV) {
    my ($from, @may);
    if ($file =~ m{^src/([^/]+)/}) {
        $from = $1;
        if (!$allowed{$from}) {
            print "$file: the layer '$from' is not in the table of tools/lint_layers.pl\n";
            next;
        }
        @may = ($from, @{$allowed{$from}});
    } elsif ($file =~ m{^local/}) {
        ($from, @may) = ('local', qw(runtime http sigv4));
    } elsif ($file =~ m{^cli/}) {
        ($from, @may) = ('cli', 'cli', @{$allowed{cli}});
    } elsif ($file =~ m{^(include|examples)/}) {
        ($from, @may) = ($1);
    } else {
        next;    # tests and benchmarks look everywhere
    }
    my %may = map { $_ => 1 } @may;
    open(my $text, '<', $file) or die "$file: $!";
    while (my $line = <$text>) {
        next unless $line =~ m{^\s*#\s*include\s*["<](?:src/|\.\./)*([a-z0-9_]+)/};
        my $to = $1;
        next unless $layer_of_top{$to} || $to eq 'local';
        next if $to eq 'local' && $from eq 'local';
        print "$file:$.: $from may not include $to/\n" unless $may{$to};
    }
    close $text;
}
