# One member of the store, and how it agrees with the others.
#
# A member keeps everything in one file in its data directory. One voter leads: it asks a majority
# before each answer, changes its own file, and hands the change on, or all it has to whoever is
# behind. Who finds no leader looks for the reachable voter that knows most. Without a majority
# nothing is read or written. What a split into two halves with two leaders does is not modelled:
# a leader without a majority answers nobody, which is enough here.
package Etcd;
use strict;
use warnings;
use Fcntl ':flock';
use Host;
use Json;
use Web;

our $DATA = '/var/lib/etcd/member';
my $FILE = "$DATA/snap/db";
my $SILENT = '/run/holdfast-etcd-silent';

# The file: the member's own facts in one line, then one line for each key with its revision and the
# text of its value, which nobody here looks into.
sub load {
    my ($facts, @lines) = split /\n/, Host::slurp($FILE);
    return undef if !defined $facts;
    my $db = Json::parse($facts);
    $db->{keys} = { map { my ($key, $revision, $value) = split /\t/, $_, 3; ($key => { revision => $revision, value => $value }) } @lines };
    return $db;
}

sub save {
    my ($db) = @_;
    my $facts = Json::text({ map { $_ => $db->{$_} } grep { $_ ne 'keys' } keys %$db });
    my $keys = $db->{keys};
    Host::spew($FILE, join("\n", $facts, map { "$_\t$keys->{$_}{revision}\t$keys->{$_}{value}" } sort keys %$keys), 0600);
    return;
}

sub locked {
    my ($action) = @_;
    open my $lock, '>', "$DATA/lock" or die "open $DATA/lock: $!\n";
    flock $lock, LOCK_EX;
    my @answer = $action->();
    close $lock;
    return @answer;
}

sub voters { return grep { !Json::is_true($_->{isLearner}) } @{ $_[0]{members} } }
sub quorum { return int(voters($_[0]) / 2) + 1 }
sub itself { my ($db) = @_; return (grep { $_->{ID} eq $db->{self} } @{ $db->{members} })[0] }

# A request to another member; undef where it does not answer. Who was silent is left alone a moment.
sub peer {
    my ($member, $path, $body) = @_;
    my $mark = "$SILENT-$member->{ID}";
    return undef if -e $mark && time - (stat _)[9] < 2;
    my ($host, $port) = $member->{peerURLs}[0] =~ m{//([^:/]+):(\d+)} or return undef;
    my ($status, undef, $text) = eval { Web::ask($host, $port, 'POST', $path, body => Json::text($body), connect => 1, patience => $path eq "/raft/propose" ? 10 : 5) };
    if (!defined $status) { Host::spew($mark, ''); return undef }
    unlink $mark;
    return { status => $status, body => eval { Json::parse($text) } };
}

# What a member says to a client or to another member.
sub answer {
    my ($method, $path, $headers, $body) = @_;
    my $request = $body eq '' ? {} : Json::parse($body);
    my $db = load() or return (503, { message => 'etcdserver: server not started' });
    return (200, status($db)) if $path eq '/status';
    return locked(sub { follow($request) }) if $path eq '/raft/append';
    return locked(sub { lead($request) }) if $path eq '/raft/propose';
    return removed() if $path eq '/raft/removed';
    my $self = itself($db) or return (410, { message => 'etcdserver: the member has been permanently removed from the cluster' });
    if (Json::is_true($self->{isLearner}) && $path ne '/members') {
        return (503, { message => 'etcdserver: rpc not supported for learner' });
    }
    return (404, { message => "unknown request $path" }) if $path !~ m{^/(get|put|delete|members|member-\w+|move-leader)$};
    $request->{verb} = $1;
    return agreed($db, $request);
}

sub status {
    my ($db) = @_;
    my $self = itself($db);
    return { cluster => $db->{cluster}, ID => $db->{self}, leader => $db->{leader}, revision => $db->{revision},
        name => $self->{name}, isLearner => $self->{isLearner} // $Json::FALSE, size => -s $FILE };
}

# Has the leader answer, and finds one where there is none.
sub agreed {
    my ($db, $request) = @_;
    for my $try (1 .. 3) {
        if ($db->{leader} eq $db->{self}) { return locked(sub { lead($request) }) }
        my ($leader) = grep { $_->{ID} eq $db->{leader} } voters($db);
        my $said = $leader && peer($leader, '/raft/propose', $request);
        return ($said->{status}, $said->{body}) if $said && $said->{status} != 421;
        locked(sub { elect() }) or return (503, { message => 'etcdserver: no leader' });
        $db = load();
    }
    return (503, { message => 'etcdserver: leader changed' });
}

sub elect {
    my $db = load();
    my @known = { ID => $db->{self}, revision => $db->{revision} };
    for my $member (grep { $_->{ID} ne $db->{self} } voters($db)) {
        my $said = peer($member, '/status', {});
        push @known, $said->{body} if $said && $said->{status} == 200 && $said->{body}{cluster} eq $db->{cluster};
    }
    return 0 if @known < quorum($db);
    my ($best) = sort { $b->{revision} <=> $a->{revision} || $a->{ID} cmp $b->{ID} } @known;
    $db->{leader} = $best->{ID};
    save($db);
    return 1;
}

# How many voters know as much as this one, itself among them, and which members answer at all.
sub gathered {
    my ($db, @others) = @_;
    my ($votes, @reachable) = (1);
    for my $member (@others) {
        my $said = peer($member, '/raft/append', { cluster => $db->{cluster}, leader => $db->{self}, revision => $db->{revision} }) or next;
        $said = peer($member, '/raft/append', { whole => $db }) // next if $said->{status} == 409;
        next if $said->{status} != 200;
        push @reachable, $member;
        $votes++ if !Json::is_true($member->{isLearner});
    }
    return ($votes, @reachable);
}

# Carries a request out as the leader: nothing is said without a majority.
sub lead {
    my ($request) = @_;
    my $db = load();
    my $self = itself($db) // return (421, { message => 'etcdserver: not a member' });
    return (421, { message => 'etcdserver: not a voter' }) if Json::is_true($self->{isLearner});
    $db->{leader} = $db->{self};
    my @others = grep { $_->{ID} ne $db->{self} && $_->{name} ne '' } @{ $db->{members} };
    my ($votes, @reachable) = gathered($db, @others);
    # As the real one, it waits for a majority that is late; where there was none a moment ago it says so at once.
    my $mark = "$SILENT-majority";
    my $until = -e $mark && time - (stat _)[9] < 5 ? 0 : time + 7;
    while ($votes < quorum($db) && time < $until) {
        Host::nap(0.5);
        ($votes, @reachable) = gathered($db, @others);
    }
    if ($votes < quorum($db)) {
        Host::spew($mark, '');
        return (503, { message => 'etcdserver: request timed out' });
    }
    my $before = $db->{revision} + 0;
    my ($status, $answer) = apply($db, $request, scalar(voters($db)) == $votes, \@reachable);
    if ($db->{revision} != $before) {
        save($db);
        for my $member (@reachable) {
            my $kept = grep { $_->{ID} eq $member->{ID} } @{ $db->{members} };
            # A key alone is handed on alone.
            my $news = $request->{verb} =~ /^(?:put|delete)$/
                ? { cluster => $db->{cluster}, revision => $before, key => $request->{key}, entry => $db->{keys}{ $request->{key} } } : { whole => $db };
            peer($member, $kept ? '/raft/append' : '/raft/removed', $kept ? $news : {});
        }
    }
    return ($status, $answer);
}

# Hears the leader: says whether this member knows as much, or takes over all of it.
sub follow {
    my ($request) = @_;
    my $db = load();
    if (my $whole = $request->{whole}) {
        return (412, { message => 'cluster ID mismatch' }) if $db->{cluster} ne $whole->{cluster};
        $whole->{self} = $db->{self};
        save($whole);
        return (200, {});
    }
    return (412, { message => 'cluster ID mismatch' }) if $db->{cluster} ne $request->{cluster};
    return (409, {}) if $db->{revision} != $request->{revision};
    if (defined $request->{key}) {
        if ($request->{entry}) { $db->{keys}{ $request->{key} } = $request->{entry} }
        else { delete $db->{keys}{ $request->{key} } }
        $db->{revision}++;
        save($db);
        return (200, {});
    }
    if ($db->{leader} ne $request->{leader}) { $db->{leader} = $request->{leader}; save($db) }
    return (200, {});
}

sub removed {
    Host::spew("$DATA/removed", '');
    return (200, {});
}

# Changes the data; whoever changes something counts the revision up.
sub apply {
    my ($db, $request, $healthy, $reachable) = @_;
    my $verb = $request->{verb};
    return (200, status($db)) if $verb eq 'status';
    return get($db, $request) if $verb eq 'get';
    return change($db, $request) if $verb eq 'put' || $verb eq 'delete';
    return (200, { members => $db->{members}, cluster => $db->{cluster}, leader => $db->{leader} }) if $verb eq 'members';
    if ($verb eq 'move-leader') {
        my ($next) = grep { $_->{ID} eq $request->{ID} } voters($db);
        return (404, { message => 'etcdserver: member not found' }) if !$next;
        $db->{leader} = $next->{ID};
        $db->{revision}++;
        return (200, {});
    }
    return member($db, $request, $healthy, $reachable);
}

sub get {
    my ($db, $request) = @_;
    if (defined $request->{prefix}) {
        my %found = map { $_ => $db->{keys}{$_} } grep { index($_, $request->{prefix}) == 0 && index($_, $request->{part} // '') >= 0 } keys %{ $db->{keys} };
        return (200, { found => \%found, revision => $db->{revision} });
    }
    return (200, { found => $db->{keys}{ $request->{key} }, revision => $db->{revision} });
}

sub change {
    my ($db, $request) = @_;
    my $found = $db->{keys}{ $request->{key} };
    my $expected = $request->{expect};
    if (defined $expected && $expected != ($found ? $found->{revision} : 0)) {
        return (409, { message => 'compare failed', found => $found });
    }
    $db->{revision}++;
    if ($request->{verb} eq 'delete') { delete $db->{keys}{ $request->{key} } }
    else { $db->{keys}{ $request->{key} } = { revision => $db->{revision}, value => $request->{value} } }
    return (200, { revision => $db->{revision}, before => $found });
}

sub member {
    my ($db, $request, $healthy, $reachable) = @_;
    my $members = $db->{members};
    my ($found) = grep { $_->{ID} eq ($request->{ID} // '') } @$members;
    if ($request->{verb} eq 'member-add') {
        my ($same) = grep { $_->{peerURLs}[0] eq $request->{peerURL} } @$members;
        return (409, { message => 'etcdserver: Peer URLs already exists' }) if $same;
        return (412, { message => 'etcdserver: too many learner members in cluster' }) if grep { Json::is_true($_->{isLearner}) } @$members;
        return (503, { message => 'etcdserver: unhealthy cluster' }) if !$healthy;
        $found = { ID => Host::random_hex(8), name => '', peerURLs => [ $request->{peerURL} ], clientURLs => [], isLearner => $Json::TRUE };
        push @$members, $found;
    } elsif (!$found) {
        return (404, { message => 'etcdserver: member not found' });
    } elsif ($request->{verb} eq 'member-start') {
        @$found{ 'name', 'clientURLs' } = @$request{ 'name', 'clientURLs' };
    } elsif ($request->{verb} eq 'member-promote') {
        return (412, { message => 'etcdserver: can only promote a learner member' }) if !Json::is_true($found->{isLearner});
        if (!grep { $_->{ID} eq $found->{ID} } @$reachable) {
            return (412, { message => 'etcdserver: can only promote a learner member which is in sync with leader' });
        }
        delete $found->{isLearner};
    } elsif ($request->{verb} eq 'member-remove') {
        return (412, { message => 'etcdserver: re-configuration failed due to not enough started members' }) if !Json::is_true($found->{isLearner}) && voters($db) < 2;
        @$members = grep { $_->{ID} ne $found->{ID} } @$members;
        if ($db->{leader} eq $found->{ID}) { $db->{leader} = (voters($db))[0]{ID} }
    } else {
        return (404, { message => "unknown request $request->{verb}" });
    }
    $db->{revision}++;
    return (200, { member => $found, members => $members });
}

1;
