# What kubeadm keeps in the cluster: its configuration, tokens, shared certificates, marks and addons.
package Kubeadm::Cluster;
use strict;
use warnings;
use Certificates;
use Client;
use Host;
use Json;
use Kubeadm::Files;
use Yaml;

my $SYSTEM = '/api/v1/namespaces/kube-system';

sub admin { return Client::of_file($_[0] // '/etc/kubernetes/admin.conf') }

# Writes an object whatever was there.
sub put {
    my ($client, $path, $object) = @_;
    my ($status, $answer) = $client->request('POST', $path =~ s{/[^/]+$}{}r, $object, manager => 'kubeadm');
    ($status, $answer) = $client->request('PUT', $path, $object, manager => 'kubeadm') if $status == 409;
    die "$answer->{message}\n" if $status >= 400;
    return;
}

sub map_of { my ($name, %data) = @_; return { kind => 'ConfigMap', apiVersion => 'v1', metadata => { name => $name }, data => \%data } }

sub upload_config {
    my ($config, $client) = @_;
    my $cluster = { %{ $config->cluster }, kind => 'ClusterConfiguration', apiVersion => 'kubeadm.k8s.io/v1beta4' };
    put($client, "$SYSTEM/configmaps/kubeadm-config", map_of('kubeadm-config', ClusterConfiguration => Yaml::text($cluster)));
    put($client, "$SYSTEM/configmaps/kubelet-config", map_of('kubelet-config', kubelet => Yaml::text({ %{ $config->kind('KubeletConfiguration') } })));
    return;
}

# The cluster's configuration as it was uploaded.
sub config_of {
    my ($client) = @_;
    my $map = $client->found("$SYSTEM/configmaps/kubeadm-config") // die "configmaps \"kubeadm-config\" not found\n";
    my $kubelet = $client->found("$SYSTEM/configmaps/kubelet-config") // die "configmaps \"kubelet-config\" not found\n";
    return (Yaml::parse($map->{data}{ClusterConfiguration}), Yaml::parse($kubelet->{data}{kubelet}));
}

sub secret {
    my ($name, $type, %data) = @_;
    return { kind => 'Secret', apiVersion => 'v1', type => $type, metadata => { name => $name, namespace => 'kube-system' }, stringData => \%data,
        data => { map { $_ => Host::base64($data{$_}) } keys %data } };
}

# Shared certificates for other control planes, readable for two hours with the key.
sub upload_certs {
    my ($client, $key) = @_;
    die "error execution phase upload-certs: invalid length of certificate key, it should be 32 bytes in hexadecimal\n" if $key !~ /^[0-9a-f]{64}$/;
    my %files = map { ($_ =~ s{/}{-}r => Host::slurp("$Certificates::PKI/$_")) } @Kubeadm::Files::SHARED;
    put($client, "$SYSTEM/secrets/kubeadm-certs", secret('kubeadm-certs', 'Opaque', %files, sealed => unpack('%32C*', $key) . substr($key, 0, 2), expiration => Host::stamp(Host::now() + 7200)));
    return;
}

sub download_certs {
    my ($client, $key) = @_;
    my $secret = $client->found("$SYSTEM/secrets/kubeadm-certs")
        // die "error downloading certs: error downloading the secret: Secret \"kubeadm-certs\" was not found in the \"kube-system\" Namespace. This Secret might have expired. Please, run `kubeadm init phase upload-certs --upload-certs` on a control plane to generate a new one\n";
    my $files = $secret->{stringData};
    die "error downloading certs: error decoding secret data with provided key: cipher: message authentication failed\n" if $files->{sealed} ne unpack('%32C*', $key) . substr($key, 0, 2);
    for my $file (@Kubeadm::Files::SHARED) {
        Host::spew("$Certificates::PKI/$file", $files->{ $file =~ s{/}{-}r }, $file =~ /key$/ ? 0600 : 0644);
    }
    return;
}

sub new_token { return Host::random_hex(3) . '.' . Host::random_hex(8) }

sub token {
    my ($client, $token, $seconds, %with) = @_;
    my ($id, $secret) = $token =~ /^([a-z0-9]{6})\.([a-z0-9]{16})$/ or die "the bootstrap token \"$token\" was not of the form \"[a-z0-9]{6}.[a-z0-9]{16}\"\n";
    my %data = ('token-id' => $id, 'token-secret' => $secret, 'usage-bootstrap-signing' => 'true', 'usage-bootstrap-authentication' => 'true',
        'auth-extra-groups' => 'system:bootstrappers:kubeadm:default-node-token', defined $with{description} ? (description => $with{description}) : ());
    $data{expiration} = Host::stamp(Host::now() + $seconds) if $seconds;
    my ($status, $answer) = $client->request('POST', "$SYSTEM/secrets", secret("bootstrap-token-$id", 'bootstrap.kubernetes.io/token', %data));
    die "a token with id \"$id\" already exists\n" if $status == 409;
    die "$answer->{message}\n" if $status >= 400;
    return;
}

sub tokens {
    my ($client) = @_;
    return map { $_->{stringData} } grep { ($_->{type} // '') eq 'bootstrap.kubernetes.io/token' } @{ $client->must('GET', "$SYSTEM/secrets")->{items} };
}

sub cluster_info {
    my ($config, $client) = @_;
    my $config_text = Client::config($config->server, Host::slurp("$Certificates::PKI/ca.crt"), '') =~ s/^users:.*//smr;
    put($client, '/api/v1/namespaces/kube-public/configmaps/cluster-info', map_of('cluster-info', kubeconfig => $config_text));
    return;
}

# Labels and taints by which a control plane is known.
sub mark {
    my ($config, $client) = @_;
    my $name = $config->name;
    my $path = "/api/v1/nodes/$name";
    my $until = time + $config->patience('kubernetesAPICall');
    my $node;
    until ($node = eval { $client->found($path) }) {
        die "could not find the node \"$name\": nodes \"$name\" not found\n" if time > $until;
        Host::nap(0.2);
    }
    my $given = $config->main->{nodeRegistration}{taints};
    my @taints = (@{ $given // [ { key => 'node-role.kubernetes.io/control-plane', effect => 'NoSchedule' } ] });
    my %new = map { ("$_->{key}:$_->{effect}" => 1) } @taints;
    push @taints, grep { !$new{"$_->{key}:$_->{effect}"} } @{ $node->{spec}{taints} // [] };
    $client->must('PATCH', $path, { metadata => { labels => { 'node-role.kubernetes.io/control-plane' => '', 'node.kubernetes.io/exclude-from-external-load-balancers' => '' } },
        spec => { taints => \@taints } }, type => 'application/merge-patch+json', manager => 'kubeadm');
    return;
}

sub proxy {
    my ($config, $client) = @_;
    my $settings = { %{ $config->kind('KubeProxyConfiguration') } };
    my $mode = $settings->{mode} // 'iptables';
    put($client, "$SYSTEM/configmaps/kube-proxy", map_of('kube-proxy', 'config.conf' => "kind: KubeProxyConfiguration\nmode: $mode\n"));
    my $cluster = $config->cluster;
    my %labels = ('k8s-app' => 'kube-proxy');
    put($client, '/apis/apps/v1/namespaces/kube-system/daemonsets/kube-proxy', { kind => 'DaemonSet', apiVersion => 'apps/v1', metadata => { name => 'kube-proxy', labels => {%labels} },
        spec => { selector => { matchLabels => {%labels} }, template => { metadata => { labels => {%labels} }, spec => { tolerations => [ { operator => 'Exists' } ],
            containers => [ { name => 'kube-proxy', image => "$cluster->{imageRepository}/kube-proxy:$cluster->{kubernetesVersion}" } ] } } } });
    return;
}

sub dns {
    my ($config, $client) = @_;
    my ($image) = grep { /coredns/ } Kubeadm::Files::images($config->cluster->{kubernetesVersion}, $config->cluster->{imageRepository});
    my %labels = ('k8s-app' => 'kube-dns');
    put($client, "$SYSTEM/configmaps/coredns", map_of('coredns', Corefile => ".:53 {\n    kubernetes\n}\n"));
    put($client, '/apis/apps/v1/namespaces/kube-system/deployments/coredns', { kind => 'Deployment', apiVersion => 'apps/v1', metadata => { name => 'coredns', labels => {%labels} },
        spec => { replicas => 2, selector => { matchLabels => {%labels} }, template => { metadata => { labels => {%labels} }, spec => { containers => [ { name => 'coredns', image => $image } ] } } } });
    return;
}

1;
