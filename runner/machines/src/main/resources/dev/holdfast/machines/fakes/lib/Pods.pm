# What a kubelet runs: static pods from the manifests, and one pod of each daemon set.
package Pods;
use strict;
use warnings;
use File::Path ();
use Host;
use Json;
use Dataplane;
use Yaml;

our $RUNNING = '/run/holdfast-pods.json';
my $MANIFESTS = '/etc/kubernetes/manifests';
# Those that do something; controller manager and scheduler have nothing to do.
my %PROGRAM = (etcd => '/usr/lib/holdfast-fakes/etcd', 'kube-apiserver' => '/usr/lib/holdfast-fakes/kube-apiserver');

sub running { return -s $RUNNING ? Json::parse(Host::slurp($RUNNING)) : {} }

sub unit { return "holdfast-pod-$_[0].service" }

sub active { my ($status) = Host::run('systemctl', 'is-active', '-q', unit($_[0])); return !$status }

# Starts the program of each manifest anew when the manifest changed, and stops those without one.
sub static {
    my ($node) = @_;
    my %wanted = map { m{/([^/]+)\.yaml$} ? ($1 => (stat $_)[9] . '-' . (stat _)[7]) : () } glob "$MANIFESTS/*.yaml";
    my $running = running();
    my $changed = 0;
    for my $name (keys %wanted) {
        my $known = $running->{"static/$name"};
        my $dead = $known && $PROGRAM{$name} && time - ($known->{looked} // 0) >= 1 && !active($name);
        $known->{looked} = time if $known;
        next if $known && $known->{manifest} eq $wanted{$name} && !$dead;
        my ($image) = Host::slurp("$MANIFESTS/$name.yaml") =~ /image: (\S+)/;
        my $id = Host::random_hex(32);
        if ($PROGRAM{$name}) {
            Host::run('systemctl', 'stop', unit($name));
            Host::run('systemctl', 'reset-failed', unit($name));
            Host::run('systemd-run', '-q', '--collect', '--unit=' . unit($name), $PROGRAM{$name});
        }
        $running->{"static/$name"} = { id => $id, name => $name, pod => "$name-$node->{name}", namespace => 'kube-system', image => $image,
            manifest => $wanted{$name}, created => Host::stamp(), looked => time };
        File::Path::make_path("/var/log/pods/kube-system_$name-$node->{name}_" . substr($id, 0, 32) . "/$name");
        $changed = 1;
    }
    for my $key (grep { m{^static/} && !$wanted{ s{^static/}{}r } } keys %$running) {
        my $name = $running->{$key}{name};
        Host::run('systemctl', 'stop', unit($name)) if $PROGRAM{$name};
        delete $running->{$key};
        $changed = 1;
    }
    $node->{static} = [ keys %wanted ];
    Host::spew($RUNNING, Json::text($running)) if $changed;
    return;
}

sub tolerated {
    my ($taint, $tolerations) = @_;
    return 1 if $taint->{key} =~ m{^node\.kubernetes\.io/} || $taint->{effect} eq 'PreferNoSchedule';
    for my $one (@{ $tolerations // [] }) {
        next if ($one->{effect} // '') ne '' && $one->{effect} ne $taint->{effect};
        return 1 if ($one->{operator} // 'Equal') eq 'Exists' && (($one->{key} // '') eq '' || $one->{key} eq $taint->{key});
        return 1 if ($one->{key} // '') eq $taint->{key} && ($one->{value} // '') eq ($taint->{value} // '');
    }
    return 0;
}

sub fits {
    my ($node, $template) = @_;
    my $labels = $node->{object}{metadata}{labels} // {};
    my $selector = $template->{spec}{nodeSelector} // {};
    return 0 if grep { ($labels->{$_} // '') ne $selector->{$_} } keys %$selector;
    return !grep { !tolerated($_, $template->{spec}{tolerations}) } @{ $node->{object}{spec}{taints} // [] };
}

# One pod of each daemon set that fits this node; what a set without an end has left on the machine stays.
sub daemons {
    my ($node, $client) = @_;
    my $running = running();
    my %pods = map { ("$_->{metadata}{namespace}/$_->{metadata}{name}" => $_) }
        @{ $client->must('GET', "/api/v1/pods?fieldSelector=spec.nodeName=$node->{name}")->{items} };
    my %wanted;
    for my $name (@{ $node->{static} // [] }) {
        $wanted{"kube-system/$name-$node->{name}"} = pod($node, 'kube-system', "$name-$node->{name}", { labels => { component => $name, tier => 'control-plane' },
            annotations => { 'kubernetes.io/config.mirror' => 'mirror' } }, { containers => [ { name => $name, image => $running->{"static/$name"}{image} } ] }, '');
    }
    for my $set (@{ $client->must('GET', '/apis/apps/v1/daemonsets')->{items} }) {
        my ($template, $meta) = ($set->{spec}{template}, $set->{metadata});
        next if !fits($node, $template);
        my $trouble = Dataplane::carry_out($node, $client, $set);
        my $name = "$meta->{name}-" . suffix($node->{name});
        my $key = "$meta->{namespace}/$name";
        $wanted{$key} = pod($node, $meta->{namespace}, $name, { labels => $template->{metadata}{labels},
            ownerReferences => [ { kind => 'DaemonSet', apiVersion => 'apps/v1', name => $meta->{name}, uid => $meta->{uid}, controller => $Json::TRUE } ] }, $template->{spec}, $trouble);
    }
    for my $key (keys %wanted) {
        my ($want, $has) = ($wanted{$key}, $pods{$key});
        my $path = "/api/v1/namespaces/$want->{metadata}{namespace}/pods";
        if (!$has) { $client->must('POST', $path, $want) }
        elsif (Json::text($has->{status}) ne Json::text($want->{status}) || Json::text($has->{spec}) ne Json::text($want->{spec})) {
            $client->request('PATCH', "$path/$want->{metadata}{name}", { status => $want->{status}, spec => $want->{spec} }, type => 'application/merge-patch+json');
        }
        next if $has && $running->{$key} || $running->{ 'static/' . $want->{spec}{containers}[0]{name} };
        $running->{$key} = { id => Host::random_hex(32), name => $want->{spec}{containers}[0]{name}, pod => $want->{metadata}{name},
            namespace => $want->{metadata}{namespace}, image => $want->{spec}{containers}[0]{image}, created => Host::stamp() };
        File::Path::make_path("/var/log/pods/$want->{metadata}{namespace}_$want->{metadata}{name}_$running->{$key}{id}");
    }
    for my $key (grep { !m{^static/} && !$wanted{$_} } keys %$running) { delete $running->{$key} }
    for my $key (grep { !$wanted{$_} } keys %pods) {
        my $owner = $pods{$key}{metadata}{ownerReferences}[0]{kind} // '';
        next if $owner ne 'DaemonSet' && !$pods{$key}{metadata}{annotations}{'kubernetes.io/config.mirror'};
        $client->request('DELETE', "/api/v1/namespaces/$pods{$key}{metadata}{namespace}/pods/$pods{$key}{metadata}{name}");
    }
    Host::spew($RUNNING, Json::text($running)) if Json::text($running) ne Host::slurp($RUNNING);
    return;
}

# Five characters that differ from node to node, in place of random ones.
sub suffix {
    my ($name) = @_;
    my $sum = 7;
    $sum = ($sum * 31 + ord $_) % 1048573 for split //, $name;
    return sprintf '%05x', $sum;
}

sub pod {
    my ($node, $namespace, $name, $meta, $spec, $trouble) = @_;
    my @containers = map { { name => $_->{name}, image => $_->{image} } } @{ $spec->{containers} };
    my $ready = $trouble eq '' ? $Json::TRUE : $Json::FALSE;
    return {
        kind => 'Pod', apiVersion => 'v1', metadata => { %$meta, name => $name, namespace => $namespace },
        spec => { nodeName => $node->{name}, hostNetwork => $Json::TRUE, containers => \@containers },
        status => { phase => 'Running', hostIP => $node->{address}, podIP => $node->{address},
            conditions => [ { type => 'Ready', status => $trouble eq '' ? 'True' : 'False', $trouble eq '' ? () : (reason => 'ContainersNotReady', message => $trouble) } ],
            containerStatuses => [ map { { name => $_->{name}, image => $_->{image}, ready => $ready,
                state => $trouble eq '' ? { running => {} } : { waiting => { reason => 'CrashLoopBackOff', message => $trouble } } } } @containers ] },
    };
}

1;
