package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Words;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `command` and `shell`: one program, or text for a shell, in one round trip.
final class CommandModule implements Module {
  private static final ArgumentSpec ARGUMENTS =
      ArgumentSpec.of(
          Argument.str("_raw_params"),
          Argument.bool("_uses_shell", false),
          Argument.list("argv"),
          Argument.path("chdir"),
          Argument.str("executable"),
          Argument.path("creates"),
          Argument.path("removes"),
          Argument.str("stdin"),
          Argument.bool("stdin_add_newline", true),
          Argument.bool("strip_empty_ends", true));

  private final String name;
  private final boolean shell;

  CommandModule(String name, boolean shell) {
    this.name = name;
    this.shell = shell;
  }

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(name, ARGUMENTS).withFreeForm();
  }

  @Override
  public String messageName(String called) {
    return "ansible.legacy.command";
  }

  /// The command in its two forms: to run, and as results show it.
  private record Line(Command command, Value shown, String joined) {}

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Line line = line(arguments);
    Optional<String> creates = arguments.text("creates");
    Optional<String> removes = arguments.text("removes");
    if (invocation.checkMode()) {
      return checked(invocation, line, creates, removes);
    }
    Instant start = invocation.context().clock().instant();
    Ran ran =
        invocation.machine().apply(new Step.GuardedRun(line.command(), creates, removes)).first();
    Instant end = invocation.context().clock().instant();
    ModuleResult base = empty(line);
    Optional<String> executable = arguments.text("executable").filter(text -> !text.isEmpty());
    if (line.command().program() instanceof Command.Program.Argv && executable.isPresent()) {
      base = base.warning(List.of(unused(executable.get())));
    }
    return switch (ran.note()) {
      case NONE, VALIDATION -> ended(base, ran, arguments, new Span(start, end, invocation));
      case CREATES -> guarded(base, "Did", creates.orElse(""), "exists");
      case REMOVES -> guarded(base, "Did", removes.orElse(""), "does not exist");
      case DIRECTORY ->
          base.with("failed", true)
              .with(
                  "msg",
                  "Unable to change directory before execution: "
                      + Errno.text(ran.status(), arguments.text("chdir").orElse("")));
      case PROGRAM ->
          ModuleResult.failed(Errno.text(ran.status(), program(line)))
              .with("cmd", line.joined())
              .with("rc", ran.status())
              .with("stdout", "")
              .with("stderr", "");
    };
  }

  private static String unused(String executable) {
    return "As of Ansible 2.4, the parameter 'executable' is no longer supported with the 'command'"
        + " module. Not using '"
        + executable
        + "'.";
  }

  private static String program(Line line) {
    return switch (line.command().program()) {
      case Command.Program.Argv(List<String> words, boolean _) -> words.getFirst();
      case Command.Program.Text(String program, String _) -> program;
    };
  }

  private Line line(Parameters arguments) {
    Optional<String> raw = arguments.text("_raw_params").filter(text -> !text.isBlank());
    List<String> argv = arguments.texts("argv");
    if (raw.isEmpty() && argv.isEmpty()) {
      throw refused("no command given");
    }
    if (raw.isPresent() && !argv.isEmpty()) {
      throw refused("only command or argv can be given, not both");
    }
    boolean text = shell || arguments.on("_uses_shell");
    Command.Program program =
        text
            ? new Command.Program.Text(
                arguments.text("executable").orElse("/bin/sh"), raw.orElseGet(() -> Sh.quote(argv)))
            : new Command.Program.Argv(raw.map(Words::split).orElse(argv), true);
    Optional<Payload> input =
        arguments
            .text("stdin")
            .map(given -> Payload.of(arguments.on("stdin_add_newline") ? given + "\n" : given));
    Command command = new Command(program, input, arguments.text("chdir").orElse(""), Map.of());
    return switch (program) {
      case Command.Program.Argv(List<String> words, boolean _) ->
          new Line(
              command, new ListValue(words.stream().map(Str::unsafe).toList()), Sh.quote(words));
      case Command.Program.Text(String shellProgram, String given) ->
          new Line(
              command,
              raw.isPresent()
                  ? Str.unsafe(given)
                  : new ListValue(argv.stream().map(Str::unsafe).toList()),
              Sh.quote(List.of(shellProgram, "-c", given)));
    };
  }

  private static ModuleFailure refused(String message) {
    return new ModuleFailure(
        empty(None.NONE).with("failed", true).with("msg", message).with("rc", 256));
  }

  private static ModuleResult empty(Line line) {
    return empty(line.shown());
  }

  private static ModuleResult empty(Value command) {
    return ModuleResult.changed(false)
        .with("stdout", "")
        .with("stderr", "")
        .with("rc", None.NONE)
        .with("cmd", command)
        .with("start", None.NONE)
        .with("end", None.NONE)
        .with("delta", None.NONE)
        .with("msg", "");
  }

  private static ModuleResult guarded(ModuleResult base, String verb, String path, String because) {
    return base.with("msg", "%s not run command since '%s' %s".formatted(verb, path, because))
        .with("stdout", "skipped, since %s %s".formatted(path, because))
        .with("rc", 0);
  }

  private static ModuleResult ended(ModuleResult base, Ran ran, Parameters arguments, Span span) {
    boolean strip = arguments.on("strip_empty_ends");
    ModuleResult result =
        base.with("changed", true)
            .with("stdout", strip ? stripped(ran.text()) : ran.text())
            .with("stderr", strip ? stripped(ran.errors()) : ran.errors())
            .with("rc", ran.status())
            .with("start", span.startText())
            .with("end", span.endText())
            .with("delta", span.deltaText());
    return ran.status() == 0
        ? result
        : result.with("failed", true).with("msg", "non-zero return code");
  }

  static String stripped(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(0, end);
  }

  private static ModuleResult checked(
      Invocation invocation, Line line, Optional<String> creates, Optional<String> removes) {
    String directory = line.command().directory();
    ModuleResult base = empty(line);
    if (creates.isPresent() && there(invocation, directory, creates.get())) {
      return guarded(base, "Would", creates.get(), "exists");
    }
    if (removes.isPresent() && !there(invocation, directory, removes.get())) {
      return guarded(base, "Would", removes.get(), "does not exist");
    }
    ModuleResult result =
        base.with("rc", 0).with("msg", "Command would have run if not in check mode");
    return creates.isEmpty() && removes.isEmpty()
        ? result.with("skipped", true)
        : result.with("changed", true);
  }

  private static boolean there(Invocation invocation, String directory, String pattern) {
    Probe.Glob probe = new Probe.Glob(directory, pattern);
    Answers answers = invocation.machine().ask(probe);
    return !answers.glob(probe).isEmpty();
  }
}
