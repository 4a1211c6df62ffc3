# Real certificates, made by openssl as kubeadm makes them.
package Certificates;
use strict;
use warnings;
use File::Path ();
use File::Temp ();
use Host;

our $PKI = '/etc/kubernetes/pki';
my $YEAR = 365;

sub key { Host::must('openssl', 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', $_[0]); chmod 0600, $_[0]; return }

# The days are counted from this machine's clock, which openssl does not ask: a clock that is wrong
# shows when the certificate is checked.
sub authority {
    my ($base, $name) = @_;
    return if -e "$base.crt" && -e "$base.key";
    File::Path::make_path($base =~ s{/[^/]+$}{}r);
    key("$base.key");
    Host::must('openssl', 'req', '-x509', '-new', '-key', "$base.key", '-subj', "/CN=$name", '-days', 10 * $YEAR, '-out', "$base.crt");
    return;
}

# A certificate for a subject such as /O=system:nodes/CN=system:node:x, with names for a server.
sub signed {
    my ($base, $authority, $subject, %with) = @_;
    key("$base.key") if !-e "$base.key";
    my $request = Host::must('openssl', 'req', '-new', '-key', "$base.key", '-subj', $subject);
    Host::spew("$base.crt", sign($request, $authority, %with));
    return;
}

# A certificate and its key for a user; nothing of them stays.
sub login {
    my ($authority, $subject, $days) = @_;
    my $directory = File::Temp::tempdir('/tmp/kubeadm-XXXXXX', CLEANUP => 1);
    key("$directory/login.key");
    my $request = Host::must('openssl', 'req', '-new', '-key', "$directory/login.key", '-subj', $subject);
    return (sign($request, $authority, days => $days), Host::slurp("$directory/login.key"));
}

sub sign {
    my ($request, $authority, %with) = @_;
    my $directory = File::Temp::tempdir('/tmp/kubeadm-XXXXXX', CLEANUP => 1);
    Host::spew("$directory/request", $request);
    my $names = join ',', map { /^[\d.]+$|:/ ? "IP:$_" : "DNS:$_" } @{ $with{names} // [] };
    my $usage = $names ? 'serverAuth,clientAuth' : 'clientAuth';
    Host::spew("$directory/more", "extendedKeyUsage=$usage\n" . ($names ? "subjectAltName=$names\n" : ''));
    return Host::must('openssl', 'x509', '-req', '-in', "$directory/request", '-CA', "$authority.crt", '-CAkey', "$authority.key",
        '-set_serial', '0x' . Host::random_hex(8), '-days', $with{days} // $YEAR, '-extfile', "$directory/more") =~ s/.*?(-----BEGIN)/$1/sr;
}

# sha256:… of the public key, by which a node pins its cluster.
sub pin {
    my ($certificate) = @_;
    my $file = File::Temp->new;
    print {$file} $certificate;
    close $file;
    my $sum = Host::must('sh', '-c', 'openssl x509 -pubkey -noout -in "$0" | openssl pkey -pubin -outform der | sha256sum', $file->filename);
    return 'sha256:' . (split ' ', $sum)[0];
}

# What a certificate says: subject, organisation, names, begin and end in seconds.
sub read_all {
    my ($certificate) = @_;
    my $file = File::Temp->new;
    print {$file} $certificate;
    close $file;
    my ($status, $text) = Host::run('openssl', 'x509', '-in', $file->filename, '-noout', '-subject', '-nameopt', 'sep_multiline,utf8',
        '-dates', '-dateopt', 'iso_8601', '-ext', 'subjectAltName');
    die "x509: malformed certificate\n" if $status;
    my ($name) = $text =~ /^\s*CN=(.*)$/m;
    my @organisations = $text =~ /^\s*O=(.*)$/mg;
    my ($begin) = $text =~ /^notBefore=(.*)$/m;
    my ($end) = $text =~ /^notAfter=(.*)$/m;
    my @names = $text =~ /(?:DNS:|IP Address:)([^,\s]+)/g;
    tr/ /T/ for $begin, $end;
    return { name => $name // '', organisations => \@organisations, names => \@names, begin => Host::seconds($begin), end => Host::seconds($end) };
}

# Why a certificate is not good for us; empty when it is.
sub refused {
    my ($certificate, $authority_file) = @_;
    my $file = File::Temp->new;
    print {$file} $certificate;
    close $file;
    my ($status) = Host::run('openssl', 'verify', '-no_check_time', '-CAfile', $authority_file, $file->filename);
    return 'x509: certificate signed by unknown authority' if $status;
    my $said = read_all($certificate);
    my $now = Host::now();
    return 'x509: certificate has expired or is not yet valid: current time ' . Host::stamp($now) . ' is before ' . Host::stamp($said->{begin})
        if $now < $said->{begin} - 1;
    return 'x509: certificate has expired or is not yet valid: current time ' . Host::stamp($now) . ' is after ' . Host::stamp($said->{end})
        if $now > $said->{end};
    return '';
}

1;
