# kubeadm init: its phases in their order, all or one by one.
package Kubeadm::Init;
use strict;
use warnings;
use Certificates;
use Host;
use Kubeadm::Cluster;
use Kubeadm::Files;
use Kubeadm::Preflight;
use Web;

# name => what it does with the configuration and the options
our @PHASES = (
    [ preflight => sub { print "[preflight] Running pre-flight checks\n"; Kubeadm::Preflight::judge($_[0], $_[1]{ignored}, Kubeadm::Preflight::init($_[0])) } ],
    [ certs => sub { print "[certs] Using certificateDir folder \"/etc/kubernetes/pki\"\n"; Kubeadm::Files::authorities(); Kubeadm::Files::certificates($_[0]) } ],
    [ kubeconfig => sub { print "[kubeconfig] Using kubeconfig folder \"/etc/kubernetes\"\n"; Kubeadm::Files::kubeconfigs($_[0], first => 1) } ],
    [ etcd => sub { print "[etcd] Creating static Pod manifest for local etcd in \"/etc/kubernetes/manifests\"\n"; Kubeadm::Files::etcd($_[0]) } ],
    [ 'control-plane' => sub { print "[control-plane] Using manifest folder \"/etc/kubernetes/manifests\"\n"; Kubeadm::Files::control_plane($_[0]) } ],
    [ 'kubelet-start' => \&kubelet_start ],
    [ 'wait-control-plane' => \&wait_control_plane ],
    [ 'upload-config' => sub { print "[upload-config] Storing the configuration used in ConfigMap \"kubeadm-config\" in the \"kube-system\" Namespace\n"; Kubeadm::Cluster::upload_config($_[0], super()) } ],
    [ 'upload-certs' => \&upload_certs ],
    [ 'mark-control-plane' => sub { print "[mark-control-plane] Marking the node @{[$_[0]->name]} as control-plane\n"; Kubeadm::Cluster::mark($_[0], super()) } ],
    [ 'bootstrap-token' => \&bootstrap_token ],
    [ 'kubelet-finalize' => sub { print "[kubelet-finalize] Updating \"/etc/kubernetes/kubelet.conf\" to point to a rotatable kubelet client certificate and key\n" } ],
    [ addon => sub { addon($_[0], 'coredns'); addon($_[0], 'kube-proxy') } ],
);

sub super { return Client::of_file(-e '/etc/kubernetes/super-admin.conf' ? '/etc/kubernetes/super-admin.conf' : '/etc/kubernetes/admin.conf') }

sub addon {
    my ($config, $which) = @_;
    return if $config->skips("addon/$which") || Json::is_true(($config->cluster->{ $which eq 'coredns' ? 'dns' : 'proxy' } // {})->{disabled});
    $which eq 'coredns' ? Kubeadm::Cluster::dns($config, super()) : Kubeadm::Cluster::proxy($config, super());
    print "[addons] Applied essential addon: " . ($which eq 'coredns' ? 'CoreDNS' : $which) . "\n";
    return;
}

sub kubelet_start {
    my ($config) = @_;
    print "[kubelet-start] Writing kubelet environment file with flags to file \"/var/lib/kubelet/kubeadm-flags.env\"\n";
    Kubeadm::Files::kubelet($config, $config->kind('KubeletConfiguration'));
    restart_kubelet($config);
    return;
}

sub restart_kubelet {
    my ($config) = @_;
    print "[kubelet-start] Starting the kubelet\n";
    Host::run('systemctl', 'daemon-reload');
    Host::run('systemctl', 'restart', 'kubelet');
    my $until = time + $config->patience('kubeletHealthCheck');
    print "[kubelet-check] Waiting for a healthy kubelet at http://127.0.0.1:10248/healthz. This can take up to " . $config->patience('kubeletHealthCheck') . "s\n";
    until (eval { (Web::ask('127.0.0.1', 10248, 'GET', '/healthz', connect => 1))[0] == 200 }) {
        die "[kubelet-check] The kubelet is not healthy after " . $config->patience('kubeletHealthCheck') . "s: failed while waiting for the kubelet to start: The HTTP call equal to 'curl -sSL http://127.0.0.1:10248/healthz' returned error: Get \"http://127.0.0.1:10248/healthz\": $@" if time > $until;
        Host::nap(0.1);
    }
    return;
}

sub wait_control_plane {
    my ($config) = @_;
    my ($address, $port) = $config->endpoint;
    my $patience = $config->patience('controlPlaneComponentHealthCheck');
    print "[control-plane-check] Waiting for healthy control plane components. This can take up to ${patience}s\n[control-plane-check] Checking kube-apiserver at https://$address:$port/livez\n";
    my $until = time + $patience;
    my $trouble = '';
    until (eval { (Web::ask($address, $port, 'GET', '/livez', connect => 1))[0] == 200 }) {
        $trouble = $@ || $trouble;
        die "failed while waiting for the control plane to start: kube-apiserver check failed at https://$address:$port/livez: Get \"https://$address:$port/livez?timeout=10s\": $trouble" if time > $until;
        Host::nap(0.1);
    }
    # From here on the cluster is called by its endpoint, which somebody else has to make reachable.
    my $client = super();
    $until = time + $config->patience('kubernetesAPICall');
    for my $namespace ('default', 'kube-system', 'kube-public', 'kube-node-lease') {
        until (eval { $client->request('POST', '/api/v1/namespaces', { kind => 'Namespace', apiVersion => 'v1', metadata => { name => $namespace } }); 1 }) {
            die "error execution phase wait-control-plane: could not create the namespaces: $@" if time > $until;
            Host::nap(0.2);
        }
    }
    return;
}

sub upload_certs {
    my ($config, $options) = @_;
    my $main = $config->main;
    if (!$options->{'upload-certs'}) { print "[upload-certs] Skipping phase. Please see --upload-certs\n"; return }
    my $key = $options->{'certificate-key'} // $main->{certificateKey} // Host::random_hex(32);
    Kubeadm::Cluster::upload_certs(super(), $key);
    print "[upload-certs] Storing the certificates in Secret \"kubeadm-certs\" in the \"kube-system\" Namespace\n[upload-certs] Using certificate key:\n$key\n";
    return;
}

sub bootstrap_token {
    my ($config) = @_;
    print "[bootstrap-token] Configuring bootstrap tokens, cluster-info ConfigMap, RBAC Roles\n";
    my $client = super();
    my $given = $config->main->{bootstrapTokens} // [ {} ];
    for my $one (@$given) {
        my $token = $one->{token} // Kubeadm::Cluster::new_token();
        my $ttl = defined $one->{ttl} ? Host::duration($one->{ttl}) : 86400;
        my $done = eval { Kubeadm::Cluster::token($client, $token, $ttl); 1 };
        die $@ if !$done && $@ !~ /already exists/;
    }
    Kubeadm::Cluster::cluster_info($config, $client);
    return;
}

# Runs all phases, or those that were asked for.
sub run {
    my ($config, $options, @only) = @_;
    print "[init] Using Kubernetes version: @{[$config->cluster->{kubernetesVersion}]}\n" if !@only;
    my ($own) = Kubeadm::Config::version() =~ /^v1\.(\d+)/;
    my ($wanted) = $config->cluster->{kubernetesVersion} =~ /^v1\.(\d+)/;
    die "this version of kubeadm only supports deploying clusters with the control plane version >= 1." . ($own - 1) . ".0. Current version: @{[$config->cluster->{kubernetesVersion}]}\n" if $wanted < $own - 1;
    die "the requested Kubernetes version (@{[$config->cluster->{kubernetesVersion}]}) is higher than the kubeadm version @{[Kubeadm::Config::version()]}\n" if $wanted > $own;
    if (@only && $only[0] eq 'addon' && ($only[1] // 'all') ne 'all') { addon($config, $only[1]); return }
    my @phases = grep { !@only || $_->[0] eq $only[0] } @PHASES;
    die "invalid phase: @only\n" if !@phases;
    for my $phase (@phases) {
        my ($name, $action) = @$phase;
        next if !@only && ($config->skips($name) || grep { $_ eq $name } @{ $options->{skipped} });
        Host::place('kubeadm', "init/$name");
        eval { $action->($config, $options); 1 } or die $@ =~ /^error execution phase/ ? $@ : "error execution phase $name: $@";
    }
    return if @only;
    my ($token) = Kubeadm::Cluster::tokens(super());
    my $pin = Certificates::pin(Host::slurp("$Certificates::PKI/ca.crt"));
    my $endpoint = $config->server =~ s{^https://}{}r;
    print "\nYour Kubernetes control-plane has initialized successfully!\n\nThen you can join any number of worker nodes by running the following on each as root:\n\n"
        . "kubeadm join $endpoint --token " . ($token ? "$token->{'token-id'}.$token->{'token-secret'}" : '<token>') . " \\\n\t--discovery-token-ca-cert-hash $pin\n";
    return;
}

1;
