package dev.holdfast.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MachinesTest {
  static Ran ssh(Machine machine, String user, String command, String... options) {
    var line =
        new java.util.ArrayList<>(
            List.of(
                "ssh",
                "-i",
                machine.privateKey().toString(),
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "LogLevel=ERROR",
                "-o",
                "BatchMode=yes"));
    line.addAll(List.of(options));
    line.addAll(
        List.of("-p", Integer.toString(machine.port()), user + "@" + machine.address(), command));
    return Programs.run(line, new byte[0]);
  }

  @ParameterizedTest
  @EnumSource(Recipe.Kind.class)
  void opensAnSshServer(Recipe.Kind kind) {
    try (Machine machine = Machines.recipe(kind).named("one").start()) {
      assertThat(ssh(machine, machine.root().name(), "id -u -n").text())
          .isEqualTo(machine.root().name());
      assertThat(machine.log()).contains("Accepted publickey");
    }
  }

  @Test
  void nothingThatAMachineDoesReachesTheHost() throws Exception {
    String host = Files.readString(Path.of("/proc/sys/kernel/hostname"));
    Path left;
    try (Machine machine = Machines.debian()) {
      left = machine.privateKey();
      machine
          .run("hostname other; ip link add dirty type bridge; touch /etc/dirty; useradd dirty")
          .text();
      assertThat(machine.run("echo 1 > /proc/sys/vm/swappiness").status()).isNotZero();
      // Never tried for real: a machine that could set the clock would set the host's.
      String powers = "grep CapEff: /proc/self/status | cut -f 2";
      long clock = 1L << 25;
      assertThat(Long.parseLong(machine.run(powers).text(), 16) & clock).isZero();
      assertThat(Long.parseLong(ssh(machine, "root", powers).text(), 16) & clock).isZero();
      machine.run("echo 1 > /proc/sys/net/ipv4/ip_forward").text();
      assertThat(machine.changes().entries()).containsKeys("/etc/dirty", "/etc/passwd");
      assertThat(machine.changes().entries()).doesNotContainKey("/etc/hosts");
    }
    assertThat(Files.readString(Path.of("/proc/sys/kernel/hostname"))).isEqualTo(host);
    assertThat(Path.of("/etc/dirty")).doesNotExist();
    assertThat(Files.readString(Path.of("/etc/passwd"))).doesNotContain("dirty");
    assertThat(Path.of("/sys/class/net/dirty")).doesNotExist();
    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void aBusyBoxMachineHasNothingElse() {
    try (Machine machine = Machines.busybox()) {
      assertThat(machine.run("command -v python3 || command -v bash || command -v perl").status())
          .isNotZero();
      assertThat(machine.run("readlink /bin/sh").text()).isEqualTo("/bin/busybox");
      assertThat(machine.run("find /bin /sbin /usr/bin -type f").text().lines())
          .containsExactlyInAnyOrder("/bin/busybox", "/bin/su");
      machine.write("/srv/a b/c", "text");
      assertThat(machine.read("/srv/a b/c")).isEqualTo("text");
      assertThat(machine.changes().entries().keySet()).containsExactly("/srv/a b", "/srv/a b/c");
    }
  }

  @Test
  void aptInstallsFromTheLocalRepository() {
    try (Machine machine = Machines.debian()) {
      machine.run("apt-get -qq update && apt-get -qq install -y hf-app").text();
      assertThat(machine.run("hf-tool && hf-app").text()).isEqualTo("hf-tool 2.0\nhf-app 1.0");
      assertThat(machine.changes().entries()).containsKey("/usr/bin/hf-app");
    }
  }

  @Test
  void accountsBecomeRootAsTheirRightsSay() {
    try (Machine machine = Machines.debian()) {
      assertThat(ssh(machine, "robot", "sudo -n id -u").text()).isEqualTo("0");
      assertThat(ssh(machine, "robot", "doas -n id -u").text()).isEqualTo("0");
      assertThat(ssh(machine, "admin", "sudo -n id -u").status()).isNotZero();
      String password = machine.admin().password();
      assertThat(ssh(machine, "admin", "echo " + password + " | sudo -S -p '' id -u").text())
          .isEqualTo("0");
      String other = machine.teletype().password();
      assertThat(ssh(machine, "teletype", "echo " + other + " | sudo -S -p '' id -u").status())
          .isNotZero();
      assertThat(ssh(machine, "guest", "sudo -n id -u").status()).isNotZero();
    }
  }

  @Test
  void aMachineBehindAnotherIsReachedOnlyFromThere() {
    try (Machine jump = Machines.busybox();
        Machine inner = Machines.recipe(Recipe.Kind.BUSYBOX).named("inner").behind(jump).start();
        Machine innermost =
            Machines.recipe(Recipe.Kind.BUSYBOX).named("innermost").behind(inner).start()) {
      assertThat(ssh(inner, "root", "hostname", "-o", "ConnectTimeout=1").status()).isNotZero();
      String proxy =
          "ProxyCommand=ssh -i %s -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=no -o LogLevel=ERROR -W %%h:%%p -p %d root@%s";
      String first = proxy.formatted(jump.privateKey(), jump.port(), jump.address());
      assertThat(ssh(inner, "root", "hostname", "-o", first).text()).isEqualTo("inner");
      assertThat(ssh(innermost, "root", "hostname", "-o", first).status()).isNotZero();
    }
  }

  @Test
  void filesOutliveALossOfPower() {
    try (Machine machine = Machines.busybox()) {
      machine.write("/etc/kept", "yes");
      machine.stop();
      assertThat(ssh(machine, "root", "true").status()).isEqualTo(255);
      machine.start();
      assertThat(ssh(machine, "root", "cat /etc/kept").text()).isEqualTo("yes");
    }
  }

  @Test
  void connectionsAreCutWithoutTheServer() throws Exception {
    try (Machine machine = Machines.busybox()) {
      Process sleeping =
          new ProcessBuilder(
                  "ssh",
                  "-i",
                  machine.privateKey().toString(),
                  "-o",
                  "UserKnownHostsFile=/dev/null",
                  "-o",
                  "StrictHostKeyChecking=no",
                  "-p",
                  Integer.toString(machine.port()),
                  "root@127.0.0.1",
                  "echo; sleep 60")
              .start();
      assertThat(sleeping.getInputStream().read()).isEqualTo('\n');
      machine.cut();
      assertThat(sleeping.waitFor()).isEqualTo(255);
      assertThat(ssh(machine, "root", "true").status()).isZero();
    }
  }

  @Test
  void dnfInstallsFromTheLocalRepositoryAndFirewalldRuns() {
    try (Machine machine = Machines.rpm()) {
      machine.run("dnf -y -q install hf-app hf-tool-1.0 && dnf -y -q upgrade").text();
      assertThat(machine.run("hf-tool && hf-app && rpm -q hf-tool").text())
          .isEqualTo("hf-tool 2.0\nhf-app 1.0\nhf-tool-2.0-1.noarch");
      machine.run("timeout 30 sh -c 'until firewall-cmd -q --state; do sleep 0.1; done'").text();
      machine.run("firewall-cmd -q --add-service=http").text();
      assertThat(machine.run("firewall-cmd --list-services").text()).contains("http");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Recipe.Kind.class,
      names = {"BUSYBOX", "PLAIN"})
  void aMachineWhoseHolderIsEndedLeavesNothing(Recipe.Kind kind) throws Exception {
    try (Machine machine = Machines.recipe(kind).start()) {
      Path left = machine.privateKey().getParent();
      ProcessHandle holder = ProcessHandle.of(machine.holder()).orElseThrow();
      ProcessHandle first = ProcessHandle.of(machine.first()).orElseThrow();
      holder.destroy();
      holder.onExit().get(20, TimeUnit.SECONDS);
      assertThat(left).doesNotExist();
      assertThat(first.onExit().get(20, TimeUnit.SECONDS)).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Recipe.Kind.class,
      names = {"BUSYBOX", "PLAIN"})
  void aMachineWhoseHolderIsKilledEndsToo(Recipe.Kind kind) throws Exception {
    try (Machine machine = Machines.recipe(kind).start()) {
      ProcessHandle first = ProcessHandle.of(machine.first()).orElseThrow();
      ProcessHandle.of(machine.holder()).orElseThrow().destroyForcibly();
      assertThat(first.onExit().get(20, TimeUnit.SECONDS)).isEqualTo(first);
    }
  }

  @Test
  void systemdRunsServicesAndBootsAgain() {
    String groups = "ls -d $(awk '$3 == \"cgroup2\" { print $2; exit }' /proc/mounts)/holdfast-*";
    String before = Programs.run("/bin/sh", "-c", groups).stdout();
    try (Machine machine = Machines.systemd()) {
      assertThat(machine.run("systemctl is-system-running --wait").text()).isEqualTo("running");
      machine.write(
          "/etc/systemd/system/one.service",
          "[Service]\nExecStart=/bin/sleep 1000\n[Install]\nWantedBy=machine.target\n");
      machine.run("systemctl enable -q --now one").text();
      machine.stop();
      machine.start();
      machine.run("systemctl is-system-running --wait; systemctl is-active one").text();
    }
    assertThat(Programs.run("/bin/sh", "-c", groups).stdout()).isEqualTo(before);
  }

  @Test
  void theFirstProcessNeverRunsInCircles() {
    try (Machine machine = Machines.busybox()) {
      machine.run("killall sleep").text();
      machine.run("until pidof sleep; do :; done").text();
      assertThat(machine.run("cut -d ' ' -f 14 /proc/1/stat").text())
          .isEqualTo(machine.run("cut -d ' ' -f 14 /proc/1/stat").text());
    }
  }

  @Test
  void whatRunsThereHearsTheSignalsThatEndThings() {
    try (Machine machine = Machines.busybox()) {
      String ignored = ssh(machine, "root", "grep SigIgn: /proc/self/status | cut -f 2").text();
      long hangUpInterruptTerminate = 0x4003;
      assertThat(Long.parseLong(ignored, 16) & hangUpInterruptTerminate).isZero();
    }
  }
}
