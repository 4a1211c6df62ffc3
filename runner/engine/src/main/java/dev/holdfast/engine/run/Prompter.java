package dev.holdfast.engine.run;

import java.util.Optional;

/// Asks the person at the terminal.
public interface Prompter {
  /// A line of input; empty when nobody is there.
  ///
  /// @param hidden whether what is typed stays invisible
  Optional<String> ask(String prompt, boolean hidden);

  /// A line for the person, outside the events of the run.
  void say(String text);

  /// Nobody is there.
  static Prompter nobody() {
    return new Prompter() {
      @Override
      public Optional<String> ask(String prompt, boolean hidden) {
        return Optional.empty();
      }

      @Override
      public void say(String text) {
        // Nobody listens.
      }
    };
  }
}
