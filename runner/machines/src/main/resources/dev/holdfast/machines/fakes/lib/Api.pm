# What the API server does with a request: who asks, what of, and the objects' life in the store.
package Api;
use strict;
use warnings;
use Access;
use Host;
use Json;
use Merge;
use Signing;
use Web;

# A node is forgotten to be ready when it has not been heard of for so many seconds.
my $GRACE = 12;

# A request to this machine's member of the store.
sub store {
    my ($verb, %with) = @_;
    $with{value} = Json::text($with{value}) if defined $with{value};
    my ($status, undef, $text) = eval { Web::ask('127.0.0.1', 2379, 'POST', "/$verb", body => Json::text(\%with), connect => 1, patience => 14) };
    return (503, { message => 'etcdserver: request timed out' }) if !defined $status;
    my $said = Json::parse($text);
    my $found = $said->{found};
    for my $entry (!$found ? () : exists $with{prefix} ? values %$found : $found) { $entry->{value} = Json::parse($entry->{value}) }
    return ($status, $said);
}

sub failure {
    my ($code, $reason, $message) = @_;
    return ($code, { kind => 'Status', apiVersion => 'v1', status => 'Failure', reason => $reason, code => $code, message => $message });
}

sub answer {
    my ($method, $full, $headers, $body) = @_;
    my ($path, $query) = split /\?/, $full, 2;
    my %query = map { my ($name, $value) = split /=/, $_, 2; ($name, ($value // '') =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ger) } split /&/, $query // '';
    return health() if $path =~ m{^/(?:readyz|livez|healthz)$};
    return (200, { gitVersion => Host::slurp('/etc/kubernetes/manifests/kube-apiserver.yaml') =~ /kube-apiserver:(v\S+)/ ? $1 : 'v0' }) if $path eq '/version';
    my ($who, $refused) = Access::who($headers);
    return failure(401, 'Unauthorized', $refused) if !$who;
    my $object = $body eq '' ? undef : Json::parse($body);
    my ($plural, $namespace, $name, $part) = split_path($path) or return failure(404, 'NotFound', 'the server could not find the requested resource');
    my $denied = Access::denied($who, $method, $plural, $namespace, $name);
    return failure(403, 'Forbidden', $denied) if $denied;
    my $request = { path => $path, key => "/registry$path", plural => $plural, namespace => $namespace, name => $name, part => $part,
        manager => $headers->{'x-manager'}, type => $headers->{'content-type'} // '', query => \%query, who => $who };
    return list($request) if $method eq 'GET' && !defined $name;
    return get($request) if $method eq 'GET';
    return create($request, $object) if $method eq 'POST' && !defined $part;
    return evict($request) if $method eq 'POST' && $part eq 'eviction';
    return change($request, sub { replaced($request, $object, @_) }) if $method eq 'PUT';
    return apply($request, $object) if $method eq 'PATCH' && $request->{type} =~ /apply-patch/;
    return change($request, sub { Merge::patch($_[0], $object) }) if $method eq 'PATCH';
    return remove($request, $object) if $method eq 'DELETE';
    return failure(405, 'MethodNotAllowed', "$method is not supported");
}

sub health {
    my ($status) = store('get', key => '/registry/health');
    return $status == 200 ? (200, 'ok') : (500, "[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed");
}

sub split_path {
    my ($path) = @_;
    $path =~ m{^/(?:api/v1|apis/[^/]+/[^/]+)/(.*)$} or return;
    my @words = split m{/}, $1;
    return ($words[2], $words[1], @words[ 3, 4 ]) if @words > 2 && $words[0] eq 'namespaces' && $words[2] !~ /^(?:status|finalize)$/;
    return ($words[0], undef, @words[ 1, 2 ]);
}

# An object as it is given out: with its version, and what follows from time.
sub shown {
    my ($found) = @_;
    my $object = $found->{value};
    $object->{metadata}{resourceVersion} = "$found->{revision}";
    aged($object) if $object->{kind} eq 'Node';
    return $object;
}

# Whoever stops renewing its lease is not ready any more.
sub aged {
    my ($node) = @_;
    my ($ready) = grep { $_->{type} eq 'Ready' } @{ $node->{status}{conditions} // [] };
    return if !$ready || Host::now() - Host::seconds($ready->{lastHeartbeatTime}) < $GRACE;
    @$ready{ 'status', 'reason', 'message' } = ('Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.');
    my $taints = $node->{spec}{taints} //= [];
    push @$taints, { key => 'node.kubernetes.io/unreachable', effect => 'NoSchedule' } if !grep { $_->{key} eq 'node.kubernetes.io/unreachable' } @$taints;
}

sub get {
    my ($request) = @_;
    my ($status, $said) = store('get', key => key($request));
    return failure(500, 'InternalError', $said->{message}) if $status != 200;
    return missing($request) if !$said->{found} || expired($said->{found}{value});
    return (200, shown($said->{found}));
}

sub key { my ($request) = @_; return $request->{key} =~ s{/(?:status|approval|eviction)$}{}r }

sub missing {
    my ($request) = @_;
    return failure(404, 'NotFound', "$request->{plural} \"$request->{name}\" not found");
}

# Secrets with a time are gone when it has come, as the controllers would have seen to.
sub expired {
    my ($object) = @_;
    my $until = $object->{kind} eq 'Secret' && ($object->{stringData} // {})->{expiration};
    return $until && Host::now() > Host::seconds($until);
}

sub list {
    my ($request) = @_;
    # Objects of all namespaces lie below each of them.
    my ($before, $after) = $request->{path} =~ m{^(/api/v1|/apis/[^/]+/[^/]+)/(.*)$};
    my ($status, $said) = store('get', prefix => "/registry$before/", part => "/$after/");
    return failure(500, 'InternalError', $said->{message}) if $status != 200;
    my $wanted = defined $request->{namespace} ? qr{^/registry\Q$before\E/\Q$after\E/[^/]+$} : qr{^/registry\Q$before\E/(?:namespaces/[^/]+/)?\Q$after\E/[^/]+$};
    my @found = map { shown($said->{found}{$_}) } sort grep { $_ =~ $wanted } keys %{ $said->{found} };
    my ($labels, $fields) = @{ $request->{query} }{ 'labelSelector', 'fieldSelector' };
    @found = grep { !expired($_) && Merge::selected($_, $labels) && Merge::with_fields($_, $fields) } @found;
    return (200, { kind => 'List', apiVersion => 'v1', metadata => { resourceVersion => "$said->{revision}" }, items => \@found });
}

sub create {
    my ($request, $object) = @_;
    my $meta = $object->{metadata} //= {};
    if (!defined $meta->{name} && $meta->{generateName}) { $meta->{name} = $meta->{generateName} . Host::random_hex(3) }
    my $name = $meta->{name} // return failure(422, 'Invalid', 'metadata.name: Required value: name or generateName is required');
    $meta->{namespace} = $request->{namespace} if defined $request->{namespace};
    @$meta{ 'uid', 'creationTimestamp', 'generation' } = (Host::uuid(), Host::stamp(), 1);
    delete $meta->{resourceVersion};
    Signing::requested($object, $request->{who}) if $object->{kind} eq 'CertificateSigningRequest';
    numbered($object) if $object->{kind} eq 'Node';
    my $key = "/registry$request->{path}/$name";
    my ($status, $said) = store('put', key => $key, value => $object, expect => 0);
    if ($status == 409 && expired($said->{found}{value})) { ($status, $said) = store('put', key => $key, value => $object) }
    return failure(409, 'AlreadyExists', "$request->{plural} \"$name\" already exists") if $status == 409;
    return failure(500, 'InternalError', $said->{message}) if $status != 200;
    $meta->{resourceVersion} = "$said->{revision}";
    return (201, $object);
}

# A new node gets the next free part of the pods' range.
sub numbered {
    my ($node) = @_;
    my ($range) = Host::slurp('/etc/kubernetes/manifests/kube-controller-manager.yaml') =~ /--cluster-cidr=([\d.]+)/ or return;
    my ($status, $said) = store('get', prefix => '/registry/api/v1/nodes/');
    my %taken = map { ($_->{value}{spec}{podCIDR} // '') => 1 } values %{ $said->{found} // {} };
    my ($first, $second) = split /\./, $range;
    my ($free) = grep { !$taken{"$first.$second.$_.0/24"} } 0 .. 255;
    $node->{spec}{podCIDR} = "$first.$second.$free.0/24";
    $node->{spec}{podCIDRs} = [ $node->{spec}{podCIDR} ];
}

# Reads, decides and writes until nobody came between.
sub change {
    my ($request, $decide) = @_;
    for my $try (1 .. 5) {
        my ($status, $said) = store('get', key => key($request));
        return failure(500, 'InternalError', $said->{message}) if $status != 200;
        my $found = $said->{found};
        return missing($request) if !$found || expired($found->{value});
        my ($changed, @refusal) = $decide->($found->{value}, $found->{revision});
        return @refusal if !defined $changed;
        my $meta = $changed->{metadata};
        @$meta{ 'uid', 'creationTimestamp', 'name' } = @{ $found->{value}{metadata} }{ 'uid', 'creationTimestamp', 'name' };
        Signing::decided($changed) if $changed->{kind} eq 'CertificateSigningRequest';
        delete $meta->{resourceVersion};
        return (200, shown($found)) if Json::text($changed) eq Json::text(do { my %same = %{ $found->{value} }; \%same });
        ($status, $said) = store('put', key => key($request), value => $changed, expect => $found->{revision});
        next if $status == 409;
        return failure(500, 'InternalError', $said->{message}) if $status != 200;
        return (200, shown({ value => $changed, revision => $said->{revision} }));
    }
    return conflict($request);
}

sub conflict {
    my ($request) = @_;
    my ($group) = $request->{path} =~ m{^/apis/([^/]+)};
    return failure(409, 'Conflict', 'Operation cannot be fulfilled on ' . $request->{plural} . ($group ? ".$group" : '')
        . " \"$request->{name}\": the object has been modified; please apply your changes to the latest version and try again");
}

sub replaced {
    my ($request, $object, $old, $revision) = @_;
    my $version = $object->{metadata}{resourceVersion};
    return (undef, conflict($request)) if defined $version && $version ne '' && $version != $revision;
    return $object if !defined $request->{part};
    $old->{ $request->{part} eq 'approval' ? 'status' : $request->{part} } = $object->{status};
    return $old;
}

# Server-side apply: each field belongs to whoever set it last.
sub apply {
    my ($request, $object) = @_;
    my $manager = $request->{query}{fieldManager} // $request->{manager};
    my $force = ($request->{query}{force} // '') eq 'true';
    my ($status, $said) = store('get', key => $request->{key});
    return failure(500, 'InternalError', $said->{message}) if $status != 200;
    if (!$said->{found}) {
        my $new = { %$object, metadata => { %{ $object->{metadata} } } };
        Merge::own($new, $manager, $object);
        return create({ %$request, path => $request->{path} =~ s{/[^/]+$}{}r }, $new);
    }
    return change($request, sub {
        my ($old) = @_;
        my @conflicts = $force ? () : Merge::conflicts($old, $manager, $object);
        if (@conflicts) {
            return (undef, failure(409, 'Conflict', 'Apply failed with ' . @conflicts . ' conflict' . (@conflicts > 1 ? 's' : '') . ': '
                . join '; ', map { "conflict with \"$_->[0]\": $_->[1]" } @conflicts));
        }
        return Merge::applied($old, $manager, $object);
    });
}

# A pod leaves for good unless a budget says that too few would be left.
sub evict {
    my ($request) = @_;
    my ($status, $said) = store('get', key => key($request));
    return missing($request) if !$said->{found};
    my $pod = $said->{found}{value};
    ($status, $said) = store('get', prefix => "/registry/apis/policy/v1/namespaces/$request->{namespace}/poddisruptionbudgets/");
    for my $budget (map { $_->{value} } values %{ $said->{found} // {} }) {
        my $labels = $budget->{spec}{selector}{matchLabels} // {};
        next if grep { ($pod->{metadata}{labels}{$_} // '') ne $labels->{$_} } keys %$labels;
        next if ($budget->{status}{disruptionsAllowed} // 0) > 0;
        return failure(429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.");
    }
    return remove($request);
}

sub remove {
    my ($request, $options) = @_;
    my ($status, $said) = store('get', key => key($request));
    return failure(500, 'InternalError', $said->{message}) if $status != 200;
    my $found = $said->{found} or return missing($request);
    my $wanted = (($options // {})->{preconditions} // {})->{uid};
    return conflict($request) if defined $wanted && $wanted ne $found->{value}{metadata}{uid};
    ($status, $said) = store('delete', key => key($request), expect => $found->{revision});
    return conflict($request) if $status == 409;
    orphans($request) if $request->{plural} =~ /^(?:nodes|namespaces)$/;
    return (200, { kind => 'Status', apiVersion => 'v1', status => 'Success', details => { name => $request->{name} } });
}

# The pods and the lease of a node go with it; all that lies in a namespace, too.
sub orphans {
    my ($request) = @_;
    my ($status, $said) = store('get', prefix => '/registry/');
    for my $key (sort keys %{ $said->{found} // {} }) {
        my $object = $said->{found}{$key}{value};
        my $gone = $request->{plural} eq 'nodes'
            ? $object->{kind} eq 'Pod' && ($object->{spec}{nodeName} // '') eq $request->{name} || $key =~ m{/kube-node-lease/leases/\Q$request->{name}\E$}
            : $key =~ m{/namespaces/\Q$request->{name}\E/};
        store('delete', key => $key) if $gone;
    }
}

1;
