package dev.holdfast.client.netmaker;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The version of a server, such as `v1.5.1`.
public record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {
  private static final Pattern FORM =
      Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?.*");
  private static final Comparator<ServerVersion> ORDER =
      Comparator.comparingInt(ServerVersion::major)
          .thenComparingInt(ServerVersion::minor)
          .thenComparingInt(ServerVersion::patch);

  /// The oldest that this client speaks to: the egress API and access tokens came with it.
  public static final ServerVersion OLDEST = new ServerVersion(0, 99, 0);

  /// From here on networks have booleans, and deleting hosts and nodes is split by caller.
  public static final ServerVersion REDESIGNED = new ServerVersion(1, 5, 1);

  /// The first of which nothing but client code was seen.
  public static final ServerVersion UNSEEN = new ServerVersion(1, 7, 0);

  /// Reads a version; a build without one, such as `dev`, counts as the newest that is known.
  public static ServerVersion parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    return matcher.matches()
        ? new ServerVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)))
        : REDESIGNED;
  }

  public boolean atLeast(ServerVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(ServerVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
