# What kubeadm looks at before it changes anything.
package Kubeadm::Preflight;
use strict;
use warnings;
use Host;
use IO::Socket::INET;

sub taken {
    my ($port) = @_;
    my $socket = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => $port, Proto => 'tcp', Listen => 1, ReuseAddr => 1);
    return !$socket;
}

sub files {
    my (@paths) = @_;
    return map { -e $_ ? [ 'FileAvailable-' . $_ =~ s{^/}{}r =~ s{/}{-}gr, "$_ already exists" ] : () } @paths;
}

sub common {
    my ($config) = @_;
    my @errors;
    my $name = $config->name;
    push @errors, [ 'NodeName', "hostname \"$name\" a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'" ] if $name !~ /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
    my $socket = ($config->main->{nodeRegistration}{criSocket} // 'unix:///run/containerd/containerd.sock') =~ s{^unix://}{}r;
    push @errors, [ 'CRI', "could not connect to the container runtime: failed to create new CRI runtime service: validate service connection: validate CRI v1 runtime API for endpoint \"unix://$socket\": rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while dialing: dial unix $socket: connect: no such file or directory\"" ] if !-S $socket;
    push @errors, [ 'Swap', 'running with swap on is not supported. Please disable swap or set --fail-swap-on to false' ]
        if (Host::slurp(-e '/run/machine/swaps' ? '/run/machine/swaps' : '/proc/swaps') =~ tr/\n//) > 1 && Host::slurp('/var/lib/kubelet/config.yaml') !~ /failSwapOn: false/ && ($config->kind('KubeletConfiguration')->{failSwapOn} // '') eq '';
    push @errors, [ 'FileContent--proc-sys-net-ipv4-ip_forward', '/proc/sys/net/ipv4/ip_forward contents are not set to 1' ] if Host::slurp('/proc/sys/net/ipv4/ip_forward') !~ /^1/;
    for my $program ('crictl', 'mount', 'iptables', 'ip') {
        push @errors, [ 'FileExisting-' . $program, "$program not found in system path" ] if !grep { -x "$_/$program" } split /:/, $ENV{PATH};
    }
    return @errors;
}

sub ports { return map { taken($_) ? [ "Port-$_", "Port $_ is in use" ] : () } @_ }

sub init {
    my ($config) = @_;
    my (undef, $port) = $config->endpoint;
    return (common($config), ports($port, 10259, 10257, 10250, 2379, 2380),
        files(map { "/etc/kubernetes/manifests/$_.yaml" } 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'),
        -d '/var/lib/etcd' && glob('/var/lib/etcd/*') ? [ 'DirAvailable--var-lib-etcd', '/var/lib/etcd is not empty' ] : ());
}

sub join_node {
    my ($config) = @_;
    my $leads = $config->main->{controlPlane};
    my @more = $leads ? (ports(($config->endpoint)[1], 10259, 10257, 2379, 2380), -d '/var/lib/etcd' && glob('/var/lib/etcd/*') ? [ 'DirAvailable--var-lib-etcd', '/var/lib/etcd is not empty' ] : ()) : ();
    return (common($config), ports(10250), files('/etc/kubernetes/kubelet.conf', $leads ? () : '/etc/kubernetes/pki/ca.crt'),
        glob('/etc/kubernetes/manifests/*') ? [ 'DirAvailable--etc-kubernetes-manifests', '/etc/kubernetes/manifests is not empty' ] : (), @more);
}

# Dies with all errors that are not to be ignored.
sub judge {
    my ($config, $ignored, @errors) = @_;
    my %ignored = map { lc $_ => 1 } @$ignored, @{ $config->main->{nodeRegistration}{ignorePreflightErrors} // [] };
    for my $error (grep { $ignored{all} || $ignored{ lc $_->[0] } } @errors) { warn "\t[WARNING $error->[0]]: $error->[1]\n" }
    @errors = grep { !$ignored{all} && !$ignored{ lc $_->[0] } } @errors;
    return if !@errors;
    die "error execution phase preflight: [preflight] Some fatal errors occurred:\n" . join('', map { "\t[ERROR $_->[0]]: $_->[1]\n" } @errors)
        . "[preflight] If you know what you are doing, you can make a check non-fatal with `--ignore-preflight-errors=...`\n";
}

1;
