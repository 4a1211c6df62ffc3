package dev.holdfast.server.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// What keeps the plugin process alive through Ctrl-C and ends it when it should end.
///
/// Ctrl-C reaches the whole process group. Terraform then asks us to stop through the protocol; a
/// plugin that died of the signal would lose what it just created.
public final class ProcessGuard {
  private final AtomicBoolean ending = new AtomicBoolean();

  /// Leaves interrupt and termination to the host.
  public void ignoreSignals() {
    for (String name : new String[] {"INT", "TERM"}) {
      try {
        Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
      } catch (IllegalArgumentException _) {
        // The platform has no such signal, or the JVM was told to leave it alone.
      }
    }
  }

  /// Runs `end` when the parent process dies: a killed host cannot tell us to end.
  ///
  /// @param parent asked for before the host heard of us, so that it is the host even when that has
  ///   died since
  public void watchParent(Optional<ProcessHandle> parent, Runnable end) {
    parent.ifPresent(host -> {
      CompletableFuture<Void> _ = host.onExit().thenRun(end);
    });
  }

  /// Closes the endpoint and ends the process at once. A repeat does nothing.
  public void end(PluginEndpoint endpoint) {
    if (ending.compareAndSet(false, true)) {
      Thread.ofPlatform().name("plugin-end").start(() -> closeAndHalt(endpoint));
    }
  }

  private static void closeAndHalt(PluginEndpoint endpoint) {
    try {
      close(FileDescriptor.out);
      close(FileDescriptor.err);
      endpoint.close();
    } finally {
      // Not exit: nothing of ours runs in shutdown hooks, and the host counts the milliseconds.
      Runtime.getRuntime().halt(0);
    }
  }

  /// Lets the host see the end of our output before that of the process: in the other order it logs
  /// an error now and then.
  private static void close(FileDescriptor output) {
    try {
      new FileOutputStream(output).close();
    } catch (IOException _) {
      // Closed already.
    }
  }
}
