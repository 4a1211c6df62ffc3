package dev.holdfast.modules;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// `seport`: which SELinux type a port has. Needs `semanage`.
final class SeportModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "seport",
        ArgumentSpec.of(
            Argument.bool("ignore_selinux_state", false),
            Argument.list("ports").must(),
            Argument.str("proto").must().choices("tcp", "udp"),
            Argument.str("setype").must(),
            Argument.str("state").or("present").choices("absent", "present"),
            Argument.bool("reload", true),
            Argument.bool("local", false)));
  }

  /// A line of the policy's table: a type, a protocol and its ports.
  private record Row(String type, String protocol, List<String> ports) {}

  @Override
  public ModuleResult run(Invocation invocation) {
    SebooleanModule.requireEnabled(invocation);
    Parameters arguments = invocation.arguments();
    String program = Tools.of(invocation).must("semanage");
    List<Row> rows = rows(invocation, program, arguments.on("local"));
    String type = arguments.must("setype");
    String protocol = arguments.must("proto");
    boolean present = arguments.must("state").equals("present");
    List<Step> steps = new ArrayList<>();
    for (String port : arguments.texts("ports")) {
      boolean there =
          rows.stream()
              .anyMatch(row ->
                  row.type().equals(type)
                      && row.protocol().equals(protocol)
                      && row.ports().contains(port));
      if (there != present) {
        steps.add(
            step(program, verb(invocation, program, rows, port, present), protocol, type, port));
      }
    }
    if (!steps.isEmpty() && !invocation.checkMode()) {
      invocation
          .machine()
          .apply(steps)
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of(ran.errors().strip());
          });
    }
    return ModuleResult.changed(!steps.isEmpty())
        .with("ports", new ListValue(arguments.texts("ports").stream().map(Str::unsafe).toList()))
        .with("proto", protocol)
        .with("setype", type)
        .with("state", arguments.must("state"));
  }

  /// A port that has a type already is modified, not added.
  private static String verb(
      Invocation invocation, String program, List<Row> rows, String port, boolean present) {
    if (!present) {
      return "-d";
    }
    String protocol = invocation.arguments().must("proto");
    List<Row> all = invocation.arguments().on("local") ? rows(invocation, program, false) : rows;
    return all.stream()
            .anyMatch(row -> row.protocol().equals(protocol) && row.ports().contains(port))
        ? "-m"
        : "-a";
  }

  private static Step step(String program, String verb, String protocol, String type, String port) {
    return verb.equals("-d")
        ? Step.Run.of(program, "port", "-d", "-p", protocol, port)
        : Step.Run.of(program, "port", verb, "-t", type, "-p", protocol, port);
  }

  private static List<Row> rows(Invocation invocation, String program, boolean local) {
    List<String> words = new ArrayList<>(List.of(program, "port", "-l", "-n"));
    if (local) {
      words.add("-C");
    }
    Ran ran = Tools.of(invocation).plain(words);
    if (!ran.ok()) {
      throw ModuleFailure.of(ran.errors().strip());
    }
    return ran.text()
        .lines()
        .map(line -> line.strip().split("\\s+", 3))
        .filter(fields -> fields.length == 3)
        .map(fields ->
            new Row(
                fields[0],
                fields[1],
                Arrays.stream(fields[2].split(",")).map(String::strip).toList()))
        .toList();
  }
}
