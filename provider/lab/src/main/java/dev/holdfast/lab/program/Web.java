package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the lab's machines can download, by URL. Nothing ever leaves the lab.
public final class Web {
  private final Map<String, Bytes> pages = new LinkedHashMap<>();

  /// Puts something at an address; what was there is replaced.
  public synchronized void put(String url, String text) {
    pages.put(url, Bytes.of(text));
  }

  synchronized Optional<Bytes> get(String url) {
    return Optional.ofNullable(pages.get(url));
  }

  /// Whether the lab has the server of an address at all.
  synchronized boolean knows(String url) {
    return pages.keySet().stream().anyMatch(page -> server(page).equals(server(url)));
  }

  private static String server(String url) {
    return url.replaceFirst("^([a-z]+://[^/]*).*$", "$1");
  }
}
