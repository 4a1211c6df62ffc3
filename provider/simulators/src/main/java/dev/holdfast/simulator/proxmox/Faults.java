package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.http.ArmedFaults;
import java.util.Optional;

/// The faults that are switched on.
public final class Faults {

  private final ArmedFaults<Fault.Kind> armed = new ArmedFaults<>();

  Faults() {}

  /// Switches a fault on.
  public void add(Fault fault) {
    armed.add(fault.method(), fault.path(), fault.count(), fault.kind());
  }

  /// Switches all faults off.
  public void clear() {
    armed.clear();
  }

  /// How many requests the faults that are switched on will still meet.
  public int remaining() {
    return armed.remaining();
  }

  /// The fault that meets a request; it counts as met.
  Optional<Fault.Kind> meet(String method, String template) {
    return armed.meet(method, template);
  }
}
