package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.Int;
import dev.holdfast.transport.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `at`: a command that runs once, later. Needs `at` and `atq`; the command goes to `at` over
/// standard input.
final class AtModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
            "ansible.posix",
            "at",
            ArgumentSpec.of(
                    Argument.str("command"),
                    Argument.str("script_file"),
                    Argument.integer("count"),
                    Argument.str("units").choices("minutes", "hours", "days", "weeks"),
                    Argument.str("state").or("present").choices("absent", "present"),
                    Argument.bool("unique", false))
                .with(
                    Rule.exclusive("command", "script_file"), Rule.oneOf("command", "script_file")))
        .withoutCheckMode();
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Tools tools = Tools.of(invocation);
    String at = tools.must("at");
    boolean present = arguments.must("state").equals("present");
    Optional<Long> count = arguments.number("count").filter(number -> number != 0);
    if (present && (count.isEmpty() || !arguments.has("units"))) {
      throw ModuleFailure.of("present state requires count and units");
    }
    ModuleResult result = ModuleResult.changed(false).with("state", arguments.must("state"));
    String script = script(invocation);
    if (!present) {
      List<String> jobs = jobs(tools, at, script);
      jobs.forEach(job -> tools.checked(List.of(at, "-r", job)));
      return result.with("changed", !jobs.isEmpty());
    }
    if (arguments.on("unique") && !jobs(tools, at, script).isEmpty()) {
      return result;
    }
    List<String> words =
        List.of(at, "now", "+", Long.toString(count.orElse(0L)), arguments.must("units"));
    tools.checked(words, tools.run(Command.of(words).withInput(Payload.of(script))));
    return result
        .with("script_file", arguments.text("script_file"))
        .with("count", Int.of(count.orElse(0L)))
        .with("units", arguments.must("units"))
        .with("changed", true);
  }

  private static String script(Invocation invocation) {
    Optional<String> command = invocation.arguments().text("command");
    if (command.isPresent()) {
      return command.get() + "\n";
    }
    FileText file = FileText.read(invocation.machine(), invocation.arguments().must("script_file"));
    if (!file.exists()) {
      throw ModuleFailure.of("[Errno 2] No such file or directory: '%s'".formatted(file.path()));
    }
    return file.shown();
  }

  /// The numbers of the jobs that contain the script.
  private static List<String> jobs(Tools tools, String at, String script) {
    List<String> jobs = new ArrayList<>();
    String list = tools.checked(List.of(tools.must("atq"))).text();
    for (String line : list.lines().toList()) {
      String number = line.strip().split("\\s+")[0];
      Ran job = tools.checked(List.of(at, "-c", number));
      if (job.text().contains(script.strip())) {
        jobs.add(number);
      }
    }
    return jobs;
  }
}
