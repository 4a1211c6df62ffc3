package dev.holdfast.modules;

import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `alternatives`: which of several programs a common name stands for. Needs `update-alternatives`.
final class AlternativesModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "alternatives",
        ArgumentSpec.of(
            Argument.str("name").must(),
            Argument.path("path").must(),
            Argument.path("link"),
            Argument.integer("priority"),
            Argument.str("state").or("selected").choices("present", "selected", "absent", "auto"),
            Argument.listOf(dev.holdfast.engine.module.ArgumentType.DICT, "subcommands")
                .aliases("slaves")
                .withOptions(
                    ArgumentSpec.of(
                        Argument.str("name").must(),
                        Argument.path("path").must(),
                        Argument.path("link").must()))));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One name.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final Tools tools;
    private final String program;
    private final String name;
    private final String path;
    private final AlternativesDisplay now;
    private final List<String> messages = new ArrayList<>();
    private final DictValue before = new DictValue();
    private final DictValue after = new DictValue();

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.tools = Tools.of(invocation);
      this.program = tools.must("update-alternatives");
      this.name = arguments.must("name");
      this.path = arguments.must("path");
      var ran = tools.plain(List.of(program, "--display", name));
      this.now =
          AlternativesDisplay.parse(
              ran.ok() ? ran.text() : "", arguments.value("subcommands").orElse(None.NONE));
    }

    ModuleResult run() {
      describe();
      String state = arguments.must("state");
      Optional<AlternativesDisplay.Choice> mine = now.choice(path);
      if (state.equals("absent")) {
        if (mine.isPresent()) {
          act(
              "Remove alternative '%s' from '%s'.".formatted(path, name),
              List.of(program, "--remove", name, path));
          after.put("state", Str.unsafe("absent"));
        }
      } else {
        if (mine.isEmpty() || differs(mine.get())) {
          install(mine);
        }
        if (state.equals("selected") && !now.path().equals(Optional.of(path))) {
          act(
              "Set alternative '%s' for '%s'.".formatted(path, name),
              List.of(program, "--set", name, path));
          after.put("state", Str.unsafe("selected"));
        }
        if (state.equals("auto") && now.mode().equals(Optional.of("manual"))) {
          act(
              "Set alternative to auto for '%s'.".formatted(name),
              List.of(program, "--auto", name));
          after.put("state", Str.unsafe("present"));
        }
      }
      DictValue diff = new DictValue();
      diff.put("before", invocation.diffMode() ? before : new DictValue());
      diff.put("after", invocation.diffMode() ? after : new DictValue());
      return ModuleResult.changed(!messages.isEmpty())
          .with("diff", diff)
          .with("msg", String.join(" ", messages));
    }

    private void act(String message, List<String> words) {
      messages.add(message);
      if (!invocation.checkMode()) {
        tools.checked(words);
      }
    }

    private boolean differs(AlternativesDisplay.Choice choice) {
      boolean priority =
          arguments.number("priority").filter(wanted -> wanted != choice.priority()).isPresent();
      boolean parts =
          arguments.value("subcommands").isPresent() && !same(subcommands(), choice.subcommands());
      return priority || parts;
    }

    private static boolean same(List<DictValue> one, List<DictValue> other) {
      List<String> left = one.stream().map(Work::key).sorted().toList();
      List<String> right = other.stream().map(Work::key).sorted().toList();
      return left.equals(right);
    }

    private static String key(DictValue dict) {
      return String.join(
          "\n",
          List.of("name", "path", "link").stream()
              .map(each -> dict.get(each).map(Text::str).orElse(""))
              .toList());
    }

    private List<DictValue> subcommands() {
      List<DictValue> all = new ArrayList<>();
      if (arguments.value("subcommands").orElse(None.NONE) instanceof ListValue list) {
        for (Value item : list.items()) {
          if (item instanceof DictValue dict) {
            all.add(dict);
          }
        }
      }
      return all;
    }

    private void install(Optional<AlternativesDisplay.Choice> mine) {
      Probe.Exists there = new Probe.Exists(path);
      if (!invocation.machine().ask(there).exists(there)) {
        throw ModuleFailure.of("Specified path %s does not exist".formatted(path));
      }
      String link =
          arguments
              .text("link")
              .or(now::link)
              .orElseThrow(() ->
                  ModuleFailure.of(
                      "Needed to install the alternative, but unable to do so as we are missing the link"));
      long priority =
          arguments
              .number("priority")
              .or(() -> mine.map(AlternativesDisplay.Choice::priority))
              .orElse(50L);
      List<String> words =
          new ArrayList<>(List.of(program, "--install", link, name, path, Long.toString(priority)));
      for (DictValue each : subcommands()) {
        words.add("--slave");
        List.of("link", "name", "path")
            .forEach(key -> words.add(each.get(key).map(Text::str).orElse("")));
      }
      act("Install alternative '%s' for '%s'.".formatted(path, name), words);
      put(after, "present", priority, Optional.of(link));
      List<DictValue> parts =
          arguments.has("subcommands")
              ? subcommands()
              : mine.map(AlternativesDisplay.Choice::subcommands).orElse(List.of());
      if (!parts.isEmpty()) {
        after.put("subcommands", new ListValue(parts));
      }
    }

    private void put(DictValue dict, String state, long priority, Optional<String> link) {
      dict.put("state", Str.unsafe(state));
      dict.put("path", Str.unsafe(path));
      dict.put("priority", Int.of(priority));
      dict.put("link", link.<Value>map(Str::unsafe).orElse(None.NONE));
    }

    private void describe() {
      if (now.mode().isEmpty()) {
        return;
      }
      Optional<AlternativesDisplay.Choice> mine = now.choice(path);
      if (mine.isEmpty()) {
        before.put("state", Str.unsafe("absent"));
        return;
      }
      put(before, "present", mine.get().priority(), now.link());
      if (!mine.get().subcommands().isEmpty()) {
        before.put("subcommands", new ListValue(mine.get().subcommands()));
      }
      if (now.mode().equals(Optional.of("manual")) && !now.path().equals(Optional.of(path))) {
        before.put("state", Str.unsafe("selected"));
      }
    }
  }
}
