package dev.holdfast.modules;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Facts of the machine's own files, the kernel, the user, the time, Python, and what manages
/// services and packages.
final class FactsSystem {
  private static final Pattern ID = Pattern.compile("uid=(\\d+)\\(?([^)\\s]*)\\)? gid=(\\d+)");
  private static final Map<String, String> MANAGERS = managers();

  private final FactSource source;
  private final FactDict facts;
  private final FactsLocal local;

  FactsSystem(FactSource source, FactDict facts, FactsLocal local) {
    this.source = source;
    this.facts = facts;
    this.local = local;
  }

  private static Map<String, String> managers() {
    Map<String, String> managers = new LinkedHashMap<>();
    managers.put("apt-get", "apt");
    managers.put("dnf5", "dnf5");
    managers.put("dnf", "dnf");
    managers.put("microdnf", "dnf");
    managers.put("yum", "yum");
    managers.put("zypper", "zypper");
    managers.put("pacman", "pacman");
    managers.put("apk", "apk");
    managers.put("emerge", "portage");
    managers.put("opkg", "opkg");
    managers.put("xbps-install", "xbps");
    managers.put("swupd", "swupd");
    return managers;
  }

  /// A collector of facts that can be asked for alone.
  enum Part {
    LOCAL,
    PLATFORM,
    DATE_TIME,
    USER,
    ENV,
    PYTHON,
    SERVICES,
    SECURITY,
    DNS,
    CMDLINE,
    SSH_PUB_KEYS
  }

  void gather(Set<Part> parts) {
    for (Part part : parts) {
      switch (part) {
        case LOCAL -> facts.put("local", local.facts());
        case PLATFORM -> platform();
        case DATE_TIME -> time();
        case USER -> user();
        case ENV -> environment();
        case PYTHON -> python();
        case SERVICES -> services();
        case SECURITY -> security();
        case DNS -> dns();
        case CMDLINE -> commandLine();
        case SSH_PUB_KEYS -> keys();
      }
    }
  }

  private void platform() {
    String node = source.file("/proc/sys/kernel/hostname");
    String machine = source.section("machine");
    String architecture = machine.equals("i686") || machine.equals("i586") ? "i386" : machine;
    String fqdn = source.section("fqdn").isEmpty() ? node : source.section("fqdn");
    int dot = fqdn.indexOf('.');
    facts
        .put("system", source.file("/proc/sys/kernel/ostype"))
        .put("kernel", source.file("/proc/sys/kernel/osrelease"))
        .put("kernel_version", source.file("/proc/sys/kernel/version"))
        .put("machine", machine)
        .put("architecture", architecture)
        .put("userspace_bits", machine.contains("64") || machine.equals("s390x") ? "64" : "32")
        .put("userspace_architecture", architecture)
        .put("nodename", node)
        .put("hostname", node.contains(".") ? node.substring(0, node.indexOf('.')) : node)
        .put("fqdn", fqdn)
        .put("domain", dot < 0 ? "" : fqdn.substring(dot + 1))
        .put(
            "machine_id",
            source.file(
                source.hasFile("/etc/machine-id") ? "/etc/machine-id" : "/var/lib/dbus/machine-id"))
        .put("fips", source.file("/proc/sys/crypto/fips_enabled").equals("1"))
        .put(
            "uptime_seconds",
            FactDict.number(source.file("/proc/uptime").replaceFirst("\\..*", "")));
    List<String> root = source.lines("root");
    facts.put("is_chroot", root.size() == 2 && !root.get(0).equals(root.get(1)));
    load();
  }

  private void load() {
    String[] words = source.file("/proc/loadavg").split(" ");
    if (words.length > 2) {
      facts.put(
          "loadavg",
          new FactDict()
              .put("1m", new Real(Double.parseDouble(words[0])))
              .put("5m", new Real(Double.parseDouble(words[1])))
              .put("15m", new Real(Double.parseDouble(words[2]))));
    }
  }

  private void time() {
    String[] f = source.section("date").split(" ");
    if (f.length < 12) {
      return;
    }
    String micro = f.length > 12 && f[12].matches("\\d{9}") ? f[12].substring(0, 6) : "000000";
    String utc = source.section("utc");
    String date = f[0] + "-" + f[1] + "-" + f[2];
    String time = f[3] + ":" + f[4] + ":" + f[5];
    String basic = f[0] + f[1] + f[2] + "T" + f[3] + f[4] + f[5];
    facts.put(
        "date_time",
        new FactDict()
            .put("year", f[0])
            .put("month", f[1])
            .put("day", f[2])
            .put("hour", f[3])
            .put("minute", f[4])
            .put("second", f[5])
            .put("epoch", f[6])
            .put("epoch_int", f[6])
            .put("date", date)
            .put("time", time)
            .put("iso8601", utc + "Z")
            .put("iso8601_micro", utc + "." + micro + "Z")
            .put("iso8601_basic", basic + micro)
            .put("iso8601_basic_short", basic)
            .put("tz", f[7])
            .put("tz_dst", f[7])
            .put("tz_offset", f[8])
            .put("weekday", f[9])
            .put("weekday_number", f[10])
            .put("weeknumber", f[11]));
  }

  private void user() {
    Matcher id = ID.matcher(source.section("id"));
    if (!id.find()) {
      return;
    }
    long uid = Long.parseLong(id.group(1));
    long gid = Long.parseLong(id.group(3));
    facts
        .put("user_id", id.group(2))
        .put("user_uid", uid)
        .put("user_gid", gid)
        .put("real_user_id", uid)
        .put("effective_user_id", uid)
        .put("real_group_id", gid)
        .put("effective_group_id", gid);
    String[] entry =
        source.fileLines("/etc/passwd").stream()
            .map(line -> line.split(":", -1))
            .filter(each -> each.length > 6 && each[2].equals(Long.toString(uid)))
            .findFirst()
            .orElseGet(
                () -> new String[] {"", "", "", "", "", variable("HOME"), variable("SHELL")});
    facts.put("user_gecos", entry[4]).put("user_dir", entry[5]).put("user_shell", entry[6]);
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    String text = source.sections().getOrDefault("env", "");
    for (String entry : text.split(text.indexOf('\0') >= 0 ? "\0" : "\n", -1)) {
      int sign = entry.indexOf('=');
      if (sign > 0) {
        variables.put(entry.substring(0, sign).strip(), entry.substring(sign + 1));
      }
    }
    return variables;
  }

  private String variable(String name) {
    return variables().getOrDefault(name, "");
  }

  private void environment() {
    facts.put("env", FactDict.texts(variables()));
  }

  /// A machine without Python has none of these facts.
  private void python() {
    List<String> lines = source.lines("python");
    if (lines.size() < 4) {
      return;
    }
    String[] v = lines.get(1).split(" ");
    if (v.length < 5) {
      return;
    }
    ListValue info = new ListValue();
    for (int i = 0; i < 5; i++) {
      info.items()
          .add(
              i == 3
                  ? Str.unsafe(v[i])
                  : dev.holdfast.language.value.Int.of(FactDict.number(v[i])));
    }
    facts
        .put("python_version", v[0] + "." + v[1] + "." + v[2])
        .put(
            "python",
            new FactDict()
                .put("executable", lines.get(2))
                .put("type", lines.get(3))
                .put("has_sslcontext", true)
                .put("version_info", info)
                .put(
                    "version",
                    new FactDict()
                        .put("major", FactDict.number(v[0]))
                        .put("minor", FactDict.number(v[1]))
                        .put("micro", FactDict.number(v[2]))
                        .put("releaselevel", v[3])
                        .put("serial", FactDict.number(v[4]))));
  }

  private void services() {
    String first = source.file("/proc/1/comm");
    String exe = Paths.base(source.section("init"));
    boolean systemd =
        source.there("/run/systemd/system")
            || source.there("/dev/.run/systemd")
            || source.there("/dev/.systemd");
    String manager =
        first.equals("runit-init")
            ? "runit"
            : first.equals("svscan")
                ? "svc"
                : first.equals("openrc-init")
                    ? "openrc"
                    : systemd
                        ? "systemd"
                        : first.equals("init") || first.isEmpty() || first.equals("sh")
                            ? script(exe)
                            : first;
    facts.put("service_mgr", manager);
    facts.put(
        "pkg_mgr",
        MANAGERS.entrySet().stream()
            .filter(entry -> source.tool(entry.getKey()).isPresent())
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("unknown"));
  }

  private String script(String exe) {
    return source.tool("initctl").isPresent() && exe.equals("upstart")
        ? "upstart"
        : source.there("/sbin/openrc") || source.tool("rc-service").isPresent()
            ? "openrc"
            : source.there("/etc/init.d") ? "sysvinit" : "service";
  }

  private void security() {
    facts.put(
        "apparmor",
        new FactDict()
            .put("status", source.there("/sys/kernel/security/apparmor") ? "enabled" : "disabled"));
    FactDict selinux = new FactDict();
    if (source.there("/sys/fs/selinux/enforce")) {
      Map<String, String> settings = source.settings("/etc/selinux/config");
      selinux
          .put("status", "enabled")
          .put(
              "mode",
              source.file("/sys/fs/selinux/enforce").equals("1") ? "enforcing" : "permissive")
          .put("config_mode", settings.getOrDefault("SELINUX", "unknown"))
          .put("type", settings.getOrDefault("SELINUXTYPE", "unknown"))
          .put("policyvers", FactDict.number(source.file("/sys/fs/selinux/policyvers")));
    } else {
      selinux.put("status", "disabled");
    }
    facts.put("selinux", selinux);
  }

  private void dns() {
    FactDict dns = new FactDict();
    List<String> servers = new ArrayList<>();
    List<String> sortlist = new ArrayList<>();
    FactDict options = new FactDict();
    for (String line : source.fileLines("/etc/resolv.conf")) {
      String[] words = line.strip().split("\\s+");
      List<String> rest = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "nameserver" -> servers.addAll(rest);
        case "domain" -> rest.stream().findFirst().ifPresent(name -> dns.put("domain", name));
        case "search" -> dns.put("search", rest);
        case "sortlist" -> sortlist.addAll(rest);
        case "options" -> rest.forEach(option -> option(options, option));
        default -> {}
      }
    }
    if (!servers.isEmpty()) {
      dns.put("nameservers", servers);
    }
    if (!sortlist.isEmpty()) {
      dns.put("sortlist", sortlist);
    }
    if (!options.dict().isEmpty()) {
      dns.put("options", options);
    }
    facts.put("dns", dns);
  }

  private static void option(FactDict options, String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      options.put(text, true);
    } else {
      options.put(text.substring(0, colon), text.substring(colon + 1));
    }
  }

  private void commandLine() {
    DictValue last = new DictValue();
    DictValue all = new DictValue();
    for (String word : source.file("/proc/cmdline").split("\\s+")) {
      int sign = word.indexOf('=');
      String key = sign < 0 ? word : word.substring(0, sign);
      Value value = sign < 0 ? Bool.TRUE : Str.unsafe(word.substring(sign + 1));
      if (!key.isEmpty()) {
        last.put(key, value);
        Optional<Value> old = all.get(key);
        if (old.isEmpty() || sign < 0) {
          all.put(key, value);
        } else if (old.get() instanceof ListValue list) {
          list.items().add(value);
        } else {
          all.put(key, ListValue.of(old.get(), value));
        }
      }
    }
    facts.put("cmdline", last).put("proc_cmdline", all);
  }

  private void keys() {
    source
        .files()
        .forEach((path, content) -> {
          Matcher name = Pattern.compile("/etc/ssh/ssh_host_(\\w+)_key\\.pub").matcher(path);
          String[] words = content.strip().split(" ");
          if (name.matches() && words.length > 1) {
            facts.put("ssh_host_key_" + name.group(1) + "_public", words[1]);
            facts.put("ssh_host_key_" + name.group(1) + "_public_keytype", words[0]);
          }
        });
  }
}
