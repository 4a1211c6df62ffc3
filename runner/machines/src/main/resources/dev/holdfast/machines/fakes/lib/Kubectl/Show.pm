# How kubectl shows objects: tables, JSON, names and simple JSON paths.
package Kubectl::Show;
use strict;
use warnings;
use Host;
use Json;
use Kinds;
use Yaml;

sub age {
    my ($object) = @_;
    my $seconds = Host::now() - Host::seconds($object->{metadata}{creationTimestamp});
    return $seconds < 120 ? "${seconds}s" : $seconds < 7200 ? int($seconds / 60) . 'm' : int($seconds / 3600) . 'h';
}

sub ready {
    my ($object) = @_;
    my ($found) = grep { $_->{type} eq 'Ready' } @{ $object->{status}{conditions} // [] };
    return $found ? $found->{status} : 'Unknown';
}

my %COLUMNS = (
    Node => [ [qw(NAME STATUS ROLES AGE VERSION)], sub {
        my ($node) = @_;
        my $status = ready($node) eq 'True' ? 'Ready' : 'NotReady';
        $status .= ',SchedulingDisabled' if Json::is_true($node->{spec}{unschedulable});
        my @roles = sort map { m{^node-role\.kubernetes\.io/(.+)} ? $1 : () } keys %{ $node->{metadata}{labels} };
        return ($node->{metadata}{name}, $status, join(',', @roles) || '<none>', age($node), $node->{status}{nodeInfo}{kubeletVersion} // '');
    } ],
    Pod => [ [qw(NAME READY STATUS RESTARTS AGE)], sub {
        my ($pod) = @_;
        my @states = @{ $pod->{status}{containerStatuses} // [] };
        my $good = grep { Json::is_true($_->{ready}) } @states;
        my ($waiting) = map { $_->{state}{waiting}{reason} // () } @states;
        return ($pod->{metadata}{name}, "$good/" . @{ $pod->{spec}{containers} // [] }, $waiting // $pod->{status}{phase} // 'Pending', 0, age($pod));
    } ],
);

sub table {
    my ($objects, $with_namespace, $with_header) = @_;
    my ($names, $row) = @{ $COLUMNS{ $objects->[0]{kind} } // [ [qw(NAME AGE)], sub { ($_[0]{metadata}{name}, age($_[0])) } ] };
    my @rows = map { [ $with_namespace ? $_->{metadata}{namespace} // '' : (), $row->($_) ] } @$objects;
    unshift @rows, [ $with_namespace ? 'NAMESPACE' : (), @$names ] if $with_header;
    my @width;
    for my $cells (@rows) { for my $i (0 .. $#$cells) { my $length = length $cells->[$i]; $width[$i] = $length if $length > ($width[$i] // 0) } }
    for my $cells (@rows) { print join('   ', map { $_ == $#$cells ? $cells->[$_] : sprintf "%-$width[$_]s", $cells->[$_] } 0 .. $#$cells), "\n" }
    return;
}

# Each value that a path such as .items[*].status.conditions[?(@.type=="Ready")].status leads to.
sub walk {
    my ($value, $path) = @_;
    return $value if $path eq '' || $path eq '@';
    $path =~ s/^[\$@]//;
    if ($path =~ s/^\[\?\(@\.([\w.\/-]+)\s*([=!]=)\s*["']?([^"'\)]*)["']?\)\]//) {
        my ($field, $how, $wanted) = ($1, $2, $3);
        my @kept = grep { my ($has) = walk($_, ".$field"); $has = ref $has eq 'SCALAR' ? ($$has ? 'true' : 'false') : $has // ''; $how eq '==' ? $has eq $wanted : $has ne $wanted } @{ ref $value eq 'ARRAY' ? $value : [] };
        return map { walk($_, $path) } @kept;
    }
    if ($path =~ s/^\[\*\]//) { return map { walk($_, $path) } ref $value eq 'ARRAY' ? @$value : ref $value eq 'HASH' ? map { $value->{$_} } sort keys %$value : () }
    if ($path =~ s/^\[(-?\d+)\]//) { return ref $value eq 'ARRAY' && exists $value->[$1] ? walk($value->[$1], $path) : () }
    if ($path =~ s/^\['([^']+)'\]// || $path =~ s/^\.((?:[^.\[\]\\]|\\.)+)//) {
        my $name = $1 =~ s/\\(.)/$1/gr;
        return $name eq '*' ? map { walk($_, $path) } values %$value : ref $value eq 'HASH' && defined $value->{$name} ? walk($value->{$name}, $path) : ();
    }
    die "error: error parsing jsonpath $path\n";
}

sub plain { my ($value) = @_; return ref $value eq 'SCALAR' ? ($$value ? 'true' : 'false') : ref $value ? Json::text($value) : $value // '' }

# A template of texts and paths in braces, with range and end.
sub template {
    my ($value, $template) = @_;
    my $out = '';
    while ($template =~ /\G(?:([^{]+)|\{range\s+([^}]+)\}(.*?)\{end\}|\{"((?:[^"\\]|\\.)*)"\}|\{((?:[^}"]|"[^"]*")*)\})/gcs) {
        if (defined $1) { $out .= $1 }
        elsif (defined $2) { my ($path, $inner) = ($2, $3); $out .= join '', map { template($_, $inner) } walk($value, $path) }
        elsif (defined $4) { $out .= Json::parse("\"$4\"") }
        else { my $path = $5; $path = ".$path" if $path !~ /^[.\[\$@]/; $out .= join ' ', map { plain($_) } walk($value, $path) }
    }
    die "error: error parsing jsonpath $template, unclosed action\n" if (pos $template // 0) < length $template;
    return $out;
}

sub show {
    my ($value, $form, %with) = @_;
    my $objects = exists $value->{items} ? $value->{items} : [$value];
    if ($form eq 'json') { print Json::text($value, '    '), "\n" }
    elsif ($form eq 'yaml') { print Yaml::text($value) }
    elsif ($form eq 'name') { print map { Kinds::shown($_) . "\n" } @$objects }
    elsif ($form =~ /^jsonpath=(.*)/s) { print template($value, $1) }
    elsif ($form eq '' || $form eq 'wide') { table($objects, $with{all}, !$with{bare}) if @$objects }
    else { die "error: unable to match a printer suitable for the output format \"$form\"\n" }
    return;
}

1;
