#!/usr/bin/perl
# Finds what g++ 12 miscompiles in coroutines, and coroutines that outlive their captures: lint_coroutines.pl FILE...
#
# 1. A brace inside a statement that contains co_await (a temporary made with braces there is destroyed twice).
# 2. A capturing lambda that is a coroutine (the captures die with the closure, not with the coroutine).
# 3. Assignment to an any_completion_handler (move assignment recurses for ever in Boost 1.81).
#
# A line that ends in `// lint: checked` is not reported.
use strict;
use warnings;

# The text without comments, strings and preprocessor lines; same length, same line breaks.
sub code_only {
    my ($text) = @_;
    my $blank = sub { my $part = shift; $part =~ s/[^\n]/ /g; $part };
    $text =~ s{
        (//[^\n]* | /\*.*?\*/ | ^[ \t]*\#(?:[^\n\\]|\\.)*)   # comments, preprocessor
      | (R"([^\s()\\]*)\(.*?\)\3")                           # raw strings
      | ("(?:[^"\\\n]|\\.)*" | (?<![0-9a-fA-F])'(?:[^'\\\n]|\\.)+')
    }{ $blank->(defined $1 ? $1 : defined $2 ? $2 : $4) }gsemx;
    return $text;
}

my $lambda_head = qr{
    (?<![\w\])\[])\s* \[ ([^\[\]]*) \] \s*
    (?:<[^<>]*>\s*)? (?:\((?:[^()]|\([^()]*\))*\)\s*)?
    (?:mutable\s*|noexcept\s*|constexpr\s*)* (?:->\s*[\w:<>,\s&*]+)? $
}x;

sub check {
    my ($file, $code, $report) = @_;
    my $line  = 1;
    my $depth = 0;                                  # of parentheses in the current statement
    my %scope = (text => '', braces => 0);          # the current statement
    my @outer;
    my $end_statement = sub {
        $report->($scope{brace_line}, 'a brace beside co_await')
            if $scope{braces} && $scope{text} =~ /\bco_await\b/;
        @scope{qw(text braces)} = ('', 0);
    };
    for my $char (split //, $code) {
        if ($char eq "\n") { $line++; $scope{text} .= ' ' if length $scope{text}; next; }
        if ($char eq '(') { $depth++ } elsif ($char eq ')') { $depth-- }
        if ($char eq '{') {
            my $captures = $scope{text} =~ $lambda_head ? $1 : undef;
            push @outer, {%scope, depth => $depth, line => $line, captures => $captures,
                          header => ($depth == 0 && $scope{text} =~ /\)\s*$/ && !defined $captures)};
            %scope = (text => '', braces => 0, is_block => 0, coroutine => 0);
            $depth = 0;
        } elsif ($char eq '}') {
            next unless @outer;
            my $inner_text = $scope{text};
            my $opened     = pop @outer;
            my $is_block   = $opened->{header} || $scope{is_block} || defined $opened->{captures};
            my $coroutine  = $scope{coroutine} || ($is_block && $inner_text =~ /\bco_(await|return|yield)\b/);
            $end_statement->() if $is_block;
            $report->($opened->{line}, 'a capturing lambda that is a coroutine')
                if $coroutine && defined $opened->{captures} && $opened->{captures} =~ /\S/;
            $coroutine = 0 if defined $opened->{captures};
            %scope = (text => $opened->{text}, braces => $opened->{braces}, brace_line => $opened->{brace_line},
                      is_block => $opened->{is_block}, coroutine => $opened->{coroutine} || $coroutine);
            $depth = $opened->{depth};
            if ($is_block && $depth == 0 && !defined $opened->{captures}) {
                $scope{is_block} = 1;
                $end_statement->();                 # the header of a block ends here
            } else {
                $scope{brace_line} = $opened->{line} unless $scope{braces};
                $scope{braces}++;
                $scope{text} .= $is_block ? '{}' : "{$inner_text}";
            }
        } elsif ($char eq ';' && $depth <= 0) {
            $scope{is_block} = 1;
            $scope{coroutine} = 1 if $scope{text} =~ /\bco_(await|return|yield)\b/;
            $depth = 0;
            $end_statement->();
        } else {
            $scope{text} .= $char;
        }
    }
}

sub read_file {
    my ($file) = @_;
    open(my $handle, '<', $file) or return '';
    local $/;
    return <$handle> // '';
}

for my $file (@ARGV) {
    my $text = read_file($file);
    next unless $text =~ /co_await|co_return|co_yield|any_completion_handler/;
    my @lines  = split /\n/, $text, -1;
    my $report = sub {
        my ($line, $what) = @_;
        print "$file:$line: $what\n" unless $lines[$line - 1] =~ m{// lint: checked\s*$};
    };
    my $code = code_only($text);
    check($file, $code, $report);

    my $declared = $code;
    (my $own_header = $file) =~ s/\.cpp$/.hpp/;
    $declared .= code_only(read_file($own_header)) if $own_header ne $file;
    my %handlers = map { $_ => 1 } $declared =~ /any_completion_handler\s*<(?:[^<>;]|<[^<>]*>)*>\s+(\w+)/g;
    my @code_lines = split /\n/, $code, -1;
    for my $index (0 .. $#code_lines) {
        for my $name (keys %handlers) {
            $report->($index + 1, "assignment to the any_completion_handler '$name': construct in place or swap")
                if $code_lines[$index] =~ /(?<![\w>]\s)(?<!\w)\Q$name\E\s*=(?!=)/;
        }
    }
}
