package dev.holdfast.client.proxmox;

/// The number of a guest, unique in its cluster: 100 to 999999999.
public record VmId(int number) implements Comparable<VmId> {
  public static final int MIN = 100;
  public static final int MAX = 999_999_999;

  public VmId {
    if (number < MIN || number > MAX) {
      throw new IllegalArgumentException(
          "%d is no VM id: it must lie between %d and %d.".formatted(number, MIN, MAX));
    }
  }

  public static VmId parse(String text) {
    try {
      return new VmId(Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'%s' is no VM id.".formatted(text), e);
    }
  }

  @Override
  public int compareTo(VmId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
