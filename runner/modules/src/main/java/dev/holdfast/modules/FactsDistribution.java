package dev.holdfast.modules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which distribution it is, under Ansible's names for them.
final class FactsDistribution {
  private static final List<String> SUSE =
      List.of(
          "SuSE",
          "SLES",
          "SLED",
          "openSUSE",
          "openSUSE Tumbleweed",
          "SLES_SAP",
          "SUSE_LINUX",
          "openSUSE Leap",
          "ALP-Dolomite",
          "SL-Micro");

  private static final Map<String, List<String>> FAMILIES = families();
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("debian", "Debian"),
          Map.entry("ubuntu", "Ubuntu"),
          Map.entry("linuxmint", "Linux Mint"),
          Map.entry("raspbian", "Debian"),
          Map.entry("kali", "Kali"),
          Map.entry("rhel", "RedHat"),
          Map.entry("centos", "CentOS"),
          Map.entry("rocky", "Rocky"),
          Map.entry("almalinux", "AlmaLinux"),
          Map.entry("ol", "OracleLinux"),
          Map.entry("fedora", "Fedora"),
          Map.entry("amzn", "Amazon"),
          Map.entry("alpine", "Alpine"),
          Map.entry("arch", "Archlinux"),
          Map.entry("archarm", "Archlinux"),
          Map.entry("manjaro", "Manjaro"),
          Map.entry("opensuse-leap", "openSUSE Leap"),
          Map.entry("opensuse-tumbleweed", "openSUSE Tumbleweed"),
          Map.entry("sles", "SLES"),
          Map.entry("sled", "SLED"),
          Map.entry("gentoo", "Gentoo"),
          Map.entry("flatcar", "Flatcar"),
          Map.entry("coreos", "CoreOS"),
          Map.entry("openwrt", "OpenWrt"),
          Map.entry("void", "Void"),
          Map.entry("nixos", "NixOS"));

  private final FactSource source;
  private final FactDict facts;

  FactsDistribution(FactSource source, FactDict facts) {
    this.source = source;
    this.facts = facts;
  }

  private static Map<String, List<String>> families() {
    Map<String, List<String>> families = new LinkedHashMap<>();
    families.put(
        "RedHat",
        List.of(
            "RedHat",
            "RHEL",
            "Fedora",
            "CentOS",
            "Scientific",
            "SLC",
            "Ascendos",
            "CloudLinux",
            "PSBM",
            "OracleLinux",
            "OVS",
            "OEL",
            "Amazon",
            "Amzn",
            "Virtuozzo",
            "XenServer",
            "Alibaba",
            "EulerOS",
            "openEuler",
            "AlmaLinux",
            "Rocky",
            "TencentOS",
            "EuroLinux",
            "Kylin Linux Advanced Server",
            "MIRACLE"));
    families.put(
        "Debian",
        List.of(
            "Debian",
            "Ubuntu",
            "Raspbian",
            "Neon",
            "KDE neon",
            "Linux Mint",
            "SteamOS",
            "Devuan",
            "Kali",
            "Cumulus Linux",
            "Pop!_OS",
            "Parrot",
            "Pardus GNU/Linux",
            "Uos",
            "Deepin",
            "OSMC"));
    families.put("Suse", SUSE);
    families.put("Archlinux", List.of("Archlinux", "Antergos", "Manjaro"));
    families.put("Mandrake", List.of("Mandrake", "Mandriva"));
    families.put("Gentoo", List.of("Gentoo", "Funtoo"));
    families.put("Flatcar", List.of("Flatcar"));
    return families;
  }

  void gather() {
    String path = source.hasFile("/etc/os-release") ? "/etc/os-release" : "/usr/lib/os-release";
    Map<String, String> release = source.settings(path);
    String id = release.getOrDefault("ID", "").toLowerCase(Locale.ROOT);
    String name = NAMES.getOrDefault(id, capitalised(release.getOrDefault("NAME", "NA")));
    String version = version(id, release);
    int dot = version.indexOf('.');
    String major = dot < 0 ? version : version.substring(0, dot);
    String family = family(name);
    facts
        .put("distribution", name)
        .put("distribution_version", version.isEmpty() ? "NA" : version)
        .put("distribution_major_version", major.isEmpty() ? "NA" : major)
        .put("distribution_release", codename(id, release))
        .put("distribution_file_parsed", true)
        .put("distribution_file_path", file(family, path))
        .put("distribution_file_variety", variety(name, family))
        .put("os_family", family);
    if (dot > 0) {
      facts.put("distribution_minor_version", version.substring(dot + 1).split("\\.", 2)[0]);
    }
    lsb(release);
  }

  private static String capitalised(String name) {
    return name.split(" ", 2)[0];
  }

  private static String family(String name) {
    return FAMILIES.entrySet().stream()
        .filter(entry -> entry.getValue().contains(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }

  /// Files of the distribution itself know more digits than os-release.
  private String version(String id, Map<String, String> release) {
    String version = release.getOrDefault("VERSION_ID", "");
    String debian = source.file("/etc/debian_version");
    if (id.equals("debian") && debian.matches("[\\d.]+")) {
      return debian;
    }
    Matcher redhat =
        Pattern.compile("release (\\d+(?:\\.\\d+)*)").matcher(source.file("/etc/redhat-release"));
    if (List.of("rhel", "centos", "rocky", "almalinux", "ol").contains(id) && redhat.find()) {
      Matcher minor = Pattern.compile("^\\d+(\\.\\d+)?").matcher(redhat.group(1));
      return minor.find() ? minor.group() : version;
    }
    String alpine = source.file("/etc/alpine-release");
    return id.equals("alpine") && !alpine.isEmpty() ? alpine : version;
  }

  private String codename(String id, Map<String, String> release) {
    String named =
        release.getOrDefault("VERSION_CODENAME", release.getOrDefault("UBUNTU_CODENAME", ""));
    if (!named.isEmpty()) {
      return named;
    }
    Matcher bracket =
        Pattern.compile("\\(([^)]+)\\)")
            .matcher(
                source.hasFile("/etc/redhat-release")
                    ? source.file("/etc/redhat-release")
                    : release.getOrDefault("VERSION", ""));
    if (bracket.find()) {
      return bracket.group(1);
    }
    return id.equals("debian") && release.getOrDefault("PRETTY_NAME", "").endsWith("/sid")
        ? "sid"
        : "NA";
  }

  private String file(String family, String path) {
    return family.equals("RedHat") && source.hasFile("/etc/redhat-release")
        ? "/etc/redhat-release"
        : family.equals("Alpine") ? "/etc/alpine-release" : path;
  }

  private static String variety(String name, String family) {
    return family.equals("RedHat")
        ? "RedHat"
        : family.equals("Debian") ? "Debian" : family.equals("Suse") ? "SUSE" : name;
  }

  /// Only machines that have the program or its file have these facts.
  private void lsb(Map<String, String> release) {
    Map<String, String> file = source.settings("/etc/lsb-release");
    FactDict lsb = new FactDict();
    if (!file.isEmpty() || source.tool("lsb_release").isPresent()) {
      String number = file.getOrDefault("DISTRIB_RELEASE", release.getOrDefault("VERSION_ID", ""));
      lsb.put(
              "id",
              file.getOrDefault("DISTRIB_ID", release.getOrDefault("NAME", "").split(" ", 2)[0]))
          .put("release", number)
          .put(
              "description",
              file.getOrDefault("DISTRIB_DESCRIPTION", release.getOrDefault("PRETTY_NAME", "")))
          .put(
              "codename",
              file.getOrDefault("DISTRIB_CODENAME", release.getOrDefault("VERSION_CODENAME", "")))
          .put("major_release", number.split("\\.", 2)[0]);
    }
    facts.put("lsb", lsb);
  }
}
