# How a kubelet comes by its credentials: with a token it asks for a certificate, once.
package Bootstrap;
use strict;
use warnings;
use Certificates;
use Client;
use Host;

my $CURRENT = '/var/lib/kubelet/pki/kubelet-client-current.pem';

# A client for the cluster, or undef when there is nothing to join with.
sub client {
    my ($node) = @_;
    my $file = $node->{flag}{kubeconfig} // '/etc/kubernetes/kubelet.conf';
    return Client::of_file($file) if -e $file;
    my $bootstrap = $node->{flag}{'bootstrap-kubeconfig'} // '/etc/kubernetes/bootstrap-kubelet.conf';
    return undef if !-e $bootstrap;
    my $with_token = Client::of_file($bootstrap);
    Host::spew('/var/lib/kubelet/pki/.keep', '');
    unlink '/var/lib/kubelet/pki/.keep';
    my $key = '/var/lib/kubelet/pki/kubelet-client.key.tmp';
    Certificates::key($key);
    my $request = Host::must('openssl', 'req', '-new', '-key', $key, '-subj', "/O=system:nodes/CN=system:node:$node->{name}");
    my $answer = $with_token->must('POST', '/apis/certificates.k8s.io/v1/certificatesigningrequests', {
        kind => 'CertificateSigningRequest', apiVersion => 'certificates.k8s.io/v1', metadata => { generateName => 'csr-' },
        spec => { request => Host::base64($request), signerName => 'kubernetes.io/kube-apiserver-client-kubelet', usages => ['client auth'] } });
    my $certificate = $answer->{status}{certificate} // die "no valid client certificate is found but the server is not responsive\n";
    my $dated = $CURRENT =~ s/current/'dated-' . Host::stamp()/er;
    Host::spew($dated, Host::unbase64($certificate) . Host::slurp($key), 0600);
    symlink $dated, $CURRENT;
    unlink $key;
    Host::spew($file, Client::config($with_token->{server}, $with_token->{authority}, 'default-auth',
        'client-certificate-file' => $CURRENT, 'client-key-file' => $CURRENT), 0600);
    return Client::of_file($file);
}

1;
