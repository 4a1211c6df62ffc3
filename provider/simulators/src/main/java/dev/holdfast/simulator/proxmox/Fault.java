package dev.holdfast.simulator.proxmox;

import java.time.Duration;
import java.util.List;

/// Something that shall go wrong with the next requests of a kind.
///
/// @param method the verb, or `*`
/// @param path the path as the API writes it, `/nodes/{node}/qemu/{vmid}/clone`; a `*` at the end
///   takes every path that starts so
/// @param count how many requests it meets
/// @param kind what goes wrong
public record Fault(String method, String path, int count, Kind kind) {

  /// What can go wrong.
  public sealed interface Kind {

    /// A `flock` cannot be had in time: nothing is done, the server says so after 10 s.
    record LockTimeout() implements Kind {}

    /// The task is started and fails with this text; a call without task answers 500 with it.
    record TaskFailure(String text) implements Kind {}

    /// Nothing is done; the answer is this status.
    record ServerError(int status, String text) implements Kind {}

    /// The node cannot be reached: 595, empty body, after some seconds; nothing is done.
    record NoRoute() implements Kind {}

    /// The work is done, the answer is 596, empty body.
    record BrokenPipe() implements Kind {}

    /// The work is done, the answer comes late.
    record Slow(Duration delay) implements Kind {}

    /// The connection is cut before any work.
    record CutBefore() implements Kind {}

    /// The work is done, then the connection is cut without an answer.
    record LostAnswer() implements Kind {}

    /// Every ticket is worthless from now on, and this request gets a 401 whatever it carries.
    record ExpiredTicket() implements Kind {}

    /// Something of the test's own happens before the work, for instance the end of a process.
    record HookBefore(Runnable hook) implements Kind {}

    /// The same after the work, before the answer.
    record HookAfter(Runnable hook) implements Kind {}
  }

  /// One of every kind that needs no code of the test, for matrices of all faults.
  public static List<Kind> kinds() {
    return List.of(
        new Kind.LockTimeout(),
        new Kind.TaskFailure("command 'simulated' failed: exit code 1"),
        new Kind.ServerError(500, "simulated internal error"),
        new Kind.ServerError(503, "simulated overload"),
        new Kind.NoRoute(),
        new Kind.BrokenPipe(),
        new Kind.Slow(Duration.ofSeconds(20)),
        new Kind.CutBefore(),
        new Kind.LostAnswer(),
        new Kind.ExpiredTicket());
  }

  /// The fault for one request.
  public static Fault once(String method, String path, Kind kind) {
    return new Fault(method, path, 1, kind);
  }
}
