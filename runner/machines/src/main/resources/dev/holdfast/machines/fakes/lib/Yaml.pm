# The part of YAML that configuration files and manifests use: documents, block and flow collections,
# plain and quoted scalars, literal and folded blocks. No anchors, tags or complex keys: they die.
package Yaml;
use strict;
use warnings;
use Json;

# All documents of a text.
sub documents {
    my ($text) = @_;
    return map { parse($_) } grep { /^\s*[^#\s]/m } split /^---[ \t]*(?:#.*)?$/m, $text;
}

sub parse {
    my ($text) = @_;
    return Json::parse($text) if $text =~ /^\s*[\{\[]/;
    my @lines;
    for my $line (split /\n/, $text) {
        $line =~ s/\s+$//;
        my ($indent) = $line =~ /^( *)/;
        push @lines, { indent => length $indent, text => substr($line, length $indent), raw => $line };
    }
    my $state = { lines => \@lines, at => 0 };
    skip($state);
    return undef if $state->{at} >= @lines;
    my $value = block($state, $lines[ $state->{at} ]{indent});
    skip($state);
    die "yaml: line " . ($state->{at} + 1) . ": did not find expected key\n" if $state->{at} < @lines;
    return $value;
}

sub skip {
    my ($state) = @_;
    my $lines = $state->{lines};
    $state->{at}++ while $state->{at} < @$lines && $lines->[ $state->{at} ]{text} =~ /^(?:#|\.\.\.$|$)/;
}

sub block {
    my ($state, $indent) = @_;
    my $line = $state->{lines}[ $state->{at} ];
    return sequence($state, $indent) if $line->{text} =~ /^-(?: |$)/;
    return mapping($state, $indent) if $line->{text} =~ /^(?:"[^"]*"|'[^']*'|[^\s#\[\{"'][^#]*?):(?: |$)/;
    $state->{at}++;
    return scalar_of($state, $line->{text}, $indent - 1);
}

sub sequence {
    my ($state, $indent) = @_;
    my @items;
    while (1) {
        skip($state);
        my $line = $state->{lines}[ $state->{at} ] or last;
        last if $line->{indent} != $indent || $line->{text} !~ /^-( +|$)/;
        my $width = 1 + length $1;
        my $rest = substr $line->{text}, $width;
        if ($rest eq '' || $rest =~ /^#/) {
            $state->{at}++;
            push @items, nested($state, $indent, 0);
        } else {
            # What follows the dash is a block of its own, further in.
            $line->{indent} = $indent + $width;
            $line->{text} = $rest;
            push @items, block($state, $line->{indent});
        }
    }
    return \@items;
}

sub mapping {
    my ($state, $indent) = @_;
    my %map;
    while (1) {
        skip($state);
        my $line = $state->{lines}[ $state->{at} ] or last;
        last if $line->{indent} != $indent;
        $line->{text} =~ /^("[^"]*"|'[^']*'|[^\s#][^#]*?):(?: +(.*))?$/ or last;
        my ($key, $rest) = ($1, $2 // '');
        $key =~ s/^(["'])(.*)\1$/$2/;
        $state->{at}++;
        $map{$key} = $rest eq '' || $rest =~ /^#/ ? nested($state, $indent, 1) : scalar_of($state, $rest, $indent);
    }
    return \%map;
}

# What stands below a key or a dash. The items of a list may stand as far out as the list's key.
sub nested {
    my ($state, $indent, $below_key) = @_;
    skip($state);
    my $line = $state->{lines}[ $state->{at} ] or return undef;
    return block($state, $line->{indent}) if $line->{indent} > $indent;
    return sequence($state, $indent) if $below_key && $line->{indent} == $indent && $line->{text} =~ /^-(?: |$)/;
    return undef;
}

sub scalar_of {
    my ($state, $text, $indent) = @_;
    return literal($state, $1, $2, $indent) if $text =~ /^([|>])([-+]?)\d?(?:\s+#.*)?$/;
    return $1 =~ s/''/'/gr if $text =~ /^'((?:[^']|'')*)'\s*(?:#.*)?$/;
    return Json::parse($1) if $text =~ /^("(?:[^"\\]|\\.)*")\s*(?:#.*)?$/;
    $text =~ s/\s+#.*$//;
    return flow($text) if $text =~ /^[\[\{]/;
    die "yaml: anchors and tags are not supported: $text\n" if $text =~ /^[&*!]/;
    return plain($text);
}

sub literal {
    my ($state, $style, $chomp, $indent) = @_;
    my (@kept, $width);
    while (my $line = $state->{lines}[ $state->{at} ]) {
        last if $line->{raw} ne '' && $line->{indent} <= $indent;
        $width //= $line->{indent} if $line->{raw} ne '';
        push @kept, $line->{raw} eq '' ? '' : substr $line->{raw}, $width;
        $state->{at}++;
    }
    pop @kept while @kept && $kept[-1] eq '';
    my $text = join $style eq '|' ? "\n" : ' ', @kept;
    return $chomp eq '-' ? $text : "$text\n";
}

sub plain {
    my ($text) = @_;
    return undef if $text =~ /^(?:~|null|)$/;
    return $Json::TRUE if $text eq 'true';
    return $Json::FALSE if $text eq 'false';
    return 0 + $text if $text =~ /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
    return $text;
}

sub flow {
    my ($text) = @_;
    my @tokens = $text =~ /("(?:[^"\\]|\\.)*"|'[^']*'|[\[\]\{\},]|:(?=\s)|[^\[\]\{\},:"'\s][^\[\]\{\},]*?(?=\s*(?:[\[\]\{\},]|:\s|$)))/g;
    return flow_value(\@tokens);
}

sub flow_value {
    my ($tokens) = @_;
    my $token = shift @$tokens // die "yaml: did not find expected ',' or ']'\n";
    if ($token eq '[') {
        my @list;
        while (@$tokens && $tokens->[0] ne ']') {
            push @list, flow_value($tokens);
            shift @$tokens if @$tokens && $tokens->[0] eq ',';
        }
        shift @$tokens;
        return \@list;
    }
    if ($token eq '{') {
        my %map;
        while (@$tokens && $tokens->[0] ne '}') {
            my $key = flow_value($tokens);
            shift @$tokens if @$tokens && $tokens->[0] eq ':';
            $map{$key} = flow_value($tokens);
            shift @$tokens if @$tokens && $tokens->[0] eq ',';
        }
        shift @$tokens;
        return \%map;
    }
    return Json::parse($token) if $token =~ /^"/;
    return $1 if $token =~ /^'(.*)'$/;
    return plain($token);
}

# A text that every reader of YAML understands: JSON in block form.
sub text {
    my ($value) = @_;
    return Json::text($value, '  ') . "\n";
}

1;
