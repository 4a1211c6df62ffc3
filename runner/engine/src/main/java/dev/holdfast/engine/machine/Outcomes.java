package dev.holdfast.engine.machine;

import java.util.List;
import java.util.Optional;

/// How steps ended.
///
/// @param ran the outcome of each step that was tried, in order; the last one may have failed
/// @param complete whether every step was carried out
/// @param after the answers to the probes that came with the steps
public record Outcomes(List<Ran> ran, boolean complete, Answers after) {
  public Outcomes {
    ran = List.copyOf(ran);
  }

  /// The outcome that ended the steps early.
  public Optional<Ran> failure() {
    return complete || ran.isEmpty() ? Optional.empty() : Optional.of(ran.getLast());
  }

  /// The outcome of the only or first step.
  public Ran first() {
    return ran.getFirst();
  }

  public Ran last() {
    return ran.getLast();
  }
}
