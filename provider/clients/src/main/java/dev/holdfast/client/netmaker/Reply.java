package dev.holdfast.client.netmaker;

import tools.jackson.databind.JsonNode;

/// What one attempt at a call gave, with the advice that only the reader of the answer can give.
sealed interface Reply {

  record Data(JsonNode data) implements Reply {}

  record Failed(NetmakerException failure, Advice advice) implements Reply {}

  /// What may be done about a failure.
  enum Advice {
    /// Nothing: it would fail again, or might do the work twice.
    GIVE_UP,
    /// The connection was a stale one: the same again.
    AGAIN,
    /// The token is no longer taken: log in and do the same.
    LOGIN,
    /// A passing trouble: the same after a while.
    LATER
  }
}
