package dev.holdfast.client.proxmox;

import tools.jackson.databind.JsonNode;

/// What one attempt at a call gave, with the advice that only the reader of the answer can give.
sealed interface Reply {

  record Data(JsonNode data) implements Reply {}

  record Failed(ProxmoxException failure, Advice advice) implements Reply {}

  /// What may be done about a failure.
  enum Advice {
    /// Nothing: it would fail again, or might do the work twice.
    GIVE_UP,
    /// The connection was a stale one: the same again.
    AGAIN,
    /// The entry point is the trouble: another one.
    ELSEWHERE,
    /// The node behind the entry point is the trouble, or the entry point is silent and each
    /// attempt costs a long wait: once through every other entry point.
    AROUND,
    /// The ticket is no longer taken: log in and do the same.
    LOGIN,
    /// A passing trouble: the same after a while.
    LATER
  }
}
