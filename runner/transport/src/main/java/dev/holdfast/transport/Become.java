package dev.holdfast.transport;

import java.util.Optional;

/// As whom commands run on a machine.
public sealed interface Become {
  /// As the user who logged in.
  record Login() implements Become {}

  /// As another user through a program of the machine.
  ///
  /// @param method `sudo`, `su` or `doas`
  /// @param flags further flags of the program, as `become_flags` gives them
  record Other(
      String method, String user, String executable, String flags, Optional<Secret> password)
      implements Become {}

  static Become login() {
    return new Login();
  }
}
