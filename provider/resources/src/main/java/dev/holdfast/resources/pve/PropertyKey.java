package dev.holdfast.resources.pve;

import dev.holdfast.client.proxmox.format.PropertyFormat;
import dev.holdfast.client.proxmox.format.PropertyString;
import java.util.LinkedHashMap;
import java.util.Map;

/// A configuration key, or family of keys, whose text is a property string.
///
/// @param name the key, without its number for a family
/// @param format how its parts are written
public record PropertyKey(String name, PropertyFormat format) {

  public static final PropertyKey AGENT = of("agent", "enabled");
  public static final PropertyKey BOOT = of("boot", "legacy");
  public static final PropertyKey CPU = of("cpu", "cputype");
  public static final PropertyKey DISK = new PropertyKey("disk", PropertyFormat.DISK);
  public static final PropertyKey IPCONFIG = new PropertyKey("ipconfig", PropertyFormat.named());
  public static final PropertyKey MEMORY = of("memory", "current");
  public static final PropertyKey NET = new PropertyKey("net", PropertyFormat.NETWORK);

  /// A key with a part whose name may be left out.
  public static PropertyKey of(String name, String defaultPart) {
    return new PropertyKey(name, PropertyFormat.withDefault(defaultPart));
  }

  /// The parts of a text, in its order.
  public Map<String, String> parse(String text) {
    return new LinkedHashMap<>(format.parse(text).parts());
  }

  /// The text of the parts.
  public String print(Map<String, String> parts) {
    return format.print(new PropertyString(parts));
  }
}
