package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.ApiCall;
import dev.holdfast.simulator.proxmox.api.Kind;
import dev.holdfast.simulator.proxmox.api.Parameter;
import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How configuration values are stored and shown.
final class OptionValues {

  private static final String CONFIG = "PUT /nodes/{node}/qemu/{vmid}/config";
  private static final Set<String> NOT_OPTIONS =
      Set.of("node", "vmid", "delete", "digest", "force", "revert", "skiplock", "cdrom");
  private static final String MASK = "**********";

  private OptionValues() {}

  /// Whether a key is part of a configuration; `cdrom` is only another name of `ide2`.
  static boolean isOption(World world, String key) {
    return !NOT_OPTIONS.contains(key) && config(world).parameter(key).isPresent();
  }

  private static ApiCall config(World world) {
    return world.api.call(CONFIG);
  }

  /// What the server makes of a value that is no disk.
  static String stored(World world, String key, String value) {
    if (Slots.isNet(key)) {
      PropertyString card = PropertyString.read(world.parts("nic"), value);
      return (card.get("macaddr").isPresent() ? card : card.with("macaddr", world.newMac())).text();
    }
    return switch (key) {
      case "tags" -> ConfigWriter.tags(value);
      case "vmgenid" -> value.equals("1") ? world.newUuid() : value;
      case "cipassword" -> hashed(value);
      case "sshkeys" -> checkedKeys(value);
      case "hookscript" -> checkedScript(world, value);
      default -> value.isEmpty() ? " " : value;
    };
  }

  /// A password that is no crypt hash yet becomes one.
  private static String hashed(String value) {
    return value.matches("\\$\\w+\\$.*") ? value : "$5$simulated$" + Vm.sha1(value);
  }

  private static String checkedKeys(String value) {
    for (String line : decoded(value).split("\n")) {
      boolean key =
          line.isBlank()
              || line.matches(
                  "(.* )?(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp\\d+|sk-\\S+) "
                      + "AAAA[A-Za-z0-9+/]{16,}={0,3}( .*)?\\s*");
      if (!key) {
        throw Stop.error("SSH public key validation error");
      }
    }
    return value;
  }

  /// The keys as text.
  static String decoded(String value) {
    return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String checkedScript(World world, String value) {
    VolumeId id = VolumeId.parse(value).orElseThrow();
    Storage storage = world.storage(id.storage());
    for (Map.Entry<String, Map<String, Volume>> side : storage.everywhere()) {
      if (side.getValue().containsKey(id.name())) {
        return value;
      }
    }
    throw Stop.parameter("hookscript", "script '" + value + "' does not exist");
  }

  /// A configuration as `GET .../config` shows it: integers and booleans as numbers.
  static Map<String, Object> shown(World world, Map<String, String> config, boolean mask) {
    Map<String, Object> shown = new LinkedHashMap<>();
    config.forEach((key, value) -> shown.put(key, shown(world, key, value, mask)));
    return shown;
  }

  static Object shown(World world, String key, String value, boolean mask) {
    if (mask && key.equals("cipassword")) {
      return MASK;
    }
    Optional<Kind> kind = config(world).parameter(key).map(Parameter::kind);
    boolean number = kind.isPresent() && isNumber(kind.get()) && !value.isBlank();
    return number ? (Object) Long.valueOf(value) : value;
  }

  private static boolean isNumber(Kind kind) {
    return switch (kind) {
      case Kind.Flag _, Kind.Whole _ -> true;
      case Kind.Decimal _, Kind.Choice _, Kind.Text _, Kind.Texts _, Kind.Compound _ -> false;
    };
  }
}
