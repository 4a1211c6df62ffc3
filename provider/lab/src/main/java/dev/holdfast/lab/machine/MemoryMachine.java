package dev.holdfast.lab.machine;

import dev.holdfast.engine.machine.Ran;
import java.util.Map;
import java.util.Optional;

/// A machine that exists in memory: files, and the programs that are modelled. A program runs when
/// its file is there, as on a real machine, so that what a package brings appears with the package.
public final class MemoryMachine {
  private final String name;
  private final MemoryFiles files;
  private final Accounts accounts;
  private final Map<String, Program> programs;

  /// @param programs by the names of their files
  public MemoryMachine(String name, MemoryFiles files, Map<String, Program> programs) {
    this.name = name;
    this.files = files;
    this.accounts = new Accounts(files);
    this.programs = Map.copyOf(programs);
  }

  public String name() {
    return name;
  }

  public MemoryFiles files() {
    return files;
  }

  public Accounts accounts() {
    return accounts;
  }

  /// The path of a program, empty when there is none; with or without what may be executed.
  Optional<String> find(FileView view, String program, String path) {
    if (program.contains("/")) {
      return Optional.of(program).filter(view::isFile).filter(view::isExecutable);
    }
    for (String folder : path.split(":")) {
      String candidate = (folder.isEmpty() ? "." : folder) + "/" + program;
      if (view.isFile(candidate) && view.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /// Whether a program is one that could be there.
  boolean knows(String program) {
    return programs.containsKey(base(program));
  }

  /// Runs a program as a shell does: one that is not there ends with 127.
  public Ran run(Call call) {
    String first = call.words().getFirst();
    String path = call.environment().getOrDefault("PATH", "/usr/bin");
    Optional<String> found = find(call.files(), first, path);
    if (found.isEmpty()) {
      return knows(first)
          ? Ends.failed(127, "/bin/sh: 1: " + first + ": not found\n")
          : Ends.notSimulated(first);
    }
    return start(call, found.get());
  }

  private Ran start(Call call, String path) {
    Optional<Program> program =
        Optional.ofNullable(programs.get(base(path)))
            .or(() -> Optional.ofNullable(programs.get(base(call.files().real(path)))));
    try {
      return program.map(found -> found.run(call)).orElseGet(() -> Ends.notSimulated(path));
    } catch (FileFault fault) {
      return Ends.failed(1, call.name() + ": " + fault.getMessage() + "\n");
    }
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return "MemoryMachine[" + name + "]";
  }
}
