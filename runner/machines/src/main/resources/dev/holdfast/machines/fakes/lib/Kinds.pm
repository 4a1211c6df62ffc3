# The kinds of objects that have a name of their own in commands; others go by what their manifests say.
package Kinds;
use strict;
use warnings;

# plural => [group and version, kind, whether it lies in a namespace, short names]
our %OF = (
    nodes => [ 'v1', 'Node', 0, 'no', 'node' ],
    namespaces => [ 'v1', 'Namespace', 0, 'ns', 'namespace' ],
    pods => [ 'v1', 'Pod', 1, 'po', 'pod' ],
    secrets => [ 'v1', 'Secret', 1, 'secret' ],
    configmaps => [ 'v1', 'ConfigMap', 1, 'cm', 'configmap' ],
    services => [ 'v1', 'Service', 1, 'svc', 'service' ],
    serviceaccounts => [ 'v1', 'ServiceAccount', 1, 'sa', 'serviceaccount' ],
    events => [ 'v1', 'Event', 1, 'ev', 'event' ],
    persistentvolumes => [ 'v1', 'PersistentVolume', 0, 'pv' ],
    persistentvolumeclaims => [ 'v1', 'PersistentVolumeClaim', 1, 'pvc' ],
    daemonsets => [ 'apps/v1', 'DaemonSet', 1, 'ds', 'daemonset' ],
    deployments => [ 'apps/v1', 'Deployment', 1, 'deploy', 'deployment' ],
    replicasets => [ 'apps/v1', 'ReplicaSet', 1, 'rs', 'replicaset' ],
    statefulsets => [ 'apps/v1', 'StatefulSet', 1, 'sts', 'statefulset' ],
    leases => [ 'coordination.k8s.io/v1', 'Lease', 1, 'lease' ],
    certificatesigningrequests => [ 'certificates.k8s.io/v1', 'CertificateSigningRequest', 0, 'csr' ],
    poddisruptionbudgets => [ 'policy/v1', 'PodDisruptionBudget', 1, 'pdb', 'poddisruptionbudget' ],
    clusterroles => [ 'rbac.authorization.k8s.io/v1', 'ClusterRole', 0, 'clusterrole' ],
    clusterrolebindings => [ 'rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 0, 'clusterrolebinding' ],
    roles => [ 'rbac.authorization.k8s.io/v1', 'Role', 1, 'role' ],
    rolebindings => [ 'rbac.authorization.k8s.io/v1', 'RoleBinding', 1, 'rolebinding' ],
    volumeattachments => [ 'storage.k8s.io/v1', 'VolumeAttachment', 0, 'volumeattachment' ],
    customresourcedefinitions => [ 'apiextensions.k8s.io/v1', 'CustomResourceDefinition', 0, 'crd', 'crds' ],
    priorityclasses => [ 'scheduling.k8s.io/v1', 'PriorityClass', 0, 'pc' ],
);

# What a word such as po, pod, pods or daemonset.apps means; dies as the real one does.
sub named {
    my ($word) = @_;
    my $plain = lc $word =~ s/\..*//r;
    for my $plural (keys %OF) {
        return $plural if $plain eq $plural || grep { $_ eq $plain } @{ $OF{$plural} }[ 3 .. $#{ $OF{$plural} } ];
    }
    die "error: the server doesn't have a resource type \"$word\"\n";
}

sub base { my ($version) = @_; return $version =~ m{/} ? "/apis/$version" : "/api/$version" }

# The path of a kind's objects, or of one.
sub path {
    my ($plural, $namespace, $name) = @_;
    my ($version, undef, $namespaced) = @{ $OF{$plural} };
    my $in = $namespaced && defined $namespace && $namespace ne '' ? "/namespaces/$namespace" : '';
    return base($version) . "$in/$plural" . (defined $name ? "/$name" : '');
}

# The path of an object that a manifest describes.
sub path_of {
    my ($object, $namespace) = @_;
    my $kind = $object->{kind} // die "error: Object 'Kind' is missing\n";
    my $version = $object->{apiVersion} // die "error: Object 'apiVersion' is missing in $kind\n";
    my $name = $object->{metadata}{name} // die "error: resource name may not be empty\n";
    my ($plural) = grep { $OF{$_}[1] eq $kind } keys %OF;
    return path($plural, $object->{metadata}{namespace} // $namespace // 'default', $name) if $plural;
    my $guessed = lc($kind) . ($kind =~ /(?:s|x|ch)$/ ? 'es' : 's');
    $guessed =~ s/(?<![aeiou])ys$/ies/;
    my $in = $object->{metadata}{namespace} ? "/namespaces/$object->{metadata}{namespace}" : '';
    return base($version) . "$in/$guessed/$name";
}

# The word for an object in answers, such as daemonset.apps/kube-proxy.
sub shown {
    my ($object) = @_;
    my ($group) = ($object->{apiVersion} // '') =~ m{^(.*)/};
    return lc($object->{kind}) . ($group ? ".$group" : '') . "/$object->{metadata}{name}";
}

1;
