package dev.holdfast.lab.kube;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Ends;
import java.io.Serial;

/// Why a program of Kubernetes ends with an error.
final class KubeFault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean unknown;

  private KubeFault(String message, boolean unknown) {
    super(message);
    this.unknown = unknown;
  }

  static KubeFault of(String message) {
    return new KubeFault(message, false);
  }

  /// A use that has no model.
  static KubeFault notSimulated(String what) {
    return new KubeFault(what, true);
  }

  Ran ended(String said) {
    return unknown
        ? Ends.notSimulated(String.valueOf(getMessage()))
        : Ends.of(1, said, getMessage() + "\n");
  }
}
