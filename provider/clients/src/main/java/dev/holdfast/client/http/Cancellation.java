package dev.holdfast.client.http;

/// A stop signal that interrupts waits and calls in flight.
public interface Cancellation {

  boolean cancelled();

  /// Runs the action when the signal is given, at once when it was given before.
  Registration onCancel(Runnable action);

  /// A signal that is never given.
  static Cancellation never() {
    return NeverCancelled.INSTANCE;
  }

  /// The end of interest in a stop signal.
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}

enum NeverCancelled implements Cancellation {
  INSTANCE;

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public Registration onCancel(Runnable action) {
    return () -> {};
  }
}
