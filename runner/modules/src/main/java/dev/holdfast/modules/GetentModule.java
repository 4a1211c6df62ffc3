package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Lines;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `getent`: entries of the machine's databases as facts. Without a `getent` of the machine the
/// files of passwd and group answer.
final class GetentModule implements Module {
  private static final Set<String> COLONS = Set.of("passwd", "shadow", "group", "gshadow");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "getent",
        ArgumentSpec.of(
            Argument.str("database").must(),
            Argument.str("key"),
            Argument.str("service"),
            Argument.str("split"),
            Argument.bool("fail_key", true)));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String database = arguments.must("database");
    Ran ran = ask(invocation, database);
    String name = "getent_" + database;
    DictValue entries = new DictValue();
    DictValue facts = new DictValue();
    facts.put(name, entries);
    if (ran.status() == 0) {
      Optional<String> split =
          arguments
              .text("split")
              .or(() -> COLONS.contains(database) ? Optional.of(":") : Optional.empty());
      Lines.of(ran.text()).forEach(line -> add(entries, line, split));
      return ModuleResult.changed(false).with("ansible_facts", facts);
    }
    String missing = "One or more supplied key could not be found in the database.";
    if (ran.status() == 2 && !arguments.on("fail_key")) {
      entries.put(arguments.text("key").orElse(""), None.NONE);
      return ModuleResult.changed(false).with("ansible_facts", facts).with("msg", missing);
    }
    throw ModuleFailure.of(
        switch (ran.status()) {
          case 1 -> "Missing arguments, or database unknown.";
          case 2 -> missing;
          case 3 -> "Enumeration not supported on this database.";
          default -> "Unexpected failure!";
        });
  }

  private static Ran ask(Invocation invocation, String database) {
    Parameters arguments = invocation.arguments();
    List<String> words = new ArrayList<>(List.of("getent", database));
    arguments.text("key").ifPresent(words::add);
    arguments.text("service").ifPresent(service -> words.addAll(List.of("-s", service)));
    Probe.Query query = new Probe.Query(Command.of(words));
    Ran ran = invocation.machine().ask(query).of(query);
    if (ran.status() != 127) {
      return ran;
    }
    if (!database.equals("passwd") && !database.equals("group")) {
      throw ModuleFailure.of("Failed to find required executable \"getent\" in paths");
    }
    return files(invocation, database);
  }

  private static Ran files(Invocation invocation, String database) {
    Optional<String> key = invocation.arguments().text("key");
    Probe probe =
        key.isEmpty()
            ? new Probe.ReadFile("/etc/" + database)
            : database.equals("passwd") ? new Probe.User(key.get()) : new Probe.Group(key.get());
    Ran ran = invocation.machine().ask(probe).of(probe);
    return new Ran(ran.out().isEmpty() ? 2 : 0, ran.note(), ran.out(), ran.err());
  }

  private static void add(DictValue entries, String line, Optional<String> split) {
    String[] fields =
        split
            .map(mark -> line.split(Pattern.quote(mark), -1))
            .orElseGet(() -> line.strip().split("\\s+"));
    ListValue rest = new ListValue(Arrays.stream(fields).skip(1).map(Str::unsafe).toList());
    Optional<Value> old = entries.get(fields[0]);
    if (old.isEmpty()) {
      entries.put(fields[0], rest);
    } else if (old.get() instanceof ListValue list
        && !list.items().isEmpty()
        && list.items().getFirst() instanceof ListValue) {
      list.items().add(rest);
    } else {
      entries.put(fields[0], ListValue.of(old.get(), rest));
    }
  }
}
