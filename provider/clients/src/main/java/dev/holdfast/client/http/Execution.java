package dev.holdfast.client.http;

/// Whether a server did the work of a call that failed.
public enum Execution {
  /// Certainly nothing was done.
  NOT_EXECUTED,
  /// The server began, failed and said so; parts of the work may remain.
  FAILED,
  /// Nobody knows before reading back.
  UNKNOWN
}
