package dev.holdfast.simulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// What a simulator has answered, in order; for any number of threads.
///
/// @param <R> one request as it was answered
public final class Records<R> {
  private final Function<R, String> call;
  private final List<R> records = new ArrayList<>();

  /// @param call what a request counts as
  public Records(Function<R, String> call) {
    this.call = call;
  }

  public synchronized void add(R record) {
    records.add(record);
  }

  public synchronized List<R> all() {
    return List.copyOf(records);
  }

  /// How often each call was made.
  public synchronized Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    records.forEach(record -> counts.merge(call.apply(record), 1, Integer::sum));
    return counts;
  }

  public synchronized void clear() {
    records.clear();
  }
}
