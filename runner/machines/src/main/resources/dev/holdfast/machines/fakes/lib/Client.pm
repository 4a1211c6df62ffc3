# A client of the API server: kubeconfig files, requests, and the errors that client-go gives.
package Client;
use strict;
use warnings;
use Certificates;
use Host;
use Json;
use Web;
use Yaml;

# The text of a kubeconfig; `user` has certificate, key and token as far as there are any.
sub config {
    my ($server, $authority, $name, %user) = @_;
    my %credential = map { ("$_-data" => Host::base64($user{$_})) } grep { defined $user{$_} } 'client-certificate', 'client-key';
    $credential{$_} = $user{$_} for grep { defined $user{$_} } 'token', 'client-certificate-file', 'client-key-file';
    $credential{ s/-file$//r } = delete $credential{$_} for grep { /-file$/ } keys %credential;
    my $text = <<"END";
apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: @{[Host::base64($authority)]}
    server: $server
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: $name
  name: $name\@kubernetes
current-context: $name\@kubernetes
kind: Config
preferences: {}
users:
- name: $name
  user:
END
    $text .= "    $_: $credential{$_}\n" for sort keys %credential;
    return $text;
}

# The client that a kubeconfig describes.
sub of_file {
    my ($path) = @_;
    my $config = Host::slurp($path);
    die "error loading config file \"$path\": open $path: no such file or directory\n" if $config eq '';
    return of_text($config, $path);
}

sub of_text {
    my ($text, $path) = @_;
    my $config = Yaml::parse($text);
    my ($context) = grep { $_->{name} eq ($config->{'current-context'} // '') } @{ $config->{contexts} // [] };
    my ($cluster) = grep { !$context || $_->{name} eq $context->{context}{cluster} } @{ $config->{clusters} // [] };
    my ($user) = grep { !$context || $_->{name} eq $context->{context}{user} } @{ $config->{users} // [] };
    my $entry = $user->{user} // {};
    my ($host, $port) = ($cluster->{cluster}{server} // '') =~ m{^https?://([^/:]+)(?::(\d+))?};
    die "invalid configuration: no server in " . ($path // 'kubeconfig') . "\n" if !$host;
    my $authority = $cluster->{cluster}{'certificate-authority-data'};
    my $certificate = $entry->{'client-certificate-data'} ? Host::unbase64($entry->{'client-certificate-data'})
        : $entry->{'client-certificate'} ? Host::slurp($entry->{'client-certificate'}) : undef;
    return bless { server => $cluster->{cluster}{server}, host => $host, port => $port // 443, token => $entry->{token},
        authority => $authority ? Host::unbase64($authority) : undef, certificate => $certificate }, __PACKAGE__;
}

# One request; gives status and value. Dies as client-go does where the server is not the right one.
sub request {
    my ($self, $method, $path, $value, %with) = @_;
    my %headers = ('X-Manager' => $with{manager} // 'kubectl', 'Content-Type' => $with{type} // 'application/json');
    $headers{Authorization} = "Bearer $self->{token}" if $self->{token};
    $headers{'X-Certificate'} = Host::base64($self->{certificate}) if $self->{certificate} && !$self->{token};
    my ($status, $said, $text) = eval {
        Web::ask($self->{host}, $self->{port}, $method, $path, headers => \%headers,
            body => defined $value ? Json::text($value) : '', patience => $with{patience} // 16, connect => 3);
    };
    my $trouble = $@;
    my $verb = ucfirst lc $method;
    die "$verb \"$self->{server}$path\": $trouble" if !defined $status;
    check($self, $said, "$verb \"$self->{server}$path\": tls: failed to verify certificate: ");
    my $answer = $text =~ /^[\{\[]/ ? Json::parse($text) : $text;
    return ($status, $answer);
}

# What the handshake would have found out: names, authority and time of the server's certificate.
sub check {
    my ($self, $said, $before) = @_;
    return if !defined $self->{authority};
    my @names = split /,/, $said->{'x-names'} // '';
    if (($said->{'x-authority'} // '') ne sum($self->{authority})) {
        die $before . "x509: certificate signed by unknown authority\n";
    }
    my ($begin, $end) = split /,/, $said->{'x-validity'} // '0,0';
    my $now = Host::now();
    die $before . 'x509: certificate has expired or is not yet valid: current time ' . Host::stamp($now) . ' is ' . ($now > $end ? 'after ' . Host::stamp($end) : 'before ' . Host::stamp($begin)) . "\n"
        if $now > $end || $now < $begin - 1;
    return if grep { $_ eq $self->{host} } @names;
    die $before . 'x509: certificate is valid for ' . join(', ', @names) . ", not $self->{host}\n";
}

# Enough to tell two certificates apart.
sub sum {
    my ($text) = @_;
    $text =~ s/\s//g;
    return unpack('%32C*', $text) . '-' . length($text) . '-' . substr $text, -60, 30;
}

# One request that must succeed.
sub must {
    my ($self, @request) = @_;
    my ($status, $answer) = $self->request(@request);
    return $answer if $status < 400;
    die +(ref $answer ? $answer->{message} : $answer) . "\n";
}

# The object at a path, or undef.
sub found {
    my ($self, $path) = @_;
    my ($status, $answer) = $self->request('GET', $path);
    return undef if $status == 404;
    die "$answer->{message}\n" if $status >= 400;
    return $answer;
}

1;
