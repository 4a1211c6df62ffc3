package dev.holdfast.simulator.netmaker;

import java.util.Comparator;

/// A version of the server.
public record Release(int major, int minor, int patch) implements Comparable<Release> {

  private static final Comparator<Release> ORDER =
      Comparator.comparingInt(Release::major)
          .thenComparingInt(Release::minor)
          .thenComparingInt(Release::patch);

  boolean atLeast(int otherMajor, int otherMinor, int otherPatch) {
    return compareTo(new Release(otherMajor, otherMinor, otherPatch)) >= 0;
  }

  /// Whether networks have booleans and calls of hosts are their own.
  boolean redesigned() {
    return atLeast(1, 5, 1);
  }

  @Override
  public int compareTo(Release other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "v" + major + "." + minor + "." + patch;
  }
}
