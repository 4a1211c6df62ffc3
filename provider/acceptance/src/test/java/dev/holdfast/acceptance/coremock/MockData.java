package dev.holdfast.acceptance.coremock;

import java.util.Map;
import java.util.Set;

/// What a configured provider hands to its types.
///
/// @param failures ids whose operation fails
/// @param deferred ids whose plan is put off
record MockData(Store store, Map<Operation, Set<String>> failures, Set<String> deferred) {

  /// What can be made to fail.
  enum Operation {
    CREATE,
    READ,
    UPDATE,
    DELETE
  }

  boolean fails(Operation operation, String id) {
    return failures.getOrDefault(operation, Set.of()).contains(id);
  }
}
