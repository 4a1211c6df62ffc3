package dev.holdfast.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The middle of what was measured: robust against the one run that something else disturbed.
final class Median {

  private final List<Double> milliseconds = new ArrayList<>();

  void add(Duration duration) {
    milliseconds.add(duration.toNanos() / 1e6);
  }

  double value() {
    List<Double> sorted = new ArrayList<>(milliseconds);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
