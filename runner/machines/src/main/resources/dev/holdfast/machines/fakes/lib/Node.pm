# The Node object that a kubelet keeps: made once, its status told again and again.
package Node;
use strict;
use warnings;
use Host;
use Json;

# The address of the node: as told, else that of the way out. Dies where the link does not have it.
sub address {
    my ($node) = @_;
    my ($given) = split /,/, $node->{flag}{'node-ip'} // '';
    return Host::default_address() if !defined $given;
    return $given if Host::addresses()->{$given};
    die "failed to validate nodeIP: node IP: \"$given\" not found in the host's network interfaces\n";
}

sub beat {
    my ($node, $client) = @_;
    # A wrong address is told, and the node stays as it was last known.
    my $address = address($node);
    my $path = "/api/v1/nodes/$node->{name}";
    my $known = $client->found($path);
    if (!$known) { $known = registered($node, $client) }
    $node->{registered} = 1;
    $node->{object} = $known;
    $node->{address} = $address;
    my $status = status($node, $known, $address);
    my @taints = grep { $_->{key} !~ m{^node\.kubernetes\.io/(?:not-ready|unreachable)$} } @{ $known->{spec}{taints} // [] };
    push @taints, { key => 'node.kubernetes.io/not-ready', effect => 'NoSchedule' } if $status->{conditions}[-1]{status} ne 'True';
    $client->must('PATCH', $path, { status => $status, spec => { taints => @taints ? \@taints : undef } }, manager => 'kubelet', type => 'application/merge-patch+json');
    my $lease = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/$node->{name}";
    my $renewed = { kind => 'Lease', apiVersion => 'coordination.k8s.io/v1', metadata => { name => $node->{name} },
        spec => { holderIdentity => $node->{name}, leaseDurationSeconds => 40, renewTime => Host::stamp() } };
    my ($code) = $client->request('PATCH', $lease, $renewed, type => 'application/merge-patch+json');
    $client->must('POST', $lease =~ s{/[^/]+$}{}r, $renewed) if $code == 404;
    return;
}

sub architecture { return { x86_64 => 'amd64', aarch64 => 'arm64' }->{ (POSIX::uname())[4] } // 'amd64' }

sub registered {
    my ($node, $client) = @_;
    require POSIX;
    my $architecture = architecture();
    my %labels = ('kubernetes.io/hostname' => $node->{name}, 'kubernetes.io/os' => 'linux', 'kubernetes.io/arch' => $architecture,
        'beta.kubernetes.io/os' => 'linux', 'beta.kubernetes.io/arch' => $architecture);
    my $given = $node->{flag}{'node-labels'} // '';
    $labels{$1} = $2 while $given =~ /([^=,]+)=([^,]*)/g;
    my @taints = map { my ($key, $value, $effect) = /^([^=:]+)(?:=([^:]*))?:(\w+)$/; { key => $key, effect => $effect, ($value // '') ne '' ? (value => $value) : () } }
        split /,/, $node->{flag}{'register-with-taints'} // '';
    return $client->must('POST', '/api/v1/nodes', { kind => 'Node', apiVersion => 'v1',
        metadata => { name => $node->{name}, labels => \%labels, annotations => { 'volumes.kubernetes.io/controller-managed-attach-detach' => 'true' } },
        spec => { @taints ? (taints => \@taints) : () }, status => {} });
}

sub status {
    my ($node, $known, $address) = @_;
    require POSIX;
    my $trouble = network_trouble();
    my ($before) = grep { $_->{type} eq 'Ready' } @{ $known->{status}{conditions} // [] };
    my $ready = $trouble eq '' ? 'True' : 'False';
    my $now = Host::stamp();
    my $since = $before && $before->{status} eq $ready ? $before->{lastTransitionTime} : $now;
    my @conditions = map { { type => $_, status => 'False', reason => "KubeletHasNo$_", lastHeartbeatTime => $now, lastTransitionTime => $before ? $before->{lastTransitionTime} : $now } } qw(MemoryPressure DiskPressure PIDPressure);
    push @conditions, { type => 'Ready', status => $ready, lastHeartbeatTime => $now, lastTransitionTime => $since,
        reason => $trouble eq '' ? 'KubeletReady' : 'KubeletNotReady', message => $trouble eq '' ? 'kubelet is posting ready status' : $trouble };
    my ($memory) = Host::slurp('/proc/meminfo') =~ /MemTotal:\s+(\d+)/;
    my %size = (cpu => '2', memory => "${memory}Ki", pods => ($node->{config}{maxPods} // 110) . '');
    return {
        addresses => [ { type => 'InternalIP', address => $address }, { type => 'Hostname', address => $node->{name} } ],
        capacity => {%size}, allocatable => {%size},
        conditions => \@conditions,
        daemonEndpoints => { kubeletEndpoint => { Port => 10250 } },
        nodeInfo => { kubeletVersion => $node->{version}, kubeProxyVersion => $node->{version}, machineID => Host::slurp('/etc/machine-id') =~ s/\s+$//r,
            systemUUID => Host::slurp('/etc/machine-id') =~ s/\s+$//r, bootID => Host::slurp('/proc/sys/kernel/random/boot_id') =~ s/\s+$//r,
            kernelVersion => (POSIX::uname())[2], osImage => Host::slurp('/etc/os-release') =~ /^PRETTY_NAME="(.*)"/m ? $1 : 'Linux',
            operatingSystem => 'linux', architecture => architecture(),
            containerRuntimeVersion => 'containerd://' . Host::slurp('/usr/lib/holdfast-fakes/versions/containerd') =~ s/\s+$//r },
    };
}

# Why pods would have no network; empty when they would. The runtime looks for the plugins in one
# directory only, which Debian's own configuration names otherwise than the plugins' makers.
sub network_trouble {
    my $uninitialized = 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: ';
    my ($list) = sort glob '/etc/cni/net.d/*.conflist';
    return $uninitialized . 'cni plugin not initialized' if !$list;
    my $plugins = eval { Json::parse(Host::slurp($list))->{plugins} } or return $uninitialized . "cni config load failed: $list";
    my $settings = Host::slurp('/etc/containerd/config.toml');
    my ($directory) = $settings =~ /^\s*bin_dirs?\s*=\s*\[?\s*["']([^"']+)/m;
    $directory //= '/opt/cni/bin';
    for my $plugin (map { $_->{type} } @$plugins) {
        return $uninitialized . "cni config load failed: failed to find plugin \"$plugin\" in path [$directory]" if !-x "$directory/$plugin";
    }
    return '';
}

1;
