package dev.holdfast.cli.common;

import java.io.Serial;

/// A command that cannot be carried out: the text is for the user, the kind decides the exit
/// status.
public final class CommandException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// What went wrong.
  public enum Kind {
    /// Something in the world: a file, a password, a server.
    ERROR(1),
    /// Something that Ansible has and we do not.
    NOT_SERVED(2),
    /// Options that do not go together; the help is shown.
    OPTIONS(5);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  public CommandException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public static CommandException error(String message) {
    return new CommandException(Kind.ERROR, message);
  }

  public static CommandException options(String message) {
    return new CommandException(Kind.OPTIONS, message);
  }

  public static CommandException notServed(String message) {
    return new CommandException(Kind.NOT_SERVED, message);
  }

  public Kind kind() {
    return kind;
  }
}
