# kubeadm reset: what it removes, and what it leaves as the real one does.
package Kubeadm::Reset;
use strict;
use warnings;
use File::Path ();
use Host;
use Json;
use Kubeadm::Cluster;
use Pods;
use Web;

# Takes this machine's own member out of the store. A machine whose join ended before it had a
# manifest knows of no member, so that the others keep one that never starts.
sub remove_member {
    my $manifest = Host::slurp('/etc/kubernetes/manifests/etcd.yaml');
    if ($manifest eq '') { print "[reset] No etcd config found. Assuming external etcd\n[reset] Please, manually reset etcd to prevent further issues\n"; return }
    my ($url) = $manifest =~ /initial-advertise-peer-urls=(\S+)/;
    my $done = eval {
        my $said = ask('/members', {});
        my ($own) = grep { $_->{peerURLs}[0] eq $url } @{ $said->{members} };
        if ($own && @{ $said->{members} } > 1) { ask('/member-remove', { ID => $own->{ID} }) }
        1;
    };
    warn "W [reset] Failed to remove etcd member: $@" if !$done;
    return;
}

sub ask {
    my ($path, $body) = @_;
    my ($status, undef, $text) = Web::ask('127.0.0.1', 2379, 'POST', $path, body => Json::text($body));
    my $said = Json::parse($text);
    die "$said->{message}\n" if $status != 200;
    return $said;
}

sub run {
    my ($options) = @_;
    if (!$options->{force}) {
        print "W [reset] WARNING: Changes made to this host by 'kubeadm init' or 'kubeadm join' will be reverted.\n[reset] Are you sure you want to proceed? [y/N]: ";
        my $answer = <STDIN> // '';
        die "Aborted reset operation\n" if lc($answer =~ s/\s+$//r) ne 'y';
    }
    my @phases = (
        [ preflight => sub { print "[preflight] Running pre-flight checks\n" } ],
        [ 'remove-etcd-member' => \&remove_member ],
        [ 'cleanup-node' => \&cleanup ],
    );
    for my $phase (@phases) {
        Host::place('kubeadm', "reset/$phase->[0]");
        $phase->[1]->();
    }
    print <<'END';

The reset process does not clean CNI configuration. To do so, you must remove /etc/cni/net.d

The reset process does not reset or clean up iptables rules or IPVS tables.
If you wish to reset iptables, you must do so manually by using the "iptables" command.

The reset process does not clean your kubeconfig files and you must remove them manually.
Please, check the contents of the $HOME/.kube/config file.
END
    return;
}

sub cleanup {
    print "[reset] Stopping the kubelet service\n";
    Host::run('systemctl', 'stop', 'kubelet');
    my $running = Pods::running();
    Host::run('systemctl', 'stop', Pods::unit($_->{name})) for grep { Pods::active($_->{name}) } values %$running;
    unlink $Pods::RUNNING;
    print "[reset] Deleting contents of directories: [/etc/kubernetes/manifests /var/lib/kubelet /etc/kubernetes/pki]\n";
    File::Path::remove_tree(glob('/etc/kubernetes/manifests/*'), glob('/var/lib/kubelet/{,.}[!.]*'), '/etc/kubernetes/pki', '/var/lib/etcd/member');
    print "[reset] Deleting files: [/etc/kubernetes/admin.conf /etc/kubernetes/super-admin.conf /etc/kubernetes/kubelet.conf /etc/kubernetes/bootstrap-kubelet.conf /etc/kubernetes/controller-manager.conf /etc/kubernetes/scheduler.conf]\n";
    unlink map { "/etc/kubernetes/$_.conf" } qw(admin super-admin kubelet bootstrap-kubelet controller-manager scheduler);
    return;
}

1;
