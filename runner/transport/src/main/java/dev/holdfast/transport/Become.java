package dev.holdfast.transport;

import java.util.List;
import java.util.Optional;

/// As whom commands run on a machine.
public sealed interface Become {
  /// As the user who logged in.
  record Login() implements Become {
    // Those that a record gets by itself are made anew in each process, which takes milliseconds.
    @Override
    public boolean equals(Object other) {
      return other instanceof Login;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /// As another user through a program of the machine.
  ///
  /// @param method `sudo`, `su` or `doas`
  /// @param flags further flags of the program, as `become_flags` gives them
  record Other(
      String method, String user, String executable, String flags, Optional<Secret> password)
      implements Become {
    @Override
    public boolean equals(Object other) {
      return other instanceof Other that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
      return parts().hashCode();
    }

    private List<Object> parts() {
      return List.of(method, user, executable, flags, password);
    }
  }

  static Become login() {
    return new Login();
  }
}
