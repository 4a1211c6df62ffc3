package dev.holdfast.client.http;

/// What reading back tells about a write whose answer was lost.
public sealed interface Finding<T> {

  /// It was carried out, with this result.
  record Done<T>(T result) implements Finding<T> {}

  /// There is no trace of it.
  record NotDone<T>() implements Finding<T> {}

  /// It cannot be told yet, for instance since a task still runs.
  record Unclear<T>(String seen) implements Finding<T> {}
}
