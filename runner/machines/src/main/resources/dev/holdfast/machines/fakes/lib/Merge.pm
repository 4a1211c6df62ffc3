# Patches, owners of fields, and selectors.
package Merge;
use strict;
use warnings;
use Host;
use Json;

# A JSON merge patch (RFC 7386).
sub patch {
    my ($old, $change) = @_;
    return $change if ref $change ne 'HASH';
    my %new = ref $old eq 'HASH' ? %$old : ();
    for my $name (keys %$change) {
        if (defined $change->{$name}) { $new{$name} = patch($new{$name}, $change->{$name}) }
        else { delete $new{$name} }
    }
    return \%new;
}

# The leaves of an object as path => value; lists are leaves, but for those whose items have a name.
sub leaves {
    my ($value, $path) = @_;
    return ($path => Json::text($value)) if ref $value ne 'HASH' || !%$value;
    return map { leaves($value->{$_}, "$path.$_") } keys %$value;
}

sub owned {
    my ($object) = @_;
    my %leaves = leaves({ %$object, metadata => { map { $_ => $object->{metadata}{$_} } grep { defined $object->{metadata}{$_} } 'labels', 'annotations', 'ownerReferences', 'finalizers' } }, '');
    delete @leaves{ '.kind', '.apiVersion', '.metadata' };
    return \%leaves;
}

sub managers { return $_[0]{metadata}{managedFields} //= [] }

sub own {
    my ($object, $manager, $from) = @_;
    my $all = managers($object);
    @$all = grep { $_->{manager} ne $manager } @$all;
    push @$all, { manager => $manager, operation => 'Apply', apiVersion => $object->{apiVersion}, time => Host::stamp(), fields => [ sort keys %{ owned($from) } ] };
    return;
}

# Fields that another manager owns with another value.
sub conflicts {
    my ($old, $manager, $object) = @_;
    my ($has, $wants) = (owned($old), owned($object));
    my @conflicts;
    for my $other (grep { $_->{manager} ne $manager } @{ managers($old) }) {
        for my $field (@{ $other->{fields} // [] }) {
            push @conflicts, [ $other->{manager}, $field ] if exists $wants->{$field} && ($has->{$field} // '') ne $wants->{$field};
        }
    }
    return @conflicts;
}

# The old object with what is applied, without what this manager applied before and does not any more.
sub applied {
    my ($old, $manager, $object) = @_;
    my $wants = owned($object);
    my ($mine) = grep { $_->{manager} eq $manager } @{ managers($old) };
    my %others = map { $_ => 1 } map { @{ $_->{fields} // [] } } grep { $_->{manager} ne $manager } @{ managers($old) };
    for my $field (@{ ($mine // {})->{fields} // [] }) {
        next if exists $wants->{$field} || $others{$field} || grep { index($_, "$field.") == 0 } keys %$wants;
        cut($old, $object, $field);
    }
    my $meta = { %{ $object->{metadata} } };
    delete @$meta{ 'resourceVersion', 'uid' };
    my $new = patch($old, { %$object, metadata => $meta });
    for my $entry (grep { $_->{manager} ne $manager } @{ managers($new) }) {
        $entry->{fields} = [ grep { !exists $wants->{$_} } @{ $entry->{fields} // [] } ];
    }
    own($new, $manager, $object);
    return $new;
}

# Removes one leaf; names may have dots in them, so each step takes the longest that fits.
sub cut {
    my ($at, undef, $field) = @_;
    my $rest = substr $field, 1;
    while (ref $at eq 'HASH') {
        if (exists $at->{$rest}) { delete $at->{$rest}; return }
        my ($step) = sort { length $b <=> length $a } grep { index($rest, "$_.") == 0 } keys %$at;
        return if !defined $step;
        $rest = substr $rest, 1 + length $step;
        $at = $at->{$step};
    }
}

sub selected {
    my ($object, $selector) = @_;
    for my $term (split /,/, $selector // '') {
        my ($name, $not, $value) = $term =~ /^\s*!?([^!=\s]+)\s*(?:(!?)={1,2}\s*(\S*))?\s*$/ or return 0;
        my $has = $object->{metadata}{labels}{$name};
        my $fits = defined $value ? (defined $has && $has eq $value) : defined $has;
        $fits = !$fits if $not || $term =~ /^\s*!/;
        return 0 if !$fits;
    }
    return 1;
}

sub with_fields {
    my ($object, $selector) = @_;
    for my $term (split /,/, $selector // '') {
        my ($path, $not, $value) = $term =~ /^([\w.]+)(!?)==?(.*)$/ or return 0;
        my $at = $object;
        $at = ref $at eq 'HASH' ? $at->{$_} : undef for split /\./, $path;
        my $fits = ($at // '') eq $value;
        return 0 if $not ? $fits : !$fits;
    }
    return 1;
}

1;
