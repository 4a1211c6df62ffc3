package dev.holdfast.engine.inventory;

/// Takes what the user should know although the run goes on.
@FunctionalInterface
public interface Warnings {
  void warn(String message);
}
