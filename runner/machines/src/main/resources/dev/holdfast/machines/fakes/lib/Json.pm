# JSON texts. Truth values are references to 1 and 0, null is undef, objects are written in the order
# of their names.
package Json;
use strict;
use warnings;

our $TRUE = \1;
our $FALSE = \0;

my %ESCAPED = ('"' => '"', '\\' => '\\', '/' => '/', b => "\b", f => "\f", n => "\n", r => "\r", t => "\t");

sub parse {
    my ($text) = @_;
    pos($text) = 0;
    my $value = value(\$text);
    $text =~ /\G\s*/gc;
    die "invalid character after top-level value\n" if pos($text) < length $text;
    return $value;
}

sub value {
    my ($in) = @_;
    $$in =~ /\G\s*/gc;
    return object($in) if $$in =~ /\G\{/gc;
    return list($in) if $$in =~ /\G\[/gc;
    return string($in) if $$in =~ /\G"/gc;
    return $TRUE if $$in =~ /\Gtrue/gc;
    return $FALSE if $$in =~ /\Gfalse/gc;
    return undef if $$in =~ /\Gnull/gc;
    return 0 + $1 if $$in =~ /\G(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)/gc;
    die "invalid character at " . (pos($$in) || 0) . " looking for beginning of value\n";
}

sub object {
    my ($in) = @_;
    my %object;
    return \%object if $$in =~ /\G\s*\}/gc;
    while (1) {
        $$in =~ /\G\s*"/gc or die "invalid character looking for beginning of object key string\n";
        my $name = string($in);
        $$in =~ /\G\s*:/gc or die "invalid character after object key\n";
        $object{$name} = value($in);
        return \%object if $$in =~ /\G\s*\}/gc;
        $$in =~ /\G\s*,/gc or die "invalid character after object key:value pair\n";
    }
}

sub list {
    my ($in) = @_;
    my @list;
    return \@list if $$in =~ /\G\s*\]/gc;
    while (1) {
        push @list, value($in);
        return \@list if $$in =~ /\G\s*\]/gc;
        $$in =~ /\G\s*,/gc or die "invalid character after array element\n";
    }
}

sub string {
    my ($in) = @_;
    my $string = '';
    while (1) {
        $string .= $1 if $$in =~ /\G([^"\\]+)/gc;
        return $string if $$in =~ /\G"/gc;
        if ($$in =~ /\G\\u([0-9a-fA-F]{4})/gc) {
            my $character = chr hex $1;
            utf8::encode($character);
            $string .= $character;
        } elsif ($$in =~ /\G\\(.)/gc) {
            $string .= $ESCAPED{$1} // die "invalid escape\n";
        } else {
            die "unexpected end of JSON input\n";
        }
    }
}

# A number is what Perl computes with as a number.
sub is_number {
    my ($value) = @_;
    no warnings 'numeric';
    return length((my $empty = '') & $value) && 0 + $value eq $value;
}

sub text {
    my ($value, $indent) = @_;
    return rendered($value, $indent, '');
}

sub rendered {
    my ($value, $step, $indent) = @_;
    return 'null' if !defined $value;
    my $kind = ref $value;
    return $$value ? 'true' : 'false' if $kind eq 'SCALAR';
    return is_number($value) ? $value : quoted($value) if !$kind;
    my $deeper = defined $step ? $indent . $step : '';
    my @parts =
        $kind eq 'ARRAY'
        ? map { rendered($_, $step, $deeper) } @$value
        : map { quoted($_) . (defined $step ? ': ' : ':') . rendered($value->{$_}, $step, $deeper) } sort keys %$value;
    my ($open, $close) = $kind eq 'ARRAY' ? ('[', ']') : ('{', '}');
    return "$open$close" if !@parts;
    return $open . join(',', @parts) . $close if !defined $step;
    return "$open\n" . join(",\n", map { $deeper . $_ } @parts) . "\n$indent$close";
}

sub quoted {
    my ($string) = @_;
    $string =~ s/(["\\])/\\$1/g;
    $string =~ s/\n/\\n/g;
    $string =~ s/\t/\\t/g;
    $string =~ s/\r/\\r/g;
    $string =~ s/([\x00-\x1f])/sprintf '\\u%04x', ord $1/ge;
    return "\"$string\"";
}

sub is_true {
    my ($value) = @_;
    return ref $value eq 'SCALAR' ? $$value : defined $value && $value eq 'true';
}

1;
