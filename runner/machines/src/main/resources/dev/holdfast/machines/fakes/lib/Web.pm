# Requests and answers over plain TCP in the form of HTTP, with bodies in JSON. What the real programs
# say when a connection cannot be made is said in the same words.
package Web;
use strict;
use warnings;
use Errno ();
use IO::Select;
use IO::Socket::INET;
use Json;
use Socket ();

my %FAILURE = (
    Errno::ECONNREFUSED() => 'connect: connection refused',
    Errno::EHOSTUNREACH() => 'connect: no route to host',
    Errno::ENETUNREACH() => 'connect: network is unreachable',
);

# The first IPv4 address of a name; dies as a resolver's caller does.
sub resolve {
    my ($host) = @_;
    return $host if $host =~ /^[\d.]+$/;
    my $packed = gethostbyname $host or die "dial tcp: lookup $host: no such host\n";
    return Socket::inet_ntoa($packed);
}

# Sends one request; gives status, headers and body. Dies where no answer comes.
sub ask {
    my ($host, $port, $method, $path, %with) = @_;
    my $address = resolve($host);
    my $patience = $with{patience} // 12;
    local $@;
    my $socket = IO::Socket::INET->new(PeerAddr => $address, PeerPort => $port, Proto => 'tcp', Timeout => $with{connect} // $patience);
    if (!$socket) {
        die "dial tcp $address:$port: " . ($FAILURE{ $! + 0 } // 'i/o timeout') . "\n";
    }
    my $body = $with{body} // '';
    my $request = "$method $path HTTP/1.0\r\nHost: $host:$port\r\nContent-Length: " . length($body) . "\r\n";
    $request .= "$_: $with{headers}{$_}\r\n" for sort keys %{ $with{headers} // {} };
    local $SIG{PIPE} = 'IGNORE';
    print {$socket} "$request\r\n$body";
    $socket->flush;
    my ($text, $until) = ('', time + $patience);
    my $waiting = IO::Select->new($socket);
    while (1) {
        my $left = $until - time;
        if ($left < 0 || !$waiting->can_read($left + 0.5)) { die "net/http: request canceled (Client.Timeout exceeded while awaiting headers)\n" }
        my $got = sysread $socket, $text, 1 << 16, length $text;
        last if !$got;
    }
    my ($head, $answer) = split /\r\n\r\n/, $text, 2;
    die "EOF\n" if !defined $head || $head !~ m{^HTTP/1\.\d (\d+)};
    my $status = $1;
    my %headers = map { /^([\w-]+): (.*)$/ ? (lc $1, $2) : () } split /\r\n/, $head;
    return ($status, \%headers, $answer // '');
}

# Serves until the end of the process: each listener is [ADDRESS, PORT], `answer` takes method, path,
# headers and body and gives status, value or text, and more headers. `tick` is called about once a second.
sub serve {
    my ($listeners, $answer, $tick) = @_;
    my $select = IO::Select->new;
    for my $at (@$listeners) {
        my $socket = IO::Socket::INET->new(LocalAddr => $at->[0], LocalPort => $at->[1], Proto => 'tcp', Listen => 128, ReuseAddr => 1)
            or die "listen tcp $at->[0]:$at->[1]: bind: " . lc("$!") . "\n";
        $select->add($socket);
    }
    local $SIG{CHLD} = 'IGNORE';
    my $last = time;
    while (1) {
        for my $listener ($select->can_read(1)) {
            my $caller = $listener->accept or next;
            my $port = $listener->sockport;
            my $child = fork // next;
            if ($child) { close $caller; next }
            $SIG{CHLD} = 'DEFAULT';
            eval { reply($caller, $port, $answer); 1 } or print STDERR $@;
            exit 0;
        }
        if ($tick && $last != time) { $last = time; $tick->() }
    }
}

sub reply {
    my ($caller, $port, $answer) = @_;
    my $text = '';
    my $waiting = IO::Select->new($caller);
    my ($method, $path, %headers);
    while (1) {
        # Whoever only looks whether the port is open says nothing.
        $waiting->can_read(10) or return;
        sysread $caller, $text, 1 << 16, length $text or return;
        next if $text !~ /\r\n\r\n/;
        my ($head, $body) = split /\r\n\r\n/, $text, 2;
        ($method, $path) = $head =~ m{^(\S+) (\S+)} or return;
        %headers = map { /^([\w-]+): (.*)$/ ? (lc $1, $2) : () } split /\r\n/, $head;
        next if length($body) < ($headers{'content-length'} // 0);
        my ($status, $value, $more) = eval { $answer->($method, $path, \%headers, $body, $port) };
        ($status, $value) = (500, { kind => 'Status', status => 'Failure', message => $@ =~ s/\s+$//r, code => 500 }) if $@;
        my $content = ref $value ? Json::text($value) : $value // '';
        my $lines = join '', map { "$_: $more->{$_}\r\n" } sort keys %{ $more // {} };
        print {$caller} "HTTP/1.0 $status Answer\r\n${lines}Content-Length: " . length($content) . "\r\n\r\n$content";
        $caller->flush;
        return;
    }
}

1;
