package dev.holdfast.app.train;

import java.util.concurrent.Callable;

/// What went wrong between this client and a plugin process.
public final class PluginFailure extends RuntimeException {

  PluginFailure(String message) {
    super(message);
  }

  PluginFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /// Runs what may be interrupted, which nobody does to this client.
  static <T> T uninterrupted(Callable<T> call) {
    try {
      return call.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PluginFailure("Interrupted while waiting for the plugin", e);
    } catch (Exception e) {
      throw new PluginFailure("Unable to wait for the plugin", e);
    }
  }
}
