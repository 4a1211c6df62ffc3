# A machine in a mesh: its identity, what the server tells it, and the interface it makes of that.
package Mesh;
use strict;
use warnings;
use Host;
use Json;

our $LINK = 'netmaker';
my $HOME = '/etc/netclient';

sub version { return 'v' . Host::slurp('/usr/lib/holdfast-fakes/versions/netclient') =~ s/\s+$//r }

# Any command makes the identity, as the real one does.
sub identity {
    my $file = "$HOME/netclient.json";
    return Json::parse(Host::slurp($file)) if -s $file;
    chomp(my $private = Host::must('wg', 'genkey'));
    my $own = { id => Host::uuid(), hostpass => Host::random_hex(16), name => Host::name(), privatekey => $private, mtu => 1420,
        listenport => taken(443) ? 51821 : 443, macaddress => hardware() };
    save($own);
    return $own;
}

# The address of the interface that leads out, as the real one takes it.
sub hardware {
    my ($link) = Host::must('ip', 'route', 'get', '192.0.2.1') =~ /\bdev (\S+)/;
    my $address = Host::slurp("/sys/class/net/" . ($link // 'eth0') . "/address");
    return $address =~ /^([0-9a-f]{2}(?::[0-9a-f]{2}){5})/ ? $1 =~ tr/://dr : '02' . Host::random_hex(5);
}

sub save { Host::spew("$HOME/netclient.json", Json::text($_[0], '  '), 0600); return }
sub servers { my $text = Host::slurp("$HOME/servers.json"); return $text eq '' ? {} : Json::parse($text) }

sub taken {
    my ($port) = @_;
    return Host::must('ss', '-uln') =~ /:$port\s/;
}

sub public_key {
    my ($private) = @_;
    my $text = Host::must('sh', '-c', 'echo "$0" | wg pubkey', $private);
    return $text =~ s/\s+$//r;
}

# A call of the server; gives status and value, or dies with what curl said.
sub call {
    my ($server, $method, $path, $body, $bearer) = @_;
    my $url = ($server =~ m{^https?://} ? $server : "https://$server") . $path;
    my @command = ('curl', '-sS', '--max-time', '10', '-X', $method, '-H', 'Content-Type: application/json', '-w', "\n%{http_code}");
    push @command, '-H', "Authorization: Bearer $bearer" if defined $bearer;
    push @command, '-d', Json::text($body) if defined $body && $method ne 'GET';
    my ($status, $text) = Host::run(@command, $url);
    die "$text\n" if $status;
    $text =~ s/\n(\d+)$//;
    return (0 + $1, $text =~ /^\s*[\{\[]/ ? Json::parse($text) : $text);
}

sub register {
    my ($own, $token) = @_;
    my $decoded = eval { Json::parse(Host::unbase64($token)) } or die "invalid enrollment token\n";
    my $server = $decoded->{server};
    my ($status, $answer) = call($server, 'POST', "/api/v1/host/register/$token", {
        id => $own->{id}, hostpass => $own->{hostpass}, name => $own->{name}, version => version(), os => 'linux',
        macaddress => Host::base64(pack 'H*', $own->{macaddress}), traffickeypublic => Host::base64("\0" x 32),
        publickey => [ unpack 'C*', Host::unbase64(public_key($own->{privatekey})) ], endpointip => Host::default_address(),
        listenport => $own->{listenport}, mtu => $own->{mtu}, firewallinuse => 'nftables', interfaces => [], nodes => [] });
    die [ 2, 'error registering with server: ' . (ref $answer ? $answer->{Message} // $answer->{message} // Json::text($answer) : $answer) ] if $status != 200;
    Host::spew("$HOME/servers.json", Json::text({ %{ servers() }, $server => { server => $server } }, '  '), 0600);
    return $server;
}

sub login {
    my ($own, $server) = @_;
    my ($status, $answer) = call($server, 'POST', '/api/hosts/adm/authenticate', { id => $own->{id}, password => $own->{hostpass} });
    die "failed to authenticate with $server: $status\n" if $status != 200;
    return $answer->{Response}{AuthToken};
}

# What the server has for this host; kept beside for `list`.
sub pull {
    my ($own, $server) = @_;
    my ($status, $said) = call($server, 'GET', '/api/v1/host', undef, login($own, $server));
    die "failed to pull from $server: $status\n" if $status != 200;
    Host::spew("$HOME/nodes.json", Json::text($said, '  '), 0600);
    return $said;
}

sub fallback {
    my ($own, $server, $action, %more) = @_;
    my ($status, $said) = call($server, 'PUT', "/api/v1/fallback/host/$own->{id}", { Action => $action, Host => { id => $own->{id}, %more } }, login($own, $server));
    die "$action: $status\n" if $status != 200;
    return;
}

sub mtu { my $text = Host::slurp("/sys/class/net/$LINK/mtu"); return $text eq '' ? 0 : 0 + $text }

# Makes the interface what the server wants it to be: another MTU or key makes it anew, and the routes
# and tunnels of others on it are gone then.
sub configure {
    my ($own, $said) = @_;
    my $host = $said->{host} // {};
    my @addresses = map { my $node = $_; map { $node->{$_} // () } grep { ($node->{$_} // '') ne '' } 'address', 'address6' } @{ $said->{nodes} // [] };
    if (!@addresses) { remove(); return }
    $own->{mtu} = $host->{mtu} if $host->{mtu};
    $own->{listenport} = $host->{listenport} if $host->{listenport};
    save($own);
    make($own) if mtu() != $own->{mtu};
    Host::must('wg', 'set', $LINK, 'listen-port', $own->{listenport});
    my $has = Host::must('ip', '-o', 'address', 'show', 'dev', $LINK);
    for my $address (grep { index($has, " $_ ") < 0 } @addresses) { Host::must('ip', 'address', 'replace', $address, 'dev', $LINK) }
    while ($has =~ /inet ([\d.]+\/\d+)/g) { my $old = $1; Host::must('ip', 'address', 'delete', $old, 'dev', $LINK) if !grep { $_ eq $old } @addresses }
    peers($said->{peers} // []);
    return;
}

sub make {
    my ($own) = @_;
    remove();
    Host::must('wireguard-go', $LINK);
    my $key = "$HOME/private";
    Host::spew($key, "$own->{privatekey}\n", 0600);
    for (1 .. 50) { last if !(Host::run('wg', 'set', $LINK, 'private-key', $key))[0]; Host::nap(0.05) }
    unlink $key;
    Host::must('ip', 'link', 'set', $LINK, 'mtu', $own->{mtu}, 'up');
    return;
}

sub remove { Host::run('ip', 'link', 'delete', $LINK); return }

sub peers {
    my ($peers) = @_;
    my %wanted;
    for my $peer (grep { ($_->{PublicKey} // '') ne '' } @$peers) {
        my @ranges = @{ $peer->{AllowedIPs} // [] };
        my @endpoint = ($peer->{Endpoint} // '') =~ /^[\d.]+:\d+$/ ? (endpoint => $peer->{Endpoint}) : ();
        $wanted{ $peer->{PublicKey} } = 1;
        # An endpoint that was heard from is better than what the server believes.
        my ($known) = Host::must('wg', 'show', $LINK, 'latest-handshakes') =~ /^\Q$peer->{PublicKey}\E\t(\d+)/m;
        @endpoint = () if $known;
        Host::must('wg', 'set', $LINK, 'peer', $peer->{PublicKey}, @endpoint, 'persistent-keepalive', 20, 'allowed-ips', join ',', @ranges);
        for my $range (@ranges) { Host::run('ip', 'route', 'replace', $range, 'dev', $LINK) }
    }
    for my $old (grep { !$wanted{$_} } split /\s+/, Host::must('wg', 'show', $LINK, 'peers')) { Host::must('wg', 'set', $LINK, 'peer', $old, 'remove') }
    return;
}

1;
