package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Words;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The programs of a machine that `pip` goes through: a Python, its pip, and what makes virtual
/// environments.
///
/// @param directory where they run
/// @param umask octal; empty for the user's own
record PipPrograms(Invocation invocation, String directory, String umask) {
  private static final List<String> PYTHONS =
      List.of("/usr/bin/python3", "/usr/libexec/platform-python", "python3", "python");
  private static final String HAS_PIP =
      "import importlib.util,sys; sys.exit(importlib.util.find_spec('pip') is None)";

  Ran run(List<String> words) {
    return run(words, Optional.empty());
  }

  /// Runs a program where the task wants it, with the task's creation mask.
  ///
  /// @param first a directory that comes first on the path
  Ran run(List<String> words, Optional<String> first) {
    StringBuilder text = new StringBuilder();
    if (!umask.isEmpty()) {
      text.append("umask ").append(umask.replaceFirst("^0[oO]?(?=.)", "0")).append('\n');
    }
    first.ifPresent(
        path -> text.append("PATH=").append(Sh.quote(path)).append(":$PATH; export PATH\n"));
    text.append("exec ").append(Sh.quote(words));
    return Tools.of(invocation).run(Command.shell(text.toString()).in(directory));
  }

  /// The words that start pip.
  List<String> pip(Optional<String> environment) {
    Optional<String> given = invocation.arguments().text("executable");
    if (environment.isPresent()) {
      return List.of(inside(environment.get()));
    }
    if (given.filter(path -> path.startsWith("/")).isPresent()) {
      return List.of(given.get());
    }
    Optional<String> python = given.isPresent() ? Optional.empty() : python();
    if (python.filter(path -> run(List.of(path, "-c", HAS_PIP)).ok()).isPresent()) {
      return List.of(python.get(), "-m", "pip.__main__");
    }
    String program = given.orElse("pip3");
    return List.of(
        Tools.of(invocation)
            .find(program)
            .orElseThrow(() ->
                ModuleFailure.of(
                    "Unable to find any of %s to use.  pip needs to be installed."
                        .formatted(program))));
  }

  private String inside(String environment) {
    List<String> names = List.of("pip3", "pip");
    List<Probe.Stat> stats =
        names.stream()
            .map(name -> Probe.Stat.of(environment + "/bin/" + name).following(true))
            .toList();
    Answers answers = invocation.machine().ask(List.copyOf(stats));
    return stats.stream()
        .filter(probe -> answers.stat(probe).map(FileStatus::access).orElse("").contains("x"))
        .map(Probe.Stat::path)
        .findFirst()
        .orElseThrow(() ->
            ModuleFailure.of(
                ("Unable to find pip in the virtualenv, %s, under any of these names: %s. "
                        + "Make sure pip is present in the virtualenv.")
                    .formatted(environment, String.join(", ", names))));
  }

  /// The Python that Ansible's own module would run with.
  private Optional<String> python() {
    Optional<String> given =
        invocation
            .context()
            .variableOfMachine("ansible_python_interpreter")
            .map(Text::str)
            .filter(text -> !text.isBlank() && !text.startsWith("auto"));
    Optional<String> discovered =
        invocation
            .context()
            .variableOfMachine("ansible_facts")
            .filter(DictValue.class::isInstance)
            .flatMap(facts -> ((DictValue) facts).get("discovered_interpreter_python"))
            .map(Text::str);
    return given
        .or(() -> discovered)
        .or(() ->
            Tools.of(invocation).findAll(PYTHONS).stream().flatMap(Optional::stream).findFirst());
  }

  /// Makes a virtual environment.
  Ran makeEnvironment(String path) {
    Parameters arguments = invocation.arguments();
    String line = arguments.must("virtualenv_command");
    List<String> command = new ArrayList<>(Words.split(line));
    if (!command.getFirst().contains("/")) {
      command.set(0, Tools.of(invocation).must(command.getFirst()));
    }
    if (arguments.on("virtualenv_site_packages")) {
      command.add("--system-site-packages");
    } else if (options(command.getFirst()).anyMatch("--no-site-packages"::equals)) {
      command.add("--no-site-packages");
    }
    Optional<String> python = arguments.text("virtualenv_python").filter(text -> !text.isEmpty());
    boolean venv = line.contains("pyvenv") || line.contains("-m venv");
    if (venv && python.isPresent()) {
      throw ModuleFailure.of(
          "virtualenv_python should not be used when using the venv module or pyvenv as"
              + " virtualenv_command");
    }
    if (!venv) {
      python.or(this::python).ifPresent(program -> command.add("-p" + program));
    }
    command.add(path);
    Ran ran = run(command);
    if (!ran.ok()) {
      throw failure(command, ran.text(), ran.errors());
    }
    return ran;
  }

  private Stream<String> options(String program) {
    Ran help = Tools.of(invocation).run(List.of(program, "--help"));
    if (!help.ok()) {
      throw ModuleFailure.of(
          "Could not get output from %s --help: %s"
              .formatted(program, help.text() + help.errors()));
    }
    return Stream.of(help.text().strip().split("\\s+")).filter(word -> word.startsWith("--"));
  }

  static ModuleFailure failure(List<String> command, String out, String err) {
    String message =
        (out.isEmpty() ? "" : "stdout: " + out) + (err.isEmpty() ? "" : "\n:stderr: " + err);
    return ModuleFailure.of(message)
        .with("cmd", new ListValue(command.stream().map(Str::unsafe).toList()));
  }
}
