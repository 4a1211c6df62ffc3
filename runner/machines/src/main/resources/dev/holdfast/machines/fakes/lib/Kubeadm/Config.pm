# The configuration of one run of kubeadm: documents of a file, with the defaults that it fills in.
package Kubeadm::Config;
use strict;
use warnings;
use Host;
use Json;
use Yaml;

my %KNOWN = map { $_ => 1 } qw(InitConfiguration ClusterConfiguration JoinConfiguration ResetConfiguration UpgradeConfiguration KubeletConfiguration KubeProxyConfiguration);
my %FIELDS = (
    InitConfiguration => 'bootstrapTokens dryRun nodeRegistration localAPIEndpoint certificateKey skipPhases patches timeouts',
    ClusterConfiguration => 'etcd networking kubernetesVersion controlPlaneEndpoint apiServer controllerManager scheduler dns proxy certificatesDir imageRepository featureGates clusterName encryptionAlgorithm certificateValidityPeriod caCertificateValidityPeriod',
    JoinConfiguration => 'dryRun nodeRegistration caCertPath discovery controlPlane skipPhases patches timeouts',
    ResetConfiguration => 'certificatesDir cleanupTmpDir criSocket dryRun force ignorePreflightErrors skipPhases unmountFlags timeouts',
    UpgradeConfiguration => 'apply diff node plan timeouts',
);
# Seconds, as kubeadm waits where the configuration does not say.
my %PATIENCE = (controlPlaneComponentHealthCheck => 240, kubeletHealthCheck => 240, kubernetesAPICall => 60, etcdAPICall => 120,
    tlsBootstrap => 300, discovery => 300, upgradeManifests => 300);

sub version { return 'v' . Host::slurp('/usr/lib/holdfast-fakes/versions/kubeadm') =~ s/\s+$//r }

sub of_file {
    my ($path) = @_;
    my $text = Host::slurp($path);
    die "unable to read config from \"$path\": open $path: no such file or directory\n" if !-e $path;
    return of_text($text);
}

sub of_text {
    my ($text) = @_;
    my %of;
    for my $document (Yaml::documents($text)) {
        my ($kind, $api) = ($document->{kind} // '', $document->{apiVersion} // '');
        die "invalid configuration for GroupVersionKind $api, Kind=$kind: kind and apiVersion is mandatory information that must be specified\n" if $kind eq '' || $api eq '';
        if (!$KNOWN{$kind}) { warn "W ignored configuration document with GroupVersionKind $api, Kind=$kind\n"; next }
        if ($FIELDS{$kind}) {
            die "your configuration file uses an old API spec: \"$api\". Please use kubeadm v1.31 instead and run 'kubeadm config migrate'\n" if $api !~ m{^kubeadm.k8s.io/v1beta[34]$};
            my %allowed = map { $_ => 1 } 'kind', 'apiVersion', split / /, $FIELDS{$kind};
            for my $field (sort keys %$document) {
                die "error unmarshaling configuration schema.GroupVersionKind{Group:\"kubeadm.k8s.io\", Version:\"v1beta4\", Kind:\"$kind\"}: strict decoding error: unknown field \"$field\"\n" if !$allowed{$field};
            }
        }
        $of{$kind} = $document;
    }
    return bless { of => \%of }, __PACKAGE__;
}

sub kind { my ($self, $kind) = @_; return $self->{of}{$kind} //= {} }

sub cluster {
    my ($self) = @_;
    my $cluster = $self->kind('ClusterConfiguration');
    my $network = $cluster->{networking} //= {};
    $network->{serviceSubnet} //= '10.96.0.0/12';
    $network->{dnsDomain} //= 'cluster.local';
    $cluster->{kubernetesVersion} //= version();
    $cluster->{kubernetesVersion} =~ s/^(?=\d)/v/;
    $cluster->{imageRepository} //= 'registry.k8s.io';
    return $cluster;
}

sub main { my ($self) = @_; return $self->{of}{JoinConfiguration} // $self->kind('InitConfiguration') }

sub name {
    my ($self) = @_;
    return $self->main->{nodeRegistration}{name} // lc Host::name();
}

# Where this machine's API server is reached.
sub endpoint {
    my ($self) = @_;
    my $own = ($self->{of}{JoinConfiguration} ? ($self->main->{controlPlane} // {})->{localAPIEndpoint} : $self->main->{localAPIEndpoint}) // {};
    return ($own->{advertiseAddress} // Host::default_address(), $own->{bindPort} // 6443);
}

sub local_server { my ($self) = @_; my ($address, $port) = $self->endpoint; return "https://$address:$port" }

# Where the cluster is reached.
sub server {
    my ($self) = @_;
    my $endpoint = $self->cluster->{controlPlaneEndpoint} // '';
    return $self->local_server if $endpoint eq '';
    return "https://$endpoint" . ($endpoint =~ /:\d+$/ ? '' : ':6443');
}

sub patience {
    my ($self, $what) = @_;
    my $given = ($self->main->{timeouts} // {})->{$what} // ($self->{of}{UpgradeConfiguration}{timeouts} // {})->{$what};
    return defined $given ? Host::duration($given) : $PATIENCE{$what};
}

sub skips {
    my ($self, $phase) = @_;
    return scalar grep { $_ eq $phase || index($phase, "$_/") == 0 } @{ $self->main->{skipPhases} // [] };
}

# Arguments as pairs, in the form of v1beta4 or of v1beta3.
sub arguments {
    my ($given) = @_;
    return map { [ $_->{name}, $_->{value} ] } @$given if ref $given eq 'ARRAY';
    return map { [ $_, $given->{$_} ] } sort keys %{ $given // {} };
}

1;
