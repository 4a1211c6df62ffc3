package dev.holdfast.lab.program;

import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.MemoryFiles;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The files of a freshly installed Debian 13, as far as anything asks for them.
final class DebianFiles {
  private static final List<String> FOLDERS =
      List.of(
          "/etc/apt/keyrings",
          "/etc/apt/sources.list.d",
          "/etc/ssh",
          "/etc/sudoers.d",
          "/etc/modules-load.d",
          "/etc/modprobe.d",
          "/etc/sysctl.d",
          "/etc/systemd/system",
          "/etc/default",
          "/home",
          "/mnt",
          "/opt",
          "/root",
          "/srv",
          "/usr/bin",
          "/usr/sbin",
          "/usr/lib/systemd/system",
          "/usr/local/bin",
          "/usr/local/sbin",
          "/usr/local/lib",
          "/usr/share",
          "/var/lib/dpkg",
          "/var/lib/apt/lists",
          "/var/lib/apt/periodic",
          "/var/log",
          "/var/cache",
          "/run/lock",
          "/run/systemd/system",
          "/boot",
          "/dev",
          "/proc/sys/kernel",
          "/proc/sys/crypto",
          "/sys/class/net",
          "/sys/module",
          "/sys/fs/cgroup");

  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/bash
      daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
      nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
      """;

  private static final String GROUP =
      """
      root:x:0:
      daemon:x:1:
      adm:x:4:%1$s
      disk:x:6:
      sudo:x:27:%1$s
      users:x:100:
      nogroup:x:65534:
      """;

  private static final String RELEASE =
      """
      PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
      NAME="Debian GNU/Linux"
      VERSION_ID="13"
      VERSION="13 (trixie)"
      VERSION_CODENAME=trixie
      DEBIAN_VERSION_FULL=13.1
      ID=debian
      HOME_URL="https://www.debian.org/"
      """;

  private final MachineSpec spec;
  private final FileView files;

  DebianFiles(MachineSpec spec, MemoryFiles files) {
    this.spec = spec;
    this.files = files.as(Identity.ROOT);
  }

  /// @param programs the names of those that every machine has
  void make(Collection<String> programs) {
    FOLDERS.forEach(files::makeDirectories);
    for (String folder : List.of("bin", "sbin", "lib")) {
      files.symlink("usr/" + folder, "/" + folder);
    }
    files.permissions("/root", 0700);
    for (String folder : List.of("/tmp", "/var/tmp", "/dev/shm")) {
      files.makeDirectories(folder);
      files.permissions(folder, 01777);
    }
    files.symlink("/run", "/var/run");
    programs.forEach(name -> program(files, "/usr/bin/" + name));
    accounts();
    system();
    kernel();
  }

  /// A program's file. Its content is a note for whoever looks.
  static void program(FileView files, String path) {
    files.put(path, "A program of the lab, which has a model and no code.\n", 0755);
  }

  private void accounts() {
    boolean user = !spec.user().equals("root");
    String line = "%1$s:x:1000:1000:%1$s:/home/%1$s:/bin/bash\n".formatted(spec.user());
    files.put("/etc/passwd", PASSWD + (user ? line : ""), 0644);
    String group = GROUP.formatted(user ? spec.user() : "");
    files.put("/etc/group", group + (user ? spec.user() + ":x:1000:\n" : ""), 0644);
    files.put("/etc/shadow", "root:*:20000:0:99999:7:::\n", 0640);
    String home = user ? "/home/" + spec.user() : "/root";
    files.put(home + "/.ssh/authorized_keys", String.join("\n", spec.keys()) + "\n", 0600);
    files.permissions(home + "/.ssh", 0700);
    if (user) {
      files.put(
          "/etc/sudoers.d/90-cloud-init-users", spec.user() + " ALL=(ALL) NOPASSWD:ALL\n", 0440);
      for (String path : List.of(home, home + "/.ssh", home + "/.ssh/authorized_keys")) {
        files.owner(path, Optional.of(1000L), Optional.of(1000L));
      }
    }
  }

  private void system() {
    files.put("/usr/lib/os-release", RELEASE, 0644);
    files.symlink("../usr/lib/os-release", "/etc/os-release");
    files.put("/etc/debian_version", "13.1\n", 0644);
    files.put("/etc/hostname", spec.name() + "\n", 0644);
    files.put("/etc/hosts", "127.0.0.1 localhost\n127.0.1.1 " + spec.name() + "\n", 0644);
    files.put("/etc/resolv.conf", "nameserver 127.0.0.53\n", 0644);
    files.put("/etc/fstab", "/dev/vda1 / ext4 rw,errors=remount-ro 0 1\n", 0644);
    files.put("/etc/machine-id", machineId() + "\n", 0444);
    files.put("/etc/apt/sources.list", "deb http://deb.debian.org/debian trixie main\n", 0644);
    files.put("/run/systemd/resolve/stub-resolv.conf", "nameserver 127.0.0.53\n", 0644);
    files.put("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory pids\n", 0444);
  }

  private String machineId() {
    UUID id = UUID.nameUUIDFromBytes(("lab " + spec.name()).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(id.getMostSignificantBits())
        + HexFormat.of().toHexDigits(id.getLeastSignificantBits());
  }

  private void kernel() {
    String kernel = "6.12.48+deb13-" + spec.debianArchitecture();
    files.put("/proc/sys/kernel/ostype", "Linux\n", 0444);
    files.put("/proc/sys/kernel/osrelease", kernel + "\n", 0444);
    files.put("/proc/sys/kernel/version", "#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1\n", 0444);
    files.put("/proc/sys/kernel/arch", spec.architecture() + "\n", 0444);
    files.put("/proc/sys/kernel/hostname", spec.name() + "\n", 0644);
    files.put("/proc/sys/crypto/fips_enabled", "0\n", 0444);
    files.put("/proc/cmdline", "BOOT_IMAGE=/vmlinuz root=/dev/vda1 ro console=ttyS0\n", 0444);
    files.put("/proc/mounts", "/dev/vda1 / ext4 rw,relatime 0 0\n", 0444);
    files.symlink("../proc/self/mounts", "/etc/mtab");
    files.put("/proc/self/mounts", "/dev/vda1 / ext4 rw,relatime 0 0\n", 0444);
    files.put("/proc/1/comm", "systemd\n", 0444);
    files.put("/proc/swaps", "Filename Type Size Used Priority\n", 0444);
    files.put("/proc/uptime", "300.00 500.00\n", 0444);
    files.put("/proc/loadavg", "0.00 0.01 0.05 1/120 900\n", 0444);
    files.put("/proc/modules", "", 0444);
    files.put(
        "/lib/modules/" + kernel + "/modules.builtin", "kernel/fs/overlayfs/overlay.ko\n", 0644);
    files.put("/proc/meminfo", memory(), 0444);
    files.put("/proc/cpuinfo", processors(), 0444);
  }

  private String memory() {
    long total = spec.memory() * 1024L;
    return """
    MemTotal: %d kB
    MemFree: %d kB
    Buffers: 0 kB
    Cached: 0 kB
    SwapTotal: 0 kB
    SwapFree: 0 kB
    """
        .formatted(total, total * 3 / 4);
  }

  private String processors() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < spec.processors(); i++) {
      text.append("processor : ").append(i).append("\nmodel name : Lab\nphysical id : 0\n");
      text.append("cpu cores : ").append(spec.processors()).append("\nsiblings : ");
      text.append(spec.processors()).append("\n\n");
    }
    return text.toString();
  }
}
