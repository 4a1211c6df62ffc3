# The files that kubeadm writes on a machine: certificates, kubeconfigs, manifests and the kubelet's.
package Kubeadm::Files;
use strict;
use warnings;
use Certificates;
use Client;
use Host;
use Json;
use Kubeadm::Config;
use Yaml;

my $PKI = $Certificates::PKI;
our @SHARED = ('ca.crt', 'ca.key', 'front-proxy-ca.crt', 'front-proxy-ca.key', 'sa.key', 'sa.pub', 'etcd/ca.crt', 'etcd/ca.key');
our @COMPONENTS = ('kube-apiserver', 'kube-controller-manager', 'kube-scheduler');

sub authorities {
    Certificates::authority("$PKI/ca", 'kubernetes');
    Certificates::authority("$PKI/front-proxy-ca", 'front-proxy-ca');
    Certificates::authority("$PKI/etcd/ca", 'etcd-ca');
    return if -e "$PKI/sa.key";
    Certificates::key("$PKI/sa.key");
    Host::must('openssl', 'pkey', '-in', "$PKI/sa.key", '-pubout', '-out', "$PKI/sa.pub");
    return;
}

# The names by which the API server may be called.
sub names {
    my ($config) = @_;
    my $cluster = $config->cluster;
    my ($first) = $cluster->{networking}{serviceSubnet} =~ /^([\d.]+)\.\d+\//;
    my ($endpoint) = ($cluster->{controlPlaneEndpoint} // '') =~ /^([^:]+)/;
    my %seen;
    return grep { !$seen{$_}++ } 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc', "kubernetes.default.svc.$cluster->{networking}{dnsDomain}",
        $config->name, "$first.1", ($config->endpoint)[0], defined $endpoint ? $endpoint : (), @{ ($cluster->{apiServer} // {})->{certSANs} // [] };
}

sub certificates {
    my ($config) = @_;
    my $name = $config->name;
    my ($address) = $config->endpoint;
    Certificates::signed("$PKI/apiserver", "$PKI/ca", '/CN=kube-apiserver', names => [ names($config) ]);
    Certificates::signed("$PKI/apiserver-kubelet-client", "$PKI/ca", '/O=kubeadm:cluster-admins/CN=kube-apiserver-kubelet-client');
    Certificates::signed("$PKI/front-proxy-client", "$PKI/front-proxy-ca", '/CN=front-proxy-client');
    Certificates::signed("$PKI/apiserver-etcd-client", "$PKI/etcd/ca", '/CN=kube-apiserver-etcd-client');
    Certificates::signed("$PKI/etcd/server", "$PKI/etcd/ca", "/CN=$name", names => [ 'localhost', $name, $address, '127.0.0.1' ]);
    Certificates::signed("$PKI/etcd/peer", "$PKI/etcd/ca", "/CN=$name", names => [ 'localhost', $name, $address, '127.0.0.1' ]);
    Certificates::signed("$PKI/etcd/healthcheck-client", "$PKI/etcd/ca", '/CN=kube-etcd-healthcheck-client');
    return;
}

sub kubeconfig {
    my ($config, $file, $server, $user, $subject) = @_;
    my $base = "/etc/kubernetes/.$file";
    Certificates::signed($base, "$PKI/ca", $subject);
    Host::spew("/etc/kubernetes/$file", Client::config($server, Host::slurp("$PKI/ca.crt"), $user,
        'client-certificate' => Host::slurp("$base.crt"), 'client-key' => Host::slurp("$base.key")), 0600);
    unlink "$base.crt", "$base.key";
    return;
}

sub kubeconfigs {
    my ($config, %with) = @_;
    my $name = $config->name;
    kubeconfig($config, 'admin.conf', $config->server, 'kubernetes-admin', '/O=kubeadm:cluster-admins/CN=kubernetes-admin');
    kubeconfig($config, 'super-admin.conf', $config->server, 'kubernetes-super-admin', '/O=system:masters/CN=kubernetes-super-admin') if $with{first};
    kubeconfig($config, 'kubelet.conf', $config->local_server, "system:node:$name", "/O=system:nodes/CN=system:node:$name") if $with{first};
    kubeconfig($config, 'controller-manager.conf', $config->local_server, 'system:kube-controller-manager', '/CN=system:kube-controller-manager');
    kubeconfig($config, 'scheduler.conf', $config->local_server, 'system:kube-scheduler', '/CN=system:kube-scheduler');
    return;
}

sub manifest {
    my ($config, $name, $image, %flags) = @_;
    my $commands = join '', map { "    - --$_=$flags{$_}\n" } sort keys %flags;
    Host::spew("/etc/kubernetes/manifests/$name.yaml", <<"END", 0600);
apiVersion: v1
kind: Pod
metadata:
  labels:
    component: $name
    tier: control-plane
  name: $name
  namespace: kube-system
spec:
  containers:
  - command:
    - $name
$commands    image: $image
    imagePullPolicy: IfNotPresent
    name: $name
  hostNetwork: true
  priorityClassName: system-node-critical
status: {}
END
    return;
}

sub images {
    my ($version, $repository) = @_;
    my ($minor) = $version =~ /^v?1\.(\d+)/;
    my %other = ( 35 => [ 'v1.13.1', '3.10.1', '3.6.6-0' ], 36 => [ 'v1.14.0', '3.10.2', '3.6.8-0' ], 37 => [ 'v1.14.1', '3.10.2', '3.6.9-0' ] );
    my ($dns, $pause, $etcd) = @{ $other{$minor} // $other{37} };
    return ((map { "$repository/$_:$version" } @COMPONENTS, 'kube-proxy'), "$repository/coredns/coredns:$dns", "$repository/pause:$pause", "$repository/etcd:$etcd");
}

sub control_plane {
    my ($config) = @_;
    my $cluster = $config->cluster;
    my ($address, $port) = $config->endpoint;
    my $image = "$cluster->{imageRepository}/%s:$cluster->{kubernetesVersion}";
    my %more = map { $_->[0] => $_->[1] } Kubeadm::Config::arguments(($cluster->{apiServer} // {})->{extraArgs});
    manifest($config, 'kube-apiserver', sprintf($image, 'kube-apiserver'), 'advertise-address' => $address, 'secure-port' => $port, 'client-ca-file' => "$PKI/ca.crt",
        'etcd-servers' => 'https://127.0.0.1:2379', 'service-cluster-ip-range' => $cluster->{networking}{serviceSubnet}, 'tls-cert-file' => "$PKI/apiserver.crt", 'enable-bootstrap-token-auth' => 'true', %more);
    my $pods = $cluster->{networking}{podSubnet};
    %more = map { $_->[0] => $_->[1] } Kubeadm::Config::arguments(($cluster->{controllerManager} // {})->{extraArgs});
    manifest($config, 'kube-controller-manager', sprintf($image, 'kube-controller-manager'), kubeconfig => '/etc/kubernetes/controller-manager.conf', $pods ? ('allocate-node-cidrs' => 'true', 'cluster-cidr' => $pods) : (), %more);
    manifest($config, 'kube-scheduler', sprintf($image, 'kube-scheduler'), kubeconfig => '/etc/kubernetes/scheduler.conf');
    return;
}

sub etcd {
    my ($config, $members) = @_;
    my ($address) = $config->endpoint;
    my $name = $config->name;
    my $cluster = $config->cluster;
    my ($image) = grep { /etcd:/ } images($cluster->{kubernetesVersion}, $cluster->{imageRepository});
    my @initial = ((map { ($_->{name} || $_->{ID}) . "=$_->{peerURLs}[0]" } grep { $_->{peerURLs}[0] ne "https://$address:2380" } @{ $members // [] }), "$name=https://$address:2380");
    manifest($config, 'etcd', $image, name => $name, 'data-dir' => '/var/lib/etcd', 'initial-advertise-peer-urls' => "https://$address:2380", 'advertise-client-urls' => "https://$address:2379",
        'listen-client-urls' => "https://127.0.0.1:2379,https://$address:2379", 'listen-peer-urls' => "https://$address:2380", 'initial-cluster' => join(',', @initial),
        'initial-cluster-state' => $members ? 'existing' : 'new', 'cert-file' => "$PKI/etcd/server.crt");
    return;
}

# The kubelet's own configuration, and the flags that only this machine has.
sub kubelet {
    my ($config, $settings) = @_;
    my $registration = $config->main->{nodeRegistration} // {};
    my %all = (%{ $settings // {} }, kind => 'KubeletConfiguration', apiVersion => 'kubelet.config.k8s.io/v1beta1');
    $all{cgroupDriver} //= 'systemd';
    $all{clusterDomain} //= $config->cluster->{networking}{dnsDomain};
    $all{staticPodPath} //= '/etc/kubernetes/manifests';
    $all{rotateCertificates} //= $Json::TRUE;
    Host::spew('/var/lib/kubelet/config.yaml', Yaml::text(\%all));
    Host::spew('/var/lib/kubelet/instance-config.yaml', "apiVersion: kubelet.config.k8s.io/v1beta1\ncontainerRuntimeEndpoint: " . ($registration->{criSocket} // 'unix:///run/containerd/containerd.sock') . "\nkind: KubeletConfiguration\n");
    my @flags = map { "--$_->[0]=$_->[1]" } Kubeadm::Config::arguments($registration->{kubeletExtraArgs});
    push @flags, "--hostname-override=$registration->{name}" if ($registration->{name} // '') ne '' && $registration->{name} ne lc Host::name();
    my @taints = @{ $registration->{taints} // [] };
    push @flags, '--register-with-taints=' . join ',', map { "$_->{key}=" . ($_->{value} // '') . ":$_->{effect}" } @taints if @taints;
    Host::spew('/var/lib/kubelet/kubeadm-flags.env', 'KUBELET_KUBEADM_ARGS="' . join(' ', @flags) . "\"\n");
    return;
}

1;
