package dev.holdfast.simulator.proxmox.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A named form of text, checked as the server checks it.
public enum Format {
  NODE("[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?", "value does not look like a valid node name"),
  DNS_NAME(
      "(([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)\\.)*([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)",
      "value does not look like a valid DNS name"),
  CONFIG_ID("[a-zA-Z][a-zA-Z0-9_-]+", "invalid configuration ID '%s'"),
  CONFIG_ID_LIST(CONFIG_ID),
  STORAGE_ID("[a-zA-Z][a-zA-Z0-9\\-_.]*[a-zA-Z0-9]", "storage ID '%s' contains illegal characters"),
  STORAGE_ID_LIST(STORAGE_ID),
  STORAGE_PAIR_LIST(
      "[^:,;\\s]+(:[^:,;\\s]+)?([,;\\s][^:,;\\s]+(:[^:,;\\s]+)?)*", "invalid entry '%s'"),
  POOL_ID(
      "[A-Za-z0-9.\\-_]+(/[A-Za-z0-9.\\-_]+){0,2}", "pool name '%s' contains invalid characters"),
  VMID_LIST(
      "[1-9][0-9]{2,8}([,;\\s\\x00]+[1-9][0-9]{2,8})*", "value does not look like a valid VM ID"),
  VOLUME(Format.VOLUME_ID, "unable to parse volume ID '%s'"),
  VOLUME_OR_NEW("none|cdrom|/.+|" + Format.VOLUME_ID, "unable to parse volume ID '%s'"),
  VOLUME_OR_PATH("/.+|" + Format.VOLUME_ID, "unable to parse volume ID '%s'"),
  DISK_SIZE("\\d+(\\.\\d+)?[KMGT]?", "unable to parse size '%s'"),
  MAC(
      "[a-fA-F0-9][02468aceACE](:[a-fA-F0-9]{2}){5}",
      "value does not look like a valid unicast MAC address"),
  INTERFACE("[a-zA-Z][a-zA-Z0-9_]{1,20}([:.]\\d+)?", "invalid network interface name '%s'"),
  FIREWALL_ADDRESS("[+a-zA-Z0-9][a-zA-Z0-9:.,/_-]*", "invalid address '%s'"),
  FIREWALL_PORT("[a-z0-9][a-z0-9-]*(:\\d+)?(,[a-z0-9][a-z0-9-]*(:\\d+)?)*", "invalid port '%s'"),
  BRIDGE("[-_.\\w]+", "invalid bridge name '%s'"),
  IPV4(Format.QUAD, "value is not a valid IPv4 address"),
  IPV6(Format.COLONS, "value is not a valid IPv6 address"),
  IPV4_CONFIG(
      "dhcp|" + Format.QUAD + "/([0-9]|[12][0-9]|3[0-2])",
      "value does not look like a valid ipv4 network configuration"),
  IPV6_CONFIG(
      "dhcp|auto|" + Format.COLONS + "/(\\d|\\d\\d|1[01]\\d|12[0-8])",
      "value does not look like a valid ipv6 network configuration"),
  CIDR(
      Format.QUAD + "/\\d{1,2}|" + Format.COLONS + "/\\d{1,3}",
      "value does not look like a valid CIDR network"),
  ADDRESS(
      "host|" + Format.QUAD + "|" + Format.COLONS + "|[a-zA-Z0-9][a-zA-Z0-9.-]*",
      "value does not look like a valid address: %s"),
  ADDRESS_LIST(ADDRESS),
  URLENCODED("[-%a-zA-Z0-9_.!~*'()]*", "invalid urlencoded string: %s"),
  TAG("(?i)[a-z0-9_][a-z0-9_\\-+.]*", "invalid characters in tag"),
  TAGS(TAG),
  BOOT_DEVICE("(ide|sata|scsi|virtio|net|hostpci|usb)\\d+|", "invalid boot device '%s'"),
  BOOT_ORDER(BOOT_DEVICE),
  HOTPLUG(
      "[01]|(network|disk|cpu|memory|usb|cloudinit)([,;\\s]+(network|disk|cpu|memory|usb|cloudinit))*",
      "value '%s' does not look like a list of hotplug features"),
  CPU_SET("\\d+(-\\d+)?(,\\d+(-\\d+)?)*", "unable to parse CPU set '%s'"),
  CPU_MODEL("[a-zA-Z0-9_+\\-.]+", "invalid CPU model '%s'"),
  CPU_FLAGS("[+-][a-zA-Z0-9\\-_.]+(;[+-][a-zA-Z0-9\\-_.]+)*", "unable to parse flags '%s'"),
  PCI_IDS(
      "(?i)([0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}(\\.[0-9a-f])?"
          + "(;([0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}(\\.[0-9a-f])?)*",
      "value does not match the PCI id pattern"),
  CONTENT("[a-z]+", "invalid content type '%s'"),
  CONTENT_LIST(CONTENT),
  PRIVILEGE_LIST("[A-Za-z.]+([,;\\s]+[A-Za-z.]+)*", "invalid privilege '%s'"),
  REALM("[A-Za-z][A-Za-z0-9.\\-_]+", "value does not look like a valid realm"),
  TASK_STATUS_LIST(
      "(ok|error|warning|unknown)([,;\\s]+(ok|error|warning|unknown))*", "invalid status '%s'"),
  HA_ID("([a-z]+:)?\\d+", "unable to parse ha resource id '%s'"),
  HA_ID_LIST(HA_ID),
  HA_NODE_LIST("[a-zA-Z0-9-]+(:\\d+)?([,;\\s]+[a-zA-Z0-9-]+(:\\d+)?)*", "invalid node list '%s'");

  private static final String VOLUME_ID = "[a-zA-Z][a-zA-Z0-9\\-_.]*[a-zA-Z0-9]:.+";
  private static final String QUAD =
      "(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String COLONS = "(?=[^/]*:)[0-9a-fA-F:]{2,39}(?:%[a-zA-Z0-9]+)?";

  private final Pattern pattern;
  private final String refusal;
  private final boolean list;

  Format(String pattern, String refusal) {
    this.pattern = Pattern.compile(pattern);
    this.refusal = refusal;
    this.list = false;
  }

  Format(Format element) {
    this.pattern = element.pattern;
    this.refusal = element.refusal;
    this.list = true;
  }

  /// The format that a description file calls `volume-or-new` or the like.
  static Format named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /// The elements of a list as the server splits it: by commas, semicolons, NUL and white space.
  public static List<String> split(String value) {
    return Arrays.stream(value.split("[,;\\x00\\s]+")).filter(s -> !s.isEmpty()).toList();
  }

  /// Whether a repeated parameter is taken as one list.
  boolean isList() {
    return list || this == VMID_LIST;
  }

  /// Why `value` is refused, or nothing.
  Optional<String> refusal(String value) {
    List<String> elements = list ? split(value) : List.of(value);
    return elements.stream()
        .filter(e -> !pattern.matcher(e).matches())
        .findFirst()
        .map(refusal::formatted);
  }
}
