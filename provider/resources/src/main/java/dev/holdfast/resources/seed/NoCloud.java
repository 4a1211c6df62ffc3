package dev.holdfast.resources.seed;

import dev.holdfast.resources.work.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What cloud-init reads from a disk with the label `cidata`: its source NoCloud.
///
/// Source: cloud-init's documentation, "NoCloud".
///
/// @param hostname what the machine calls itself; without one the image's own name stays
/// @param userData a text that cloud-init knows by its first line, such as `#cloud-config`
/// @param networkConfig version 1 or 2 of the network configuration; without one cloud-init asks
///   for addresses by DHCP
/// @param vendorData like user data, which counts more
public record NoCloud(
    Optional<String> hostname,
    String userData,
    Optional<String> networkConfig,
    Optional<String> vendorData) {
  private static final String LABEL = "cidata";

  /// The identity of the instance: another one makes cloud-init run as at a first boot. It is made
  /// of all that stands here, so that it changes when any of that changes.
  public String instanceId() {
    return "iid-"
        + new Fingerprint()
            .apart(hostname.orElse(""))
            .apart(userData)
            .apart(networkConfig.orElse(""))
            .apart(vendorData.orElse(""))
            .digits(10);
  }

  /// The files of the disk.
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    StringBuilder meta = new StringBuilder("instance-id: " + instanceId() + "\n");
    hostname.ifPresent(name -> meta.append("local-hostname: ").append(quoted(name)).append('\n'));
    files.put("meta-data", bytes(meta.toString()));
    files.put("user-data", bytes(userData));
    networkConfig.ifPresent(text -> files.put("network-config", bytes(text)));
    vendorData.ifPresent(text -> files.put("vendor-data", bytes(text)));
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /// The whole disk.
  public byte[] image() {
    return IsoImage.of(LABEL, files());
  }

  /// Texts may hold secrets, so none is printed.
  @Override
  public String toString() {
    return "NoCloud[" + instanceId() + "]";
  }
}
