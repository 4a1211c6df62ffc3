package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.FileView;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The one question of the module `setup`: sections in the form of its script.
record FactsText(MachineSpec spec) {
  private static final List<String> TOOLS = List.of("apt-get", "systemctl");

  private static final List<String> THERE =
      List.of("/run/systemd/system", "/etc/init.d", "/sys/fs/selinux/enforce", "/dev/kvm");

  private static final List<String> FILES =
      List.of(
          "/proc/sys/kernel/ostype",
          "/proc/sys/kernel/osrelease",
          "/proc/sys/kernel/version",
          "/proc/sys/kernel/hostname",
          "/proc/sys/crypto/fips_enabled",
          "/proc/cpuinfo",
          "/proc/meminfo",
          "/proc/uptime",
          "/proc/loadavg",
          "/proc/cmdline",
          "/proc/mounts",
          "/proc/1/comm",
          "/proc/modules",
          "/etc/passwd",
          "/etc/resolv.conf",
          "/etc/machine-id",
          "/etc/mtab",
          "/etc/os-release",
          "/usr/lib/os-release",
          "/etc/debian_version",
          "/etc/ssh/ssh_host_ecdsa_key.pub");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy MM dd HH mm ss", Locale.ROOT);

  Ran tell(Call call) {
    StringBuilder out = new StringBuilder();
    section(out, "machine", spec.architecture());
    dates(out, call.files());
    section(out, "id", SystemTools.line(call, call.who()).strip());
    StringBuilder environment = new StringBuilder();
    call.environment()
        .forEach((name, value) -> environment.append(name + "=" + value).append('\0'));
    section(out, "env", environment.toString());
    section(out, "tools", found(call.files(), TOOLS.stream().map("/usr/bin/"::concat).toList()));
    section(out, "there", found(call.files(), THERE));
    section(out, "addresses", call.start("ip", "-o", "addr", "show").text().stripTrailing());
    section(out, "fqdn", SystemTools.read(call, "/proc/sys/kernel/hostname"));
    section(out, "python", "");
    section(out, "init", "/usr/lib/systemd/systemd");
    section(out, "links", "");
    long free = call.files().free() / 4096;
    section(
        out, "mounts", "4096|%d|%d|%d|1310720|1200000|/".formatted(spec.disk() * 256L, free, free));
    section(out, "uuids", "");
    section(out, "root", "2 64\n2 64");
    section(out, "local", "");
    files(out, call);
    return Ends.ok(out.toString());
  }

  private static void section(StringBuilder out, String name, String text) {
    out.append("@@ ").append(name).append('\n').append(text).append(text.isEmpty() ? "" : "\n");
  }

  private static void dates(StringBuilder out, FileView files) {
    var now = files.now().atZone(ZoneOffset.UTC);
    String weekday = now.format(DateTimeFormatter.ofPattern("EEEE", Locale.ENGLISH));
    section(
        out,
        "date",
        "%s %d UTC +0000 %s %d 00 %09d"
            .formatted(
                now.format(DATE),
                now.toEpochSecond(),
                weekday,
                now.getDayOfWeek().getValue() % 7,
                now.getNano()));
    section(out, "utc", now.toLocalDateTime().withNano(0).toString());
  }

  private static String found(FileView files, List<String> paths) {
    return String.join("\n", paths.stream().filter(files::exists).toList());
  }

  private static void files(StringBuilder out, Call call) {
    List<String> paths = new ArrayList<>(FILES);
    for (String link : call.files().list("/sys/class/net")) {
      for (String name : List.of("address", "mtu", "operstate", "flags", "type")) {
        paths.add("/sys/class/net/" + link + "/" + name);
      }
    }
    StringBuilder text = new StringBuilder();
    for (String path : paths) {
      if (call.files().isFile(path)) {
        text.append(text.isEmpty() ? "" : "\n").append("==> ").append(path).append(" <==\n");
        text.append(call.files().text(path));
      }
    }
    section(out, "files", text.toString());
  }
}
