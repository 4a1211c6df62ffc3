# Who asks, and what may be asked.
package Access;
use strict;
use warnings;
use Certificates;
use Host;

my $KNOWN = '/run/holdfast-apiserver';

# The user behind a request, or undef and why there is none.
sub who {
    my ($headers) = @_;
    return by_token($1) if ($headers->{authorization} // '') =~ /^Bearer (\S+)/;
    return { name => 'system:anonymous', groups => ['system:unauthenticated'] } if !$headers->{'x-certificate'};
    my $certificate = Host::unbase64($headers->{'x-certificate'});
    my $file = "$KNOWN/" . unpack('%32C*', $certificate) . '-' . length $certificate;
    if (Host::slurp($file) !~ /^\Q$certificate\E/) {
        my $refused = Certificates::refused($certificate, "$Certificates::PKI/ca.crt");
        return (undef, 'Unauthorized') if $refused;
        my $said = Certificates::read_all($certificate);
        Host::spew($file, join "\n", $certificate, $said->{name}, $said->{end}, @{ $said->{organisations} });
    }
    my (undef, $name, $end, @groups) = split /\n/, substr Host::slurp($file), length $certificate;
    return (undef, 'Unauthorized') if Host::now() > $end;
    return { name => $name, groups => \@groups };
}

sub by_token {
    my ($token) = @_;
    my ($id, $secret) = $token =~ /^([a-z0-9]{6})\.([a-z0-9]{16})$/ or return (undef, 'Unauthorized');
    my ($status, $said) = Api::store('get', key => "/registry/api/v1/namespaces/kube-system/secrets/bootstrap-token-$id");
    my $found = $status == 200 && $said->{found};
    return (undef, 'Unauthorized') if !$found || Api::expired($found->{value}) || $found->{value}{stringData}{'token-secret'} ne $secret;
    return { name => "system:bootstrap:$id", groups => ['system:bootstrappers:kubeadm:default-node-token'] };
}

# Why somebody may not; empty when he may.
sub denied {
    my ($who, $method, $plural, $namespace, $name) = @_;
    my %in = map { $_ => 1 } @{ $who->{groups} };
    return '' if $in{'system:masters'} || $in{'kubeadm:cluster-admins'};
    my $what = join '/', grep { defined } $namespace, $plural, $name;
    my $reads = $method eq 'GET';
    return '' if $reads && $what =~ m{^kube-public/configmaps/cluster-info$};
    if ($in{'system:bootstrappers:kubeadm:default-node-token'}) {
        return '' if $reads && $what =~ m{^kube-system/(?:configmaps/(?:kubeadm-config|kubelet-config|kube-proxy)|secrets/kubeadm-certs)$|^nodes};
        return '' if $plural eq 'certificatesigningrequests';
    }
    if ($in{'system:nodes'}) {
        return '' if $plural =~ /^(?:nodes|pods|leases|events|daemonsets|configmaps|certificatesigningrequests)$/;
    }
    my $verb = { GET => defined $name ? 'get' : 'list', POST => 'create', PUT => 'update', PATCH => 'patch', DELETE => 'delete' }->{$method};
    my $in_namespace = defined $namespace ? "in the namespace \"$namespace\"" : 'at the cluster scope';
    return "$plural" . (defined $name ? " \"$name\"" : '') . " is forbidden: User \"$who->{name}\" cannot $verb resource \"$plural\" $in_namespace";
}

1;
