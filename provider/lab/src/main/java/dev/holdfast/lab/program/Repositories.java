package dev.holdfast.lab.program;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The package repositories that a lab's machines can reach, by the URLs of `sources.list`.
public final class Repositories {
  private final Map<String, List<DebPackage>> byUrl = new LinkedHashMap<>();

  /// Offers packages at an address; what was there is replaced.
  public synchronized void offer(String url, List<DebPackage> packages) {
    byUrl.put(plain(url), List.copyOf(packages));
  }

  /// What an address offers; empty when nobody answers there.
  synchronized Optional<List<DebPackage>> at(String url) {
    return Optional.ofNullable(byUrl.get(plain(url)));
  }

  private static String plain(String url) {
    return url.replaceFirst("/+$", "");
  }
}
