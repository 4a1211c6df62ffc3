# What the pods of the network's daemon sets do on a machine: real links, addresses, routes, rules and
# files, in the shapes of flannel, Calico and kube-proxy. Nothing of it goes away by itself.
package Dataplane;
use strict;
use warnings;
use File::Path ();
use Host;
use Json;
use Yaml;

# Why the pod of a set does not run; empty when it does.
sub carry_out {
    my ($node, $client, $set) = @_;
    my $images = join ' ', map { $_->{image} } @{ $set->{spec}{template}{spec}{containers} };
    my $done = eval {
        flannel($node, $client, $set) if $images =~ /flannel/;
        calico($node, $client, $set) if $images =~ /calico/;
        proxy($node, $client) if $images =~ /kube-proxy/;
        1;
    };
    return $done ? '' : $@ =~ s/\s+$//r;
}

sub quietly { my ($status) = Host::run(@_); return !$status }

sub configuration {
    my ($client, $set, $name) = @_;
    my $map = $client->found("/api/v1/namespaces/$set->{metadata}{namespace}/configmaps/$name");
    return $map ? $map->{data} : {};
}

# A plugin as its image's first container drops it.
sub plugin {
    my ($name) = @_;
    return if -x "/opt/cni/bin/$name";
    Host::spew("/opt/cni/bin/$name", "#!/bin/sh\n# $name\nexit 0\n", 0755);
    return;
}

sub mtu_of { my ($link) = @_; return 0 + (Host::slurp("/sys/class/net/$link/mtu") || 1500) }

sub link_of {
    my ($node, $address) = @_;
    return Host::addresses()->{$address} =~ s/@.*//r;
}

# The link that arguments such as --iface=netmaker ask for, else the one of the node's address.
sub flannel_link {
    my ($node, $set) = @_;
    my @arguments = map { @{ $_->{args} // [] }, @{ $_->{command} // [] } } @{ $set->{spec}{template}{spec}{containers} };
    my ($wanted) = map { /^--iface=(.+)/ ? $1 : () } @arguments;
    my $on = Host::addresses();
    if (!defined $wanted) { return ($on->{ Host::default_address() }, Host::default_address()) }
    my ($address) = grep { $on->{$_} eq $wanted && /\./ || $_ eq $wanted } keys %$on;
    die "Failed to find any valid interface to use: failed to find interface $wanted: could not find an interface with given name\n" if !$address;
    return ($on->{$address}, $address);
}

sub flannel {
    my ($node, $client, $set) = @_;
    my $range = $node->{object}{spec}{podCIDR} // die "Error registering network: failed to acquire lease: node \"$node->{name}\" pod cidr not assigned\n";
    my $settings = configuration($client, $set, 'kube-flannel-cfg');
    my $network = Json::parse($settings->{'net-conf.json'} // '{"Network":"10.244.0.0/16"}');
    plugin('flannel');
    my $list = $settings->{'cni-conf.json'} // '{"name":"cbr0","cniVersion":"0.3.1","plugins":[{"type":"flannel","delegate":{"hairpinMode":true,"isDefaultGateway":true}},{"type":"portmap","capabilities":{"portMappings":true}}]}';
    Host::spew('/etc/cni/net.d/10-flannel.conflist', $list) if Host::slurp('/etc/cni/net.d/10-flannel.conflist') ne $list;
    my ($link, $local) = flannel_link($node, $set);
    my $mtu = ($network->{Backend}{MTU} // mtu_of($link)) - ($network->{Backend}{MTU} ? 0 : 50);
    my ($base) = $range =~ m{^([\d.]+)/};
    vxlan('flannel.1', 1, 8472, $link, $local, $mtu, "$base/32");
    my $gateway = $base =~ s/\.0$/.1/r;
    Host::spew('/run/flannel/subnet.env', "FLANNEL_NETWORK=$network->{Network}\nFLANNEL_SUBNET=$gateway/24\nFLANNEL_MTU=$mtu\nFLANNEL_IPMASQ=true\n");
    bridge('cni0', "$gateway/24", $mtu);
    chain('nat', 'FLANNEL-POSTRTG', 'POSTROUTING', '-s', $network->{Network}, '!', '-d', '224.0.0.0/4', '-j', 'MASQUERADE');
    chain('filter', 'FLANNEL-FWD', 'FORWARD', '-s', $network->{Network}, '-j', 'ACCEPT');
    neighbours($node, $client, 'flannel.1', 'flannel.alpha.coreos.com', $local);
    return;
}

# Makes the tunnel anew when it stands on another address or link than it should.
sub vxlan {
    my ($name, $id, $port, $link, $local, $mtu, $address) = @_;
    my (undef, $has) = Host::run('ip', '-d', '-o', 'link', 'show', $name);
    if ($has !~ /vxlan id $id local \Q$local\E dev \Q$link\E / || $has !~ /mtu $mtu /) {
        quietly('ip', 'link', 'delete', $name);
        Host::must('ip', 'link', 'add', $name, 'mtu', $mtu, 'type', 'vxlan', 'id', $id, 'local', $local, 'dev', $link, 'dstport', $port, 'nolearning');
        Host::must('ip', 'address', 'add', $address, 'dev', $name);
        Host::must('ip', 'link', 'set', $name, 'up');
    }
    return;
}

sub bridge {
    my ($name, $address, $mtu) = @_;
    return if -e "/sys/class/net/$name" && mtu_of($name) == $mtu;
    quietly('ip', 'link', 'add', $name, 'type', 'bridge');
    quietly('ip', 'address', 'add', $address, 'dev', $name);
    Host::must('ip', 'link', 'set', $name, 'mtu', $mtu, 'up');
    # A bridge without a pod has no carrier, hence one end of a link that goes nowhere.
    quietly('ip', 'link', 'add', 'vethfake0', 'mtu', $mtu, 'type', 'veth', 'peer', 'name', 'vethfake1');
    quietly('ip', 'link', 'set', 'vethfake0', 'master', $name, 'up');
    quietly('ip', 'link', 'set', 'vethfake1', 'up');
    return;
}

sub chain {
    my ($table, $name, $from, @rule) = @_;
    return if !quietly('iptables', '-w', '-t', $table, '-N', $name);
    Host::must('iptables', '-w', '-t', $table, '-A', $name, @rule);
    Host::must('iptables', '-w', '-t', $table, '-A', $from, '-j', $name);
    return;
}

# Tells the others where this node's tunnel ends, and sends what is for their pods there.
sub neighbours {
    my ($node, $client, $link, $prefix, $local) = @_;
    my $mac = Host::slurp("/sys/class/net/$link/address") =~ s/\s+$//r;
    my %own = ("$prefix/public-ip" => $local, "$prefix/backend-type" => 'vxlan', "$prefix/backend-data" => "{\"VNI\":1,\"VtepMAC\":\"$mac\"}", "$prefix/kube-subnet-manager" => 'true');
    my $has = $node->{object}{metadata}{annotations} // {};
    if (grep { ($has->{$_} // '') ne $own{$_} } keys %own) {
        $client->must('PATCH', "/api/v1/nodes/$node->{name}", { metadata => { annotations => \%own } }, manager => 'flanneld', type => 'application/merge-patch+json');
    }
    for my $other (@{ $client->must('GET', '/api/v1/nodes')->{items} }) {
        next if $other->{metadata}{name} eq $node->{name};
        my $said = $other->{metadata}{annotations} // {};
        my ($theirs) = ($said->{"$prefix/backend-data"} // '') =~ /"VtepMAC":"([^"]+)"/ or next;
        my $range = $other->{spec}{podCIDR} // next;
        my ($base) = $range =~ m{^([\d.]+)/};
        my $known = "$theirs $said->{\"$prefix/public-ip\"}";
        next if ($node->{peers}{"$link $range"} // '') eq "$mac $known";
        Host::must('ip', 'neighbour', 'replace', $base, 'lladdr', $theirs, 'dev', $link, 'nud', 'permanent');
        Host::must('bridge', 'fdb', 'replace', $theirs, 'dev', $link, 'dst', $said->{"$prefix/public-ip"}, 'self', 'permanent');
        Host::must('ip', 'route', 'replace', $range, 'via', $base, 'dev', $link, 'onlink');
        $node->{peers}{"$link $range"} = "$mac $known";
    }
    return;
}

sub calico {
    my ($node, $client, $set) = @_;
    my $range = $node->{object}{spec}{podCIDR} // die "pod cidr not assigned\n";
    my %given = map { ($_->{name} => $_->{value}) } map { @{ $_->{env} // [] } } @{ $set->{spec}{template}{spec}{containers} };
    my $how = $given{IP_AUTODETECTION_METHOD} // 'first-found';
    my $on = Host::addresses();
    my ($named) = $how =~ /^interface=(.+)$/;
    my ($local) = $how eq 'kubernetes-internal-ip' ? $node->{address}
        : defined $named ? (grep { $on->{$_} =~ /^(?:$named)$/ && /\./ } keys %$on)
        : (grep { $on->{$_} eq 'eth0' && /\./ } keys %$on);
    die "Unable to auto-detect an IPv4 address using interface regexes [$how]: no valid host interfaces found\n" if !$local;
    my $link = $on->{$local};
    my $mtu = ($given{FELIX_VXLANMTU} // 0) || mtu_of($link) - 50;
    plugin($_) for 'calico', 'calico-ipam';
    my $list = configuration($client, $set, 'calico-config')->{cni_network_config}
        // '{"name":"k8s-pod-network","cniVersion":"0.3.1","plugins":[{"type":"calico","ipam":{"type":"calico-ipam"}},{"type":"portmap","snat":true,"capabilities":{"portMappings":true}}]}';
    Host::spew('/etc/cni/net.d/10-calico.conflist', $list) if Host::slurp('/etc/cni/net.d/10-calico.conflist') ne $list;
    Host::spew('/etc/cni/net.d/calico-kubeconfig', "# Kubeconfig file for Calico CNI plugin.\n", 0600);
    Host::spew('/var/lib/calico/nodename', $node->{name});
    Host::spew('/var/lib/calico/mtu', $mtu);
    File::Path::make_path('/run/calico', '/var/log/calico/cni');
    my ($base) = $range =~ m{^([\d.]+)/};
    vxlan('vxlan.calico', 4096, 4789, $link, $local, $mtu, "$base/32");
    for my $table ('filter', 'nat', 'mangle', 'raw') { chain($table, 'cali-PREROUTING', $table eq 'filter' ? 'FORWARD' : 'PREROUTING', '-m', 'comment', '--comment', 'cali:fake', '-j', 'RETURN') }
    quietly('ipset', 'create', 'cali40all-ipam-pools', 'hash:net');
    quietly('ip', 'route', 'add', 'blackhole', $range, 'proto', '80');
    neighbours($node, $client, 'vxlan.calico', 'projectcalico.org', $local);
    return;
}

sub proxy {
    my ($node, $client) = @_;
    return if $node->{proxied}++;
    my $map = $client->found('/api/v1/namespaces/kube-system/configmaps/kube-proxy');
    my $mode = ($map ? $map->{data}{'config.conf'} : '') =~ /^mode:\s*"?(\w+)/m ? $1 : 'iptables';
    if ($mode eq 'nftables') {
        quietly('nft', 'add', 'table', 'ip', 'kube-proxy');
        quietly('nft', 'add', 'chain', 'ip', 'kube-proxy', 'services');
        return;
    }
    chain('nat', 'KUBE-SERVICES', 'PREROUTING', '-m', 'comment', '--comment', 'kubernetes service portals', '-j', 'RETURN');
    chain('nat', 'KUBE-POSTROUTING', 'POSTROUTING', '-m', 'comment', '--comment', 'kubernetes postrouting rules', '-j', 'RETURN');
    chain('filter', 'KUBE-FORWARD', 'FORWARD', '-m', 'conntrack', '--ctstate', 'INVALID', '-j', 'DROP');
    return;
}

1;
