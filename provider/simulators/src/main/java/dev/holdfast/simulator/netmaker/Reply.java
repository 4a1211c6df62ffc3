package dev.holdfast.simulator.netmaker;

import tools.jackson.databind.JsonNode;

/// The forms in which calls answer.
sealed interface Reply {

  /// The value itself.
  record Raw(JsonNode value) implements Reply {}

  /// The value in `{Code, Message, Response}`.
  record Envelope(int status, String message, JsonNode value) implements Reply {}

  /// A status without a body.
  record Empty() implements Reply {}

  /// Plain text.
  record Words(int status, String text) implements Reply {}
}
