package dev.holdfast.simulator.http;

/// How an answer reaches the peer, or does not.
public sealed interface Delivery {

  /// The answer as it should be.
  record Whole() implements Delivery {}

  /// Only the first bytes of the answer (status line and headers count), then the connection is
  /// cut; 0 cuts before any answer.
  record CutAfter(int bytes) implements Delivery {
    /// Refuses a negative count.
    public CutAfter {
      if (bytes < 0) {
        throw new IllegalArgumentException("cannot cut after " + bytes + " bytes");
      }
    }
  }

  /// No answer at all: the connection stays open and silent until the peer or the server ends it.
  record Silence() implements Delivery {}

  /// The text, one byte a character, instead of an answer; then the connection ends.
  record Garbage(String latin1) implements Delivery {}
}
