package dev.holdfast.app.train;

/// What a plugin answered that it must not in a training run.
final class PluginFailure extends RuntimeException {

  PluginFailure(String message) {
    super(message);
  }
}
