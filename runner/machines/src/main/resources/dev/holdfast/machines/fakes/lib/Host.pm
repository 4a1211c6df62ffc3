# The machine that a fake runs on: files, programs, time, and the record of what was called.
package Host;
use strict;
use warnings;
use Cwd ();
use File::Basename ();
use File::Path ();
use Json;

our $RECORD = '/var/log/holdfast-fakes.jsonl';
our $FAULTS = '/run/holdfast-fakes.conf';
our $CLOCK = '/run/machine/clock';

# The time of this machine, whose clock a test may have set off.
sub now { return time + (-e $CLOCK ? 0 + slurp($CLOCK) : 0) }

sub stamp {
    my @at = gmtime($_[0] // now());
    return sprintf '%04d-%02d-%02dT%02d:%02d:%02dZ', $at[5] + 1900, $at[4] + 1, @at[ 3, 2, 1, 0 ];
}

# The seconds of a stamp; counts days as the calendar does.
sub seconds {
    my ($year, $month, $day, $hour, $minute, $second) = ($_[0] // '') =~ /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)/ or return 0;
    $year-- if $month <= 2;
    my $era = int($year / 400);
    my $of_era = $year - $era * 400;
    my $of_year = int((153 * ($month + ($month > 2 ? -3 : 9)) + 2) / 5) + $day - 1;
    my $days = $era * 146097 + $of_era * 365 + int($of_era / 4) - int($of_era / 100) + $of_year - 719468;
    return (($days * 24 + $hour) * 60 + $minute) * 60 + $second;
}

# Seconds of a duration such as 1h30m0s.
sub duration {
    my ($text) = @_;
    my %unit = (h => 3600, m => 60, s => 1, ms => 0.001);
    my $sum = 0;
    $text //= '';
    $sum += $1 * $unit{$2} while $text =~ /(\d+(?:\.\d+)?)(ms|h|m|s)/g;
    return $sum;
}

sub nap { select undef, undef, undef, $_[0]; return }

sub slurp {
    my ($path) = @_;
    open my $file, '<', $path or return '';
    local $/;
    my $text = <$file>;
    return $text // '';
}

sub spew {
    my ($path, $text, $mode) = @_;
    File::Path::make_path(File::Basename::dirname($path));
    open my $file, '>', "$path.new" or die "open $path: $!\n";
    chmod $mode // 0644, "$path.new";
    (print {$file} $text and close $file) or die "write $path: $!\n";
    rename "$path.new", $path or die "rename $path: $!\n";
    return;
}

sub append {
    my ($path, $text) = @_;
    open my $file, '>>', $path or return;
    print {$file} $text;
    close $file;
    return;
}

# Runs a program; gives its status and all it said.
sub run {
    my (@command) = @_;
    my $pid = open(my $said, '-|');
    die "fork: $!\n" if !defined $pid;
    if (!$pid) {
        open STDERR, '>&', \*STDOUT or exit 126;
        open STDIN, '<', '/dev/null';
        exec { $command[0] } @command or exit 127;
    }
    my $text = do { local $/; <$said> };
    close $said;
    return ($? >> 8, $text // '');
}

# The output of a program that must succeed.
sub must {
    my ($status, $text) = run(@_);
    die "$_[0]: $text\n" if $status;
    return $text;
}

sub base64 {
    my ($bytes) = @_;
    my $text = pack 'u', $bytes;
    $text =~ s/^.//mg;
    $text =~ s/\n//g;
    $text =~ tr#` -_#AA-Za-z0-9+/#;
    my $padding = (3 - length($bytes) % 3) % 3;
    substr $text, -$padding, $padding, '=' x $padding if $padding;
    return $text;
}

sub unbase64 {
    my ($text) = @_;
    $text =~ tr#A-Za-z0-9+/##cd;
    $text =~ tr#A-Za-z0-9+/# -_#;
    my $bytes = '';
    while ($text =~ /(.{1,60})/g) {
        $bytes .= unpack 'u', chr(32 + int(length($1) * 3 / 4)) . $1;
    }
    return $bytes;
}

sub random_hex {
    my ($bytes) = @_;
    open my $source, '<:raw', '/dev/urandom' or die "urandom: $!\n";
    my $noise;
    read $source, $noise, $bytes;
    return unpack 'H*', $noise;
}

sub uuid {
    my $hex = random_hex(16);
    return join '-', $hex =~ /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;
}

sub name { return slurp('/proc/sys/kernel/hostname') =~ s/\s+$//r }

# The addresses on this machine's links, as address => link.
sub addresses {
    my %on;
    my $links = must('ip', '-o', 'address');
    $on{$2} = $1 while $links =~ /^\d+: (\S+)\s+inet6? ([0-9a-f.:]+)/mg;
    return \%on;
}

# The address that the way out has.
sub default_address {
    return must('ip', 'route', 'get', '192.0.2.1') =~ /\bsrc (\S+)/ ? $1 : '127.0.0.1';
}

my $SECRET = qr/token|certificate-key|password/i;

# Writes down that this program was called, without secrets.
sub record {
    my ($program, @arguments) = @_;
    my @shown;
    my $hide = 0;
    for my $argument (@arguments) {
        push @shown, $hide ? '***' : $argument =~ /^(--?[\w-]*(?:$SECRET)[\w-]*)=/ ? "$1=***" : $argument;
        $hide = $argument =~ /^(?:-t|--[\w-]*(?:$SECRET)[\w-]*)$/;
    }
    my %entry = (time => stamp(), program => $program, arguments => \@shown);
    my ($config) = map { $arguments[$_] =~ /^--config=(.*)/ ? $1 : $arguments[$_] eq '--config' ? $arguments[ $_ + 1 ] // '' : () } 0 .. $#arguments;
    if (defined $config && -e $config) {
        $entry{config} = slurp($config) =~ s/^(\s*-?\s*(?:token|certificateKey|tlsBootstrapToken)\s*:).*/$1 ***/mgr;
    }
    append($RECORD, Json::text(\%entry) . "\n");
    return;
}

# A named place in a fake's work at which a test may want it to fail, to hang or to be killed: lines
# `fail|hang|kill|slow PROGRAM PLACE [MESSAGE or SECONDS]` in the file of faults.
sub place {
    my ($program, $place) = @_;
    append($RECORD, Json::text({ time => stamp(), program => $program, place => $place }) . "\n");
    my $hang = $ENV{ 'FAKE_' . uc($program) . '_HANG' } // '';
    my @faults = grep { /^\w+ \Q$program\E \Q$place\E(?: |$)/ } split /\n/, slurp($FAULTS);
    unshift @faults, "hang $program $place" if $hang eq $place;
    for my $fault (@faults) {
        my ($kind, undef, undef, $what) = split / /, $fault, 4;
        if ($kind eq 'hang') { nap(1) while 1 }
        if ($kind eq 'kill') { kill 'KILL', $$; nap(1) }
        if ($kind eq 'slow') { nap($what // 1) }
        if ($kind eq 'fail') { die(($what // "phase $place failed") . "\n") }
    }
    return;
}

1;
