# kubeadm join, of a worker and of a further control plane.
package Kubeadm::Join;
use strict;
use warnings;
use Certificates;
use Client;
use Host;
use Json;
use Kubeadm::Cluster;
use Kubeadm::Files;
use Kubeadm::Init;
use Kubeadm::Preflight;
use Web;
use Yaml;

# Finds the cluster by token and pin, as long as the configuration has patience.
sub discover {
    my ($config) = @_;
    my $discovery = $config->main->{discovery} // die "discovery: Invalid value: \"\": bootstrapToken or file must be set\n";
    return Client::of_file($discovery->{file}{kubeConfigPath}) if $discovery->{file};
    my $given = $discovery->{bootstrapToken} // die "discovery: Invalid value: \"\": bootstrapToken or file must be set\n";
    my ($id) = ($given->{token} // '') =~ /^([a-z0-9]{6})\.[a-z0-9]{16}$/ or die "discovery.bootstrapToken.token: Invalid value: the bootstrap token is invalid\n";
    my @pins = @{ $given->{caCertHashes} // [] };
    die "discovery.bootstrapToken: Invalid value: \"\": using token-based discovery without caCertHashes can be unsafe. Set unsafeSkipCAVerification as true in your kubeadm config file or pass --discovery-token-unsafe-skip-ca-verification flag to continue\n"
        if !@pins && !Json::is_true($given->{unsafeSkipCAVerification});
    my ($host, $port) = $given->{apiServerEndpoint} =~ /^([^:]+):(\d+)$/ or die "discovery.bootstrapToken.apiServerEndpoint: Invalid value: \"$given->{apiServerEndpoint}\"\n";
    my $until = time + $config->patience('discovery');
    my $trouble = '';
    while (1) {
        my $found = eval { cluster_info($host, $port, $given->{token}, $id) };
        if ($found) {
            my $pin = Certificates::pin($found->{authority});
            die "couldn't validate the identity of the API Server: cluster CA found in cluster-info ConfigMap is invalid: none of the public keys \"$pin\" are pinned\n" if @pins && !grep { $_ eq $pin } @pins;
            $found->{token} = $config->main->{discovery}{tlsBootstrapToken} // $given->{token};
            # What the cluster calls itself may be reachable from elsewhere only.
            return $found;
        }
        $trouble = $@ || $trouble;
        die "couldn't validate the identity of the API Server: $trouble" if time >= $until;
        Host::nap(0.3);
    }
}

sub cluster_info {
    my ($host, $port, $token, $id) = @_;
    my $path = '/api/v1/namespaces/kube-public/configmaps/cluster-info';
    my ($status, undef, $text) = eval { Web::ask($host, $port, 'GET', $path, patience => 10, connect => 2) };
    die "failed to request the cluster-info ConfigMap: Get \"https://$host:$port$path?timeout=10s\": $@" if !defined $status;
    die "failed to request the cluster-info ConfigMap: configmaps \"cluster-info\" not found\n" if $status != 200;
    # The signature of the token over the map is what the real one looks for.
    my ($signed) = Web::ask($host, $port, 'GET', '/api/v1/nodes', headers => { Authorization => "Bearer $token" }, patience => 10, connect => 2);
    die "could not find a JWS signature in the cluster-info ConfigMap for token ID \"$id\"\n" if $signed == 401;
    return Client::of_text(Json::parse($text)->{data}{kubeconfig});
}

sub prepared {
    my ($config, $client, $leads) = @_;
    my ($cluster, $kubelet) = Kubeadm::Cluster::config_of($client);
    $config->{of}{ClusterConfiguration} = $cluster;
    $config->{kubelet} = $kubelet;
    my ($own) = Kubeadm::Config::version() =~ /^v1\.(\d+)/;
    my ($running) = $cluster->{kubernetesVersion} =~ /^v1\.(\d+)/;
    die "this version of kubeadm only supports deploying clusters with the control plane version >= 1." . ($own - 1) . ".0. Current version: $cluster->{kubernetesVersion}\n" if $running < $own - 1;
    die "this version of kubeadm (" . Kubeadm::Config::version() . ") cannot join a cluster of version $cluster->{kubernetesVersion}\n" if $running > $own && $leads;
    die "unable to add a new control plane instance to a cluster that doesn't have a stable controlPlaneEndpoint address\n" if $leads && ($cluster->{controlPlaneEndpoint} // '') eq '';
    return;
}

sub control_plane_prepare {
    my ($config, $client) = @_;
    my $key = $config->main->{controlPlane}{certificateKey};
    print "[download-certs] Downloading the certificates in Secret \"kubeadm-certs\" in the \"kube-system\" Namespace\n";
    if (defined $key) { Kubeadm::Cluster::download_certs($client, $key) }
    elsif (!-e "$Certificates::PKI/ca.key") { die "failure loading certificate for CA: couldn't load the certificate file /etc/kubernetes/pki/ca.crt: open /etc/kubernetes/pki/ca.crt: no such file or directory\n" }
    Host::place('kubeadm', 'join/control-plane-prepare/certs');
    Kubeadm::Files::certificates($config);
    Kubeadm::Files::kubeconfigs($config);
    Kubeadm::Files::control_plane($config);
    return;
}

sub kubelet_start {
    my ($config, $client) = @_;
    my $name = $config->name;
    my $known = $client->found("/api/v1/nodes/$name");
    if ($known) {
        my ($ready) = grep { $_->{type} eq 'Ready' } @{ $known->{status}{conditions} // [] };
        die "a Node with name \"$name\" and status \"Ready\" already exists in the cluster. You must delete the existing Node or change the name of this new joining Node\n" if $ready && $ready->{status} eq 'True';
    }
    # A control plane's kubelet asks its own machine's API server, which is there only later: by the
    # cluster's address it gets its certificate.
    Host::spew('/etc/kubernetes/bootstrap-kubelet.conf', Client::config($client->{server}, $client->{authority}, 'tls-bootstrap-token-user', token => $client->{token}), 0600);
    Host::spew("$Certificates::PKI/ca.crt", $client->{authority}) if !-e "$Certificates::PKI/ca.crt";
    Kubeadm::Files::kubelet($config, $config->{kubelet});
    Kubeadm::Init::restart_kubelet($config);
    my $until = time + $config->patience('tlsBootstrap');
    print "[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap\n";
    until (-e '/etc/kubernetes/kubelet.conf') {
        die "error waiting for kubelet to perform TLS bootstrap: context deadline exceeded\n" if time > $until;
        Host::nap(0.1);
    }
    unlink '/etc/kubernetes/bootstrap-kubelet.conf';
    $until = time + $config->patience('kubernetesAPICall');
    until (eval { $client->found("/api/v1/nodes/$name") }) { return if time > $until; Host::nap(0.2) }
    return;
}

# A request to any member of the store, by the addresses of the control planes.
sub store {
    my ($client, $path, $body) = @_;
    my $trouble = "etcdserver: no control plane\n";
    for my $node (@{ $client->must('GET', '/api/v1/nodes?labelSelector=node-role.kubernetes.io/control-plane')->{items} }) {
        my ($address) = map { $_->{type} eq 'InternalIP' ? $_->{address} : () } @{ $node->{status}{addresses} // [] };
        next if !defined $address;
        my ($status, undef, $text) = eval { Web::ask($address, 2379, 'POST', $path, body => Json::text($body), connect => 2) };
        if (!defined $status) { $trouble = "error syncing endpoints with etcd: $@"; next }
        my $said = Json::parse($text);
        return $said if $status == 200;
        $trouble = "$said->{message}\n";
        last if $status == 409 || $status == 412;
    }
    die $trouble;
}

sub patiently {
    my ($config, $action) = @_;
    my $until = time + $config->patience('etcdAPICall');
    while (1) {
        my $said = eval { $action->() };
        return $said if $said;
        die $@ if $@ =~ /already exists/ || time > $until;
        Host::nap(0.5);
    }
}

sub etcd_join {
    my ($config, $client) = @_;
    my ($address) = $config->endpoint;
    my $url = "https://$address:2380";
    print "[etcd] Announced new etcd member joining to the existing etcd cluster\n";
    my $added = eval { patiently($config, sub { store($client, '/member-add', { peerURL => $url }) }) };
    die "error creating local etcd static pod manifest file: etcdserver: $@" =~ s/etcdserver: etcdserver:/etcdserver:/r if !$added && $@ !~ /already exists/;
    Host::place('kubeadm', 'join/etcd/added');
    my $all = store($client, '/members', {})->{members};
    Kubeadm::Files::etcd($config, $all);
    my ($own) = grep { $_->{peerURLs}[0] eq $url } @$all;
    print "[etcd] Waiting for the new etcd member to join the cluster. This can take up to 40s\n";
    Host::place('kubeadm', 'join/etcd/manifest');
    patiently($config, sub {
        my $said = eval { store($client, '/member-promote', { ID => $own->{ID} }) };
        return $said if $said;
        my $trouble = $@;
        my ($now) = grep { $_->{ID} eq $own->{ID} } @{ store($client, '/members', {})->{members} };
        return $now && !Json::is_true($now->{isLearner}) ? $now : die $trouble;
    });
    return;
}

sub run {
    my ($config, $options) = @_;
    my $leads = $config->main->{controlPlane};
    my $client;
    my @phases = (
        [ preflight => sub {
            print "[preflight] Running pre-flight checks\n";
            Kubeadm::Preflight::judge($config, $options->{ignored}, Kubeadm::Preflight::join_node($config));
            $client = discover($config);
            print "[preflight] Reading configuration from the \"kubeadm-config\" ConfigMap in namespace \"kube-system\"...\n";
            prepared($config, $client, $leads);
        } ],
        $leads ? [ 'control-plane-prepare' => sub { control_plane_prepare($config, $client) } ] : (),
        $leads ? [ 'check-etcd' => sub { store($client, '/members', {}) } ] : (),
        [ 'kubelet-start' => sub { kubelet_start($config, $client) } ],
        $leads ? [ 'etcd' => sub { etcd_join($config, Client::of_file('/etc/kubernetes/admin.conf')) } ] : (),
        $leads ? [ 'wait-control-plane' => sub {
            Kubeadm::Files::kubeconfig($config, 'kubelet.conf', $config->local_server, 'system:node:' . $config->name, '/O=system:nodes/CN=system:node:' . $config->name);
            Kubeadm::Init::wait_control_plane($config);
            Host::run('systemctl', 'restart', 'kubelet');
        } ] : (),
        $leads ? [ 'mark-control-plane' => sub { Kubeadm::Cluster::mark($config, Kubeadm::Cluster::admin()) } ] : (),
    );
    for my $phase (@phases) {
        my ($name, $action) = @$phase;
        next if $config->skips($name);
        Host::place('kubeadm', "join/$name");
        eval { $action->(); 1 } or die $@ =~ /^error execution phase/ ? $@ : "error execution phase $name: $@";
    }
    print $leads ? "\nThis node has joined the cluster and a new control plane instance was created:\n" : "\nThis node has joined the cluster:\n* Certificate signing request was sent to apiserver and a response was received.\n* The Kubelet was informed of the new secure connection details.\n";
    return;
}

1;
