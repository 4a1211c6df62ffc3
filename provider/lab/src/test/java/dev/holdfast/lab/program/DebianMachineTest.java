package dev.holdfast.lab.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs of a fresh Debian machine.
class DebianMachineTest {
  private final DebianMachine machine =
      DebianMachine.install(MachineSpec.of("m1"), LabWorld.withDebian());

  private Ran run(String line) {
    return run("", line.split(" "));
  }

  private Ran run(String input, String... words) {
    Identity root = Identity.ROOT;
    return machine
        .machine()
        .run(
            new Call(
                machine.machine(),
                root,
                List.of(words),
                Bytes.of(input),
                "/root",
                root.environment()));
  }

  private FileView files() {
    return machine.machine().files().as(Identity.ROOT);
  }

  @Test
  void aPackageBringsItsProgramsUnitsAndWhatItNeeds() {
    assertThat(run("containerd --version").status()).isEqualTo(127);
    assertThat(run("apt-get -y install containerd").errors())
        .contains("Unable to locate package containerd");

    assertThat(run("apt-get update -q").ok()).isTrue();
    assertThat(run("apt-get -y install containerd").text()).contains("2 newly installed");

    assertThat(files().isExecutable("/usr/bin/containerd")).isTrue();
    assertThat(run("systemctl is-active containerd").text()).isEqualTo("active\n");
    assertThat(run("systemctl is-enabled containerd").text()).isEqualTo("enabled\n");
    assertThat(run("dpkg-query -W -f ${Version}:${db:Status-Status} runc").text())
        .isEqualTo("1.1.15+ds1-2:installed");
  }

  @Test
  void aRemovedPackageLeavesItsConfigurationUntilItIsPurged() {
    run("apt-get update");
    run("apt-get -y install haproxy");
    assertThat(run("apt-get -y remove haproxy").ok()).isTrue();
    assertThat(files().exists("/usr/sbin/haproxy")).isFalse();
    assertThat(files().exists("/etc/haproxy/haproxy.cfg")).isTrue();
    assertThat(run("systemctl show haproxy").text()).contains("LoadState=not-found");

    run("apt-get -y --purge remove haproxy");
    assertThat(files().exists("/etc/haproxy")).isFalse();
    assertThat(run("dpkg-query -W -f ${Version} haproxy").status()).isEqualTo(1);
  }

  @Test
  void aHeldPackageStays() {
    run("apt-get update");
    run("apt-get -y install conntrack");
    run("conntrack hold", "dpkg", "--set-selections");

    assertThat(run("apt-mark showhold").text()).isEqualTo("conntrack\n");
    assertThat(run("apt-get -y remove conntrack").errors()).contains("Held packages were changed");
    assertThat(run("apt-get -y --allow-change-held-packages remove conntrack").ok()).isTrue();
  }

  @Test
  void aRepositoryThatNobodyOffersIsAnError() {
    files().put("/etc/apt/sources.list.d/x.list", "deb http://no.example/debian x main\n", 0644);

    Ran ran = run("apt-get update");

    assertThat(ran.status()).isEqualTo(100);
    assertThat(ran.errors()).contains("http://no.example/debian");
  }

  @Test
  void unitsAreWhatTheirFilesSay() {
    files()
        .put(
            "/etc/systemd/system/own.service",
            "[Service]\nExecStart=/usr/bin/none\n[Install]\nWantedBy=multi-user.target\n",
            0644);

    assertThat(run("systemctl start own").errors()).contains("203/EXEC");
    assertThat(run("systemctl show own").text()).contains("ActiveState=failed");
    assertThat(run("systemctl enable own").ok()).isTrue();
    assertThat(files().target("/etc/systemd/system/multi-user.target.wants/own.service"))
        .isEqualTo("/etc/systemd/system/own.service");
    assertThat(run("systemctl is-enabled none").status()).isEqualTo(4);
    assertThat(run("systemctl stop none").status()).isEqualTo(1);
  }

  @Test
  void settingsAndModulesOfTheKernelAreItsFiles() {
    assertThat(run("sysctl -n net.bridge.bridge-nf-call-iptables").status()).isEqualTo(255);
    assertThat(run("sysctl -e -n net.bridge.bridge-nf-call-iptables").ok()).isTrue();
    assertThat(run("modprobe br_netfilter").ok()).isTrue();
    assertThat(run("sysctl -w net.bridge.bridge-nf-call-iptables=0").ok()).isTrue();
    assertThat(files().text("/proc/sys/net/bridge/bridge-nf-call-iptables")).isEqualTo("0\n");
    assertThat(files().text("/proc/modules")).contains("br_netfilter ");
    assertThat(run("modprobe no_such").errors()).contains("no_such not found");
  }

  @Test
  void aMachineIsAsLargeAndOfTheKindThatIsAskedFor() {
    MachineSpec spec =
        MachineSpec.of("pi").withMemory(1024).withDisk(1).withArchitecture("aarch64");
    DebianMachine small = DebianMachine.install(spec, LabWorld.withDebian());
    FileView files = small.machine().files().as(Identity.ROOT);

    assertThat(files.text("/proc/meminfo")).contains("MemTotal: 1048576 kB");
    assertThat(files.text("/proc/sys/kernel/osrelease")).endsWith("arm64\n");
    assertThatThrownBy(() -> files.write("/root/large", new byte[2 << 20]))
        .hasMessageContaining("No space left on device");
    assertThat(files.text("/root/large")).isEmpty();
  }

  @Test
  void interfacesComeAndGo() {
    machine.interfaces().add("eth0", "ether", 1400, java.util.Map.of("10.1.0.5/24", "home"));

    assertThat(run("ip -o addr show").text()).contains("eth0    inet 10.1.0.5/24 ");
    assertThat(run("ip -o link show").text()).contains(": eth0: ").contains(" mtu 1400 ");
    assertThat(machine.interfaces().sites()).containsEntry("10.1.0.5", "home");
    assertThat(run("ip link delete eth0").ok()).isTrue();
    assertThat(run("ip link delete eth0").errors()).contains("Cannot find device");
    assertThat(files().exists("/sys/class/net/eth0")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0, 0",
    "1.0-1, 1.0-2, -1",
    "1:0.9, 1.0, 1",
    "1.0~rc1, 1.0, -1",
    "1.10, 1.9, 1",
    "1.7.24~ds1-6, 1.7.24-1, -1",
    "2.0a, 2.0, 1",
    "1.0+b4, 1.0, 1",
    "1.36.4-1.1, 1.36.10-1.1, -1"
  })
  void versionsAreInDebiansOrder(String one, String other, int order) {
    assertThat(Integer.signum(DebVersion.ORDER.compare(one, other))).isEqualTo(order);
    assertThat(Integer.signum(DebVersion.ORDER.compare(other, one))).isEqualTo(-order);
  }

  @Test
  void textsThatAreOnePlainCommandRun() {
    assertThat(shell("echo 'a b' \"c\"")).isEqualTo("a b c\n");
    assertThat(shell("exec hostname")).isEqualTo("m1\n");
    for (String text : List.of("a && b", "echo $HOME", "x=1 env", "cat < f", "echo a\necho b")) {
      assertThat(run("", "sh", "-c", text).errors()).startsWith("not simulated: ");
    }
  }

  private String shell(String text) {
    return Stream.of(run("", "sh", "-c", text)).map(Ran::text).findFirst().orElseThrow();
  }
}
