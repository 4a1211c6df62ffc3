# What kubectl does with nodes alone: cordon, taint, drain.
package Kubectl::Nodes;
use strict;
use warnings;
use Host;
use Json;
use Kinds;

sub node { my ($client, $name) = @_; return $client->found("/api/v1/nodes/$name") // die "Error from server (NotFound): nodes \"$name\" not found\n" }

sub change {
    my ($client, $name, $patch) = @_;
    return $client->must('PATCH', "/api/v1/nodes/$name", $patch, type => 'application/merge-patch+json');
}

sub cordon {
    my ($client, $name, $closed) = @_;
    my $node = node($client, $name);
    my $is = Json::is_true($node->{spec}{unschedulable}) ? 1 : 0;
    my $word = $closed ? 'cordoned' : 'uncordoned';
    if ($is == $closed) { print "node/$name already $word\n"; return }
    my @taints = grep { $_->{key} ne 'node.kubernetes.io/unschedulable' } @{ $node->{spec}{taints} // [] };
    push @taints, { key => 'node.kubernetes.io/unschedulable', effect => 'NoSchedule' } if $closed;
    change($client, $name, { spec => { unschedulable => $closed ? $Json::TRUE : undef, taints => @taints ? \@taints : undef } });
    print "node/$name $word\n";
    return;
}

# Changes such as key=value:Effect, key:Effect- or key-.
sub taint {
    my ($client, $option, $name, @changes) = @_;
    my $node = node($client, $name);
    my @taints = @{ $node->{spec}{taints} // [] };
    for my $change (@changes) {
        if ($change =~ /^([^=:]+)(?:=[^:]*)?(?::(\w+))?-$/) {
            my ($key, $effect) = ($1, $2);
            my @kept = grep { $_->{key} ne $key || defined $effect && $_->{effect} ne $effect } @taints;
            die "error: taint \"" . ($change =~ s/-$//r) . "\" not found\n" if @kept == @taints;
            @taints = @kept;
            next;
        }
        my ($key, $value, $effect) = $change =~ /^([^=:]+)(?:=([^:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)$/ or die "error: invalid taint spec: $change\n";
        my ($same) = grep { $_->{key} eq $key && $_->{effect} eq $effect } @taints;
        die "error: node $name already has $key taint(s) with same effect(s) and --overwrite is false\n" if $same && !$option->{overwrite};
        @taints = grep { $_->{key} ne $key || $_->{effect} ne $effect } @taints;
        push @taints, { key => $key, effect => $effect, ($value // '') ne '' ? (value => $value) : () };
    }
    change($client, $name, { spec => { taints => @taints ? \@taints : undef } });
    print "node/$name tainted\n";
    return;
}

sub drain {
    my ($client, $option, $name) = @_;
    cordon($client, $name, 1);
    my @pods = @{ $client->must('GET', "/api/v1/pods?fieldSelector=spec.nodeName=$name")->{items} };
    my (@leaving, @refused);
    for my $pod (@pods) {
        next if $pod->{metadata}{annotations}{'kubernetes.io/config.mirror'};
        my $owner = $pod->{metadata}{ownerReferences}[0]{kind} // '';
        my $shown = "$pod->{metadata}{namespace}/$pod->{metadata}{name}";
        if ($owner eq 'DaemonSet') { push @refused, "cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): $shown" if !$option->{'ignore-daemonsets'}; next }
        if ($owner eq '' && !$option->{force}) { push @refused, "cannot delete Pods that declare no controller (use --force to override): $shown"; next }
        if (grep { $_->{emptyDir} } @{ $pod->{spec}{volumes} // [] } and !$option->{'delete-emptydir-data'}) { push @refused, "cannot delete Pods with local storage (use --delete-emptydir-data to override): $shown"; next }
        push @leaving, $pod;
    }
    die "error: unable to drain node \"$name\" due to error: [" . join(', ', @refused) . "], continuing command...\n" if @refused;
    my $patience = Host::duration($option->{timeout} // '0s');
    my $until = time + $patience;
    for my $pod (@leaving) {
        my ($namespace, $pod_name) = @{ $pod->{metadata} }{ 'namespace', 'name' };
        print "evicting pod $namespace/$pod_name\n";
        my $path = "/api/v1/namespaces/$namespace/pods/$pod_name";
        while (1) {
            my ($status, $answer) = $option->{'disable-eviction'} ? $client->request('DELETE', $path) : $client->request('POST', "$path/eviction", { kind => 'Eviction', apiVersion => 'policy/v1', metadata => { name => $pod_name, namespace => $namespace } });
            last if $status < 400 || $status == 404;
            die "error: $answer->{message}\n" if $status != 429;
            print STDERR "error when evicting pods/\"$pod_name\" -n \"$namespace\" (will retry after 5s): $answer->{message}\n";
            die "error: unable to drain node \"$name\" due to error: error when evicting pods/\"$pod_name\" -n \"$namespace\": global timeout reached: $option->{timeout}, continuing command...\n" if $patience && time >= $until;
            Host::nap(1);
        }
        print "pod/$pod_name evicted\n";
    }
    print "node/$name drained\n";
    return;
}

1;
