package dev.holdfast.simulator.http;

/// What a connection brings next.
sealed interface Incoming {

  /// Nothing more: the peer ended the connection, or was silent for too long.
  record Ended() implements Incoming {}

  /// Something that the server gives up reading without a word.
  record Unanswerable() implements Incoming {}

  /// Something that is not a request.
  record Malformed(HttpResponse answer) implements Incoming {}

  /// A request line with its headers.
  record Request(RequestHead head) implements Incoming {}
}
