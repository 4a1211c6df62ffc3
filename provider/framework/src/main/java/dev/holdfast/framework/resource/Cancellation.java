package dev.holdfast.framework.resource;

import java.util.LinkedHashSet;
import java.util.Set;

/// Tells running work that Terraform asked it to stop (`StopProvider`).
///
/// Safe for use by several threads; once cancelled, always cancelled.
public final class Cancellation {

  private final Set<Runnable> listeners = new LinkedHashSet<>();
  private boolean cancelled;

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /// Runs the listener when cancelled, at once if that has happened; closing takes it back.
  public Registration onCancel(Runnable listener) {
    boolean now;
    synchronized (this) {
      now = cancelled;
      if (!now) {
        listeners.add(listener);
      }
    }
    if (now) {
      listener.run();
    }
    return () -> remove(listener);
  }

  /// Cancels all that listens; a repeat does nothing.
  public void cancel() {
    Set<Runnable> waiting;
    synchronized (this) {
      cancelled = true;
      waiting = new LinkedHashSet<>(listeners);
      listeners.clear();
    }
    waiting.forEach(Runnable::run);
  }

  private synchronized void remove(Runnable listener) {
    listeners.remove(listener);
  }

  /// A listener's subscription.
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
