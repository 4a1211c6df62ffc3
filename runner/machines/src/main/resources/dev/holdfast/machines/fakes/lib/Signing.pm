# Requests for certificates: those of joining nodes are signed at once, others when somebody approves.
package Signing;
use strict;
use warnings;
use Certificates;
use File::Temp ();
use Host;

sub requested {
    my ($object, $who) = @_;
    $object->{spec}{username} = $who->{name};
    $object->{spec}{groups} = $who->{groups};
    return if $object->{spec}{signerName} !~ m{/kube-apiserver-client-kubelet$};
    approve($object, 'AutoApproved');
    decided($object);
}

sub approve {
    my ($object, $reason) = @_;
    push @{ $object->{status}{conditions} }, { type => 'Approved', status => 'True', reason => $reason, lastUpdateTime => Host::stamp() };
}

# Signs what is approved and has no certificate yet.
sub decided {
    my ($object) = @_;
    my $status = $object->{status} // {};
    return if $status->{certificate} || !grep { $_->{type} eq 'Approved' } @{ $status->{conditions} // [] };
    my $request = Host::unbase64($object->{spec}{request});
    my $days = $object->{spec}{expirationSeconds} ? int($object->{spec}{expirationSeconds} / 86400) || 1 : 365;
    my $subject = Certificates::sign($request, "$Certificates::PKI/ca", days => $days);
    $status->{certificate} = Host::base64($subject);
    $object->{status} = $status;
}

1;
