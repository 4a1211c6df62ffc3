package dev.holdfast.transport.shell;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// Starts the virtual threads of a shell: each moves one stream or watches one clock.
///
/// They are never interrupted: an interrupt closes the socket below a virtual thread that reads or
/// writes, and with it every other channel. What blocks ends when its channel is closed.
final class Pump {
  private Pump() {}

  static <T> CompletableFuture<T> start(String what, Callable<T> work) {
    var done = new CompletableFuture<T>();
    Thread.ofVirtual()
        .name("shell " + what)
        .start(() -> {
          try {
            done.complete(work.call());
          } catch (Exception e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }
}
