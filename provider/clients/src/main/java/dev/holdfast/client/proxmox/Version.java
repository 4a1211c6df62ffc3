package dev.holdfast.client.proxmox;

/// The version of the node that answers (`GET /version`).
public record Version(int major, int minor, String text) {

  static Version parse(String text) {
    String[] parts = text.split("\\D+", 3);
    try {
      return new Version(Integer.parseInt(parts[0]), parts.length > 1 ? number(parts[1]) : 0, text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' is no version.".formatted(text), e);
    }
  }

  public boolean atLeast(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
  }

  @Override
  public String toString() {
    return text;
  }

  private static int number(String digits) {
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }
}
