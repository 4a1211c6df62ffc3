# kubeadm upgrade: which steps it allows, and what it changes.
package Kubeadm::Upgrade;
use strict;
use warnings;
use Certificates;
use Host;
use Kubeadm::Cluster;
use Kubeadm::Config;
use Kubeadm::Files;
use Yaml;

sub parts { my ($version) = @_; return $version =~ /^v?1\.(\d+)\.(\d+)/ }

sub of_cluster {
    my ($client) = @_;
    my ($cluster) = Kubeadm::Cluster::config_of($client);
    return $cluster;
}

# Every control plane has to be ready before anything is changed.
sub healthy {
    my ($client) = @_;
    for my $node (@{ $client->must('GET', '/api/v1/nodes?labelSelector=node-role.kubernetes.io/control-plane')->{items} }) {
        my ($ready) = grep { $_->{type} eq 'Ready' } @{ $node->{status}{conditions} // [] };
        die "[upgrade/health] FATAL: [preflight] Some fatal errors occurred:\n\t[ERROR ControlPlaneNodesReady]: there are NotReady control-planes in the cluster: [$node->{metadata}{name}]\n" if !$ready || $ready->{status} ne 'True';
    }
    return;
}

sub plan {
    my $client = Kubeadm::Cluster::admin();
    healthy($client);
    my $cluster = of_cluster($client);
    my $own = Kubeadm::Config::version();
    print "[upgrade/versions] Cluster version: $cluster->{kubernetesVersion}\n[upgrade/versions] kubeadm version: $own\n\nUpgrade to the latest version in the v1." . (parts($own))[0] . " series:\n\n"
        . "COMPONENT                 NODE      CURRENT   TARGET\n";
    printf "%-25s %-9s %-9s %s\n", $_, '', $cluster->{kubernetesVersion}, $own for @Kubeadm::Files::COMPONENTS;
    print "\nYou can now apply the upgrade by executing the following command:\n\n\tkubeadm upgrade apply $own\n";
    return;
}

sub apply {
    my ($wanted) = @_;
    $wanted =~ s/^(?=\d)/v/;
    my $client = Kubeadm::Cluster::admin();
    healthy($client);
    my $cluster = of_cluster($client);
    my ($own_minor, $own_patch) = parts(Kubeadm::Config::version());
    my ($new_minor, $new_patch) = parts($wanted) or die "couldn't parse version \"$wanted\"\n";
    my ($now_minor, $now_patch) = parts($cluster->{kubernetesVersion});
    my @errors;
    push @errors, "Specified version to upgrade to \"$wanted\" is higher than the kubeadm version \"@{[Kubeadm::Config::version()]}\". Upgrade kubeadm first using the tool you used to install kubeadm" if $new_minor > $own_minor || $new_minor == $own_minor && $new_patch > $own_patch;
    push @errors, "Specified version to upgrade to \"$wanted\" is too high; kubeadm can upgrade only 1 minor version at a time" if $new_minor > $now_minor + 1;
    push @errors, "Specified version to downgrade to \"$wanted\" is too low; kubeadm can downgrade only 1 minor version at a time" if $new_minor < $now_minor - 1;
    push @errors, "Kubeadm version @{[Kubeadm::Config::version()]} can only be used to upgrade to Kubernetes version 1.$own_minor" if $own_minor > $new_minor + 1;
    for my $node (@{ $client->must('GET', '/api/v1/nodes')->{items} }) {
        my ($minor) = parts($node->{status}{nodeInfo}{kubeletVersion} // 'v1.0.0');
        push @errors, "There are kubelets in this cluster that are too old that have these versions [$node->{status}{nodeInfo}{kubeletVersion}]" if $minor < $new_minor - 3;
    }
    die "[upgrade/version] FATAL: the --version argument is invalid due to these errors:\n\n" . join('', map { "\t- $_\n" } @errors) . "\n" if @errors;
    $cluster->{kubernetesVersion} = $wanted;
    machine($cluster, 'apply');
    my $system = '/api/v1/namespaces/kube-system';
    $client->must('PATCH', "$system/configmaps/kubeadm-config", { data => { ClusterConfiguration => Yaml::text($cluster) } }, type => 'application/merge-patch+json');
    addons($client, $cluster);
    print "[upgrade] SUCCESS! A control plane node of your cluster was upgraded to \"$wanted\".\n";
    return;
}

# The last control plane that is brought up brings the addons along.
sub addons {
    my ($client, $cluster) = @_;
    my ($minor, $patch) = parts($cluster->{kubernetesVersion});
    my @pods = grep { ($_->{metadata}{labels}{component} // '') eq 'kube-apiserver' } @{ $client->must('GET', '/api/v1/namespaces/kube-system/pods')->{items} };
    my $own = lc Host::name();
    if (grep { $_->{spec}{nodeName} ne $own && $_->{spec}{containers}[0]{image} !~ /:\Q$cluster->{kubernetesVersion}\E$/ } @pods) {
        print "[upgrade/addons] Skipping upgrade of addons because control plane instances [...] have not been upgraded\n";
        return;
    }
    my $config = Kubeadm::Config::of_text(Yaml::text({ %$cluster, kind => 'ClusterConfiguration', apiVersion => 'kubeadm.k8s.io/v1beta4' }));
    my $proxy = $client->found('/api/v1/namespaces/kube-system/configmaps/kube-proxy');
    $config->kind('KubeProxyConfiguration')->{mode} = $1 if $proxy && $proxy->{data}{'config.conf'} =~ /^mode: (\w+)/m;
    Kubeadm::Cluster::proxy($config, $client) if $proxy;
    Kubeadm::Cluster::dns($config, $client) if !Json::is_true(($cluster->{dns} // {})->{disabled});
    return;
}

# New images in this machine's manifests, new certificates, the kubelet's configuration.
sub machine {
    my ($cluster, $verb) = @_;
    Host::place('kubeadm', "upgrade/$verb/control-plane");
    my %image = map { m{([^/:]+):[^:]+$} ? ($1 => $_) : () } Kubeadm::Files::images($cluster->{kubernetesVersion}, $cluster->{imageRepository});
    for my $name (@Kubeadm::Files::COMPONENTS, 'etcd') {
        my $file = "/etc/kubernetes/manifests/$name.yaml";
        my $text = Host::slurp($file) =~ s/image: \S+/image: $image{$name}/r;
        Host::spew($file, $text, 0600);
    }
    renew();
    Host::place('kubeadm', "upgrade/$verb/kubelet-config");
    my $until = time + 60;
    until (grep { ($_->{image} // '') eq $image{'kube-apiserver'} } values %{ Pods::running() }) {
        die "error execution phase control-plane: couldn't upgrade control plane. kubeadm has tried to recover everything into the earlier state. Errors faced: static Pod hash for component kube-apiserver did not change after 5m0s\n" if time > $until;
        Host::nap(0.2);
    }
    until (eval { (Web::ask('127.0.0.1', 6443, 'GET', '/readyz', connect => 1))[0] == 200 }) { Host::nap(0.2) }
    return;
}

sub node {
    my $leads = -e '/etc/kubernetes/manifests/kube-apiserver.yaml';
    my $client = $leads ? Kubeadm::Cluster::admin() : Client::of_file('/etc/kubernetes/kubelet.conf');
    my ($cluster, $kubelet) = Kubeadm::Cluster::config_of($client);
    my ($own) = parts(Kubeadm::Config::version());
    my ($running) = parts($cluster->{kubernetesVersion});
    if ($leads) { machine($cluster, 'node'); addons($client, $cluster) }
    # A worker is not held back from being ahead of its control planes: the real one is not either.
    Host::spew('/var/lib/kubelet/config.yaml', Yaml::text({ %$kubelet, kind => 'KubeletConfiguration', apiVersion => 'kubelet.config.k8s.io/v1beta1', cgroupDriver => $kubelet->{cgroupDriver} // 'systemd' }));
    print "[upgrade] The configuration for this node was successfully updated!\n[upgrade] Now you should go ahead and upgrade the kubelet package using your package manager.\n";
    return;
}

# Signs this machine's certificates again.
sub renew {
    my $config = Kubeadm::Config::of_text("kind: InitConfiguration\napiVersion: kubeadm.k8s.io/v1beta4\n");
    for my $base (glob "$Certificates::PKI/{apiserver,apiserver-kubelet-client,apiserver-etcd-client,front-proxy-client,etcd/server,etcd/peer,etcd/healthcheck-client}.crt") {
        my $said = Certificates::read_all(Host::slurp($base));
        my $authority = $base =~ m{/etcd/|apiserver-etcd} ? "$Certificates::PKI/etcd/ca" : $base =~ /front-proxy/ ? "$Certificates::PKI/front-proxy-ca" : "$Certificates::PKI/ca";
        my $subject = join '', (map { "/O=$_" } @{ $said->{organisations} }), "/CN=$said->{name}";
        Certificates::signed($base =~ s/\.crt$//r, $authority, $subject, names => $said->{names});
    }
    return;
}

1;
