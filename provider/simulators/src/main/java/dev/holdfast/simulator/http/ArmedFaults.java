package dev.holdfast.simulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The faults that are switched on at a server, each for a number of requests.
///
/// @param <K> what can go wrong
public final class ArmedFaults<K> {

  private final class Armed {
    private final String method;
    private final String path;
    private final K kind;
    private int left;

    Armed(String method, String path, int count, K kind) {
      this.method = method;
      this.path = path;
      this.left = count;
      this.kind = kind;
    }

    boolean meets(String verb, String template) {
      boolean samePath =
          path.endsWith("*")
              ? template.startsWith(path.substring(0, path.length() - 1))
              : template.equals(path);
      return left > 0 && samePath && (method.equals("*") || method.equals(verb));
    }
  }

  private final List<Armed> armed = new ArrayList<>();

  /// Switches a fault on.
  ///
  /// @param method the verb, or `*`
  /// @param path the path as the API writes it; a `*` at the end takes every path that starts so
  /// @param count how many requests it meets
  public synchronized void add(String method, String path, int count, K kind) {
    armed.add(new Armed(method, path, count, kind));
  }

  /// Switches all faults off.
  public synchronized void clear() {
    armed.clear();
  }

  /// How many requests the faults that are switched on will still meet.
  public synchronized int remaining() {
    return armed.stream().mapToInt(each -> each.left).sum();
  }

  /// The fault that meets a request; it counts as met.
  public synchronized Optional<K> meet(String method, String template) {
    Optional<Armed> found = armed.stream().filter(each -> each.meets(method, template)).findFirst();
    found.ifPresent(each -> each.left--);
    return found.map(each -> each.kind);
  }
}
