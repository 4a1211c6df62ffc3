package dev.holdfast.simulator.netmaker;

/// Who makes a request.
sealed interface Caller {

  record Nobody() implements Caller {}

  record Master() implements Caller {}

  record User(String name) implements Caller {}

  record Host(String id) implements Caller {}

  /// For the request log.
  default String label() {
    return switch (this) {
      case Nobody _ -> "";
      case Master _ -> "masterkey";
      case User(String name) -> name;
      case Host(String id) -> "host " + id;
    };
  }
}
