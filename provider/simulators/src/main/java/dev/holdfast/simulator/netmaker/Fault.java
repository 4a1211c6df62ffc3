package dev.holdfast.simulator.netmaker;

import java.time.Duration;
import java.util.List;

/// Something that can go wrong with a request.
public sealed interface Fault {

  /// Nothing is done; the answer is this status with the text in the server's error form.
  record ServerError(int status, String text) implements Fault {}

  /// Nothing is done; a proxy before the server answers in its own words.
  record ProxyError(int status) implements Fault {}

  /// The work is done, the answer comes late.
  record Slow(Duration delay) implements Fault {}

  /// The connection is cut before any work.
  record CutBefore() implements Fault {}

  /// The work is done, then the connection is cut without an answer.
  record LostAnswer() implements Fault {}

  /// Every token from a login is worthless from now on, and this request gets a 401.
  record ExpiredTokens() implements Fault {}

  /// Something of the test's own happens before the work.
  record HookBefore(Runnable hook) implements Fault {}

  /// The same after the work, before the answer.
  record HookAfter(Runnable hook) implements Fault {}

  /// One of every kind that needs no code of the test, for matrices of all faults.
  static List<Fault> kinds() {
    return List.of(
        new ServerError(500, "simulated internal error"),
        new ProxyError(502),
        new ProxyError(503),
        new Slow(Duration.ofSeconds(20)),
        new CutBefore(),
        new LostAnswer(),
        new ExpiredTokens());
  }
}
