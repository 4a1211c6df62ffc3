package dev.holdfast.simulator.proxmox.api;

/// The version of a Proxmox VE server, such as `9.2.11`.
public record PveVersion(int major, int minor, int patch) {

  /// Reads `major.minor.patch`.
  public static PveVersion parse(String text) {
    String[] parts = text.split("\\.");
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a version of three numbers: " + text);
    }
    return new PveVersion(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  /// Whether this server has what came with 9.0.
  public boolean isNine() {
    return major >= 9;
  }

  /// The first two numbers, as `/version` calls the release.
  public String release() {
    return major + "." + minor;
  }

  @Override
  public String toString() {
    return release() + "." + patch;
  }
}
