package dev.holdfast.modules;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Interfaces, addresses and the default routes.
final class FactsNetwork {
  private static final String NET = "/sys/class/net/";

  private final FactSource source;
  private final FactDict facts;
  private final Map<String, FactDict> interfaces = new LinkedHashMap<>();
  private final Map<String, List<FactDict>> four = new LinkedHashMap<>();
  private final Map<String, List<FactDict>> six = new LinkedHashMap<>();
  private final List<String> allFour = new ArrayList<>();
  private final List<String> allSix = new ArrayList<>();

  FactsNetwork(FactSource source, FactDict facts) {
    this.source = source;
    this.facts = facts;
  }

  void gather() {
    source.files().keySet().stream()
        .filter(path -> path.startsWith(NET) && path.endsWith("/address"))
        .map(path -> path.substring(NET.length(), path.length() - "/address".length()))
        .forEach(this::device);
    source.lines("addresses").forEach(this::address);
    four.forEach((name, list) -> attach(name, "ipv4", list));
    six.forEach((name, list) ->
        device(name).put("ipv6", new ListValue(list.stream().map(FactDict::dict).toList())));
    facts.put("interfaces", List.copyOf(interfaces.keySet()));
    interfaces.forEach((name, device) -> facts.put(name.replaceAll("[-:]", "_"), device.dict()));
    facts.put("all_ipv4_addresses", allFour).put("all_ipv6_addresses", allSix);
    facts.put("default_ipv4", defaultFour()).put("default_ipv6", defaultSix());
  }

  private void attach(String name, String key, List<FactDict> list) {
    FactDict device = device(name);
    device.put(key, list.getFirst().dict());
    if (list.size() > 1) {
      device.put(
          key + "_secondaries", new ListValue(list.stream().skip(1).map(FactDict::dict).toList()));
    }
  }

  private FactDict device(String name) {
    return interfaces.computeIfAbsent(name, this::describe);
  }

  private FactDict describe(String name) {
    FactDict device = new FactDict().put("device", name);
    String mac = source.file(NET + name + "/address");
    if (!mac.isEmpty() && !mac.matches("[0:]+")) {
      device.put("macaddress", mac);
    }
    String mtu = source.file(NET + name + "/mtu");
    if (!mtu.isEmpty()) {
      device.put("mtu", FactDict.number(mtu));
    }
    long flags =
        Long.decode(
            source.hasFile(NET + name + "/flags") ? source.file(NET + name + "/flags") : "0");
    String state = source.file(NET + name + "/operstate");
    device
        .put("active", !state.equals("down"))
        .put("promisc", (flags & 0x100) != 0)
        .put("type", type(name));
    String speed = source.file(NET + name + "/speed");
    if (!speed.isEmpty()) {
      device.put("speed", FactDict.number(speed));
    }
    String slaves = source.file(NET + name + "/bonding/slaves");
    if (!slaves.isEmpty()) {
      device.put("slaves", List.of(slaves.split(" ")));
    }
    source.lines("links").stream()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .ifPresent(line -> device.put("pciid", Paths.base(line)));
    return device;
  }

  private String type(String name) {
    if (source.hasFile(NET + name + "/bridge/bridge_id")) {
      return "bridge";
    }
    if (source.hasFile(NET + name + "/bonding/slaves")) {
      return "bonding";
    }
    return switch (source.file(NET + name + "/type")) {
      case "1" -> "ether";
      case "32" -> "infiniband";
      case "512" -> "ppp";
      case "772" -> "loopback";
      case "65534" -> "tunnel";
      default -> "unknown";
    };
  }

  /// A line of `ip -o addr`: number, name, family, address and further words in pairs.
  private void address(String line) {
    String[] words = line.strip().split("\\s+");
    if (words.length < 4 || !words[0].endsWith(":")) {
      return;
    }
    String name = words[1].replaceFirst("@.*", "").replaceFirst(":$", "");
    if (words[2].equals("inet")) {
      four(name, words);
    } else if (words[2].equals("inet6")) {
      six(name, words);
    }
  }

  private void four(String name, String[] words) {
    String[] parts = words[3].split("/", 2);
    int prefix = parts.length > 1 ? (int) FactDict.number(parts[1]) : 32;
    long mask = prefix == 0 ? 0 : 0xffffffffL << (32 - prefix) & 0xffffffffL;
    long number = number(parts[0]);
    FactDict entry =
        new FactDict()
            .put("address", parts[0])
            .put("broadcast", after(words, "brd"))
            .put("netmask", text(mask))
            .put("network", text(number & mask))
            .put("prefix", Integer.toString(prefix));
    four.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry);
    if (!parts[0].startsWith("127.")) {
      allFour.add(parts[0]);
    }
  }

  private void six(String name, String[] words) {
    String[] parts = words[3].split("/", 2);
    FactDict entry =
        new FactDict()
            .put("address", parts[0])
            .put("prefix", parts.length > 1 ? parts[1] : "128")
            .put("scope", after(words, "scope"));
    six.computeIfAbsent(name, _ -> new ArrayList<>()).add(entry);
    if (!parts[0].equals("::1")) {
      allSix.add(parts[0]);
    }
  }

  private static String after(String[] words, String key) {
    int at = List.of(words).indexOf(key);
    return at < 0 || at + 1 >= words.length ? "" : words[at + 1];
  }

  private static long number(String address) {
    long number = 0;
    for (String part : address.split("\\.")) {
      number = number << 8 | FactDict.number(part);
    }
    return number;
  }

  private static String text(long number) {
    return "%d.%d.%d.%d"
        .formatted(number >> 24 & 255, number >> 16 & 255, number >> 8 & 255, number & 255);
  }

  /// `/proc/net/route` has addresses as little-endian hexadecimal numbers.
  private DictValue defaultFour() {
    FactDict found = new FactDict();
    source.fileLines("/proc/net/route").stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(
            words -> words.length > 7 && words[1].equals("00000000") && words[7].equals("00000000"))
        .findFirst()
        .ifPresent(words -> {
          long gateway =
              Integer.toUnsignedLong(Integer.reverseBytes(Integer.parseUnsignedInt(words[2], 16)));
          fill(found, words[0], text(gateway), Optional.ofNullable(four.get(words[0])));
        });
    return found.dict();
  }

  private void fill(
      FactDict found, String name, String gateway, Optional<List<FactDict>> addresses) {
    found.put("interface", name).put("gateway", gateway);
    addresses.ifPresent(list ->
        list.getFirst().dict().entries().forEach((key, value) -> found.dict().put(key, value)));
    FactDict device = device(name);
    List.of("macaddress", "mtu", "type")
        .forEach(key -> device.dict().get(key).ifPresent(value -> found.put(key, value)));
    if (gateway.contains(".")) {
      found.put("alias", name);
    }
  }

  private DictValue defaultSix() {
    FactDict found = new FactDict();
    source.fileLines("/proc/net/ipv6_route").stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 9)
        .filter(words -> words[0].matches("0+") && words[1].equals("00"))
        .filter(words -> !words[9].equals("lo") && !words[4].matches("0+"))
        .findFirst()
        .ifPresent(words -> {
          Optional<List<FactDict>> global =
              Optional.ofNullable(six.get(words[9]))
                  .map(list ->
                      list.stream()
                          .sorted(
                              java.util.Comparator.comparing(each ->
                                  !each.dict()
                                      .get("scope")
                                      .map(dev.holdfast.language.value.Text::str)
                                      .orElse("")
                                      .equals("global")))
                          .collect(Collectors.toList()));
          fill(found, words[9], compressed(words[4]), global);
        });
    return found.dict();
  }

  /// An address of 32 hexadecimal digits in its short form.
  private static String compressed(String digits) {
    byte[] bytes = HexFormat.of().parseHex(digits);
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < 16; i += 2) {
      groups.add(new BigInteger(1, new byte[] {bytes[i], bytes[i + 1]}).toString(16));
    }
    String text = String.join(":", groups);
    String longest = "";
    java.util.regex.Matcher zeros = java.util.regex.Pattern.compile("\\b0(?::0)+\\b").matcher(text);
    while (zeros.find()) {
      longest = zeros.group().length() > longest.length() ? zeros.group() : longest;
    }
    return longest.isEmpty() ? text : text.replaceFirst("(?:^|:)" + longest + "(?::|$)", "::");
  }
}
