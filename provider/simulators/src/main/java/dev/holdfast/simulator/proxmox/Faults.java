package dev.holdfast.simulator.proxmox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The faults that are switched on.
public final class Faults {

  private static final class Armed {
    private final Fault fault;
    private int left;

    Armed(Fault fault) {
      this.fault = fault;
      this.left = fault.count();
    }
  }

  private final List<Armed> armed = new ArrayList<>();

  Faults() {}

  /// Switches a fault on.
  public synchronized void add(Fault fault) {
    armed.add(new Armed(fault));
  }

  /// Switches all faults off.
  public synchronized void clear() {
    armed.clear();
  }

  /// How many requests the faults that are switched on will still meet.
  public synchronized int remaining() {
    return armed.stream().mapToInt(a -> a.left).sum();
  }

  /// The fault that meets a request; it counts as met.
  synchronized Optional<Fault.Kind> meet(String method, String template) {
    for (Armed candidate : armed) {
      if (candidate.left > 0 && candidate.fault.meets(method, template)) {
        candidate.left--;
        return Optional.of(candidate.fault.kind());
      }
    }
    return Optional.empty();
  }
}
