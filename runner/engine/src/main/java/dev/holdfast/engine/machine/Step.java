package dev.holdfast.engine.machine;

import dev.holdfast.transport.Payload;
import java.util.List;
import java.util.Optional;

/// A change to a machine. Steps are sent together, run in order and stop at the first that fails,
/// unless it says otherwise.
public sealed interface Step {
  /// A command.
  ///
  /// @param required whether a status other than 0 ends the steps
  record Run(Command command, boolean required) implements Step {
    public static Run of(String... words) {
      return new Run(Command.of(words), true);
    }

    public static Run any(Command command) {
      return new Run(command, false);
    }
  }

  /// A command that is not run when a path that `creates` matches exists, or none that `removes`
  /// matches does; the outcome's note says so. It may end with any status.
  record GuardedRun(Command command, Optional<String> creates, Optional<String> removes)
      implements Step {}

  /// A program that is sent along: written to a file that only its user may read, run from there,
  /// removed whatever happens.
  ///
  /// @param name what its own path ends in
  /// @param arguments shell text
  /// @param interpreter shell text before its path; empty to run it by itself
  record RunProgram(
      String name,
      Payload content,
      String arguments,
      String interpreter,
      String directory,
      Optional<String> creates,
      Optional<String> removes)
      implements Step {}

  /// A file with a content, put in place in one moment: written beside the target, given its
  /// access, then renamed. Whoever looks sees the old content or the new, never half of it.
  ///
  /// @param access given to the new file before it shows
  /// @param validate a command whose words contain `%s` for the new file; when it fails, nothing
  ///   changes
  /// @param unsafe whether content may be written into the old file where renaming is refused
  record Write(
      String path, Payload content, Access access, Optional<List<String>> validate, boolean unsafe)
      implements Step {
    public static Write of(String path, String content, Access access) {
      return new Write(path, Payload.of(content), access, Optional.empty(), false);
    }
  }

  /// The same with the content of another file of the machine.
  ///
  /// @param move whether the source is gone afterwards
  record Install(
      String source,
      String path,
      Access access,
      Optional<List<String>> validate,
      boolean unsafe,
      boolean move)
      implements Step {}

  /// A plain copy of a file or tree with its access and times.
  record Duplicate(String source, String path) implements Step {}

  /// A directory and those above it that are missing, all with the same access.
  record MakeDirectory(String path, Access access) implements Step {}

  /// A link. Whatever is no directory at the path is replaced.
  record Link(String target, String path, boolean symbolic) implements Step {}

  /// The end of a path and what is below it. An absent one is no failure.
  record Remove(String path) implements Step {}

  /// Another name for a path; an existing file there is replaced.
  record Move(String source, String path) implements Step {}

  /// Access of existing paths; links themselves change owner, never their targets.
  record SetAccess(List<String> paths, Access access) implements Step {
    public SetAccess {
      paths = List.copyOf(paths);
    }
  }

  /// Extended attribute flags as `chattr` takes them (`+i`, `=a`).
  record SetAttributes(String path, String flags) implements Step {}

  /// The security context of a path.
  record SetContext(String path, String context) implements Step {}

  /// Times of a path, which is created when it is absent. Seconds since 1970, empty for now.
  record Touch(String path, Optional<String> accessed, Optional<String> modified, boolean create)
      implements Step {}

  /// Who may do what with a file.
  ///
  /// @param mode permission bits; empty to leave them to the creation mask
  /// @param owner name or number
  /// @param group name or number
  record Access(Optional<Integer> mode, Optional<String> owner, Optional<String> group) {
    public static final Access DEFAULT =
        new Access(Optional.empty(), Optional.empty(), Optional.empty());

    public static Access mode(int mode) {
      return new Access(Optional.of(mode), Optional.empty(), Optional.empty());
    }

    public boolean isDefault() {
      return mode.isEmpty() && owner.isEmpty() && group.isEmpty();
    }
  }
}
