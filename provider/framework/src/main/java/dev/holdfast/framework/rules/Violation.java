package dev.holdfast.framework.rules;

import dev.holdfast.framework.value.Path;

/// A rule of Terraform that an answer breaks.
///
/// @param message what is wrong, as half a sentence without a full stop
/// @param expected what would have been right, as text; empty where `message` says it all
/// @param actual what was found, as text; empty likewise. Neither shows sensitive values
public record Violation(Path path, String message, String expected, String actual) {

  static Violation of(Path path, String message) {
    return new Violation(path, message, "", "");
  }
}
