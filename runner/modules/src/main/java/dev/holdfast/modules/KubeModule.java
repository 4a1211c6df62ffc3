package dev.holdfast.modules;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.ArgumentType;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Lines;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import java.util.ArrayList;
import java.util.List;

/// `kube`: kubectl as the kubespray project wraps it. Needs kubectl on the machine.
final class KubeModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
            "kubernetes_sigs.kubespray",
            "kube",
            ArgumentSpec.of(
                Argument.str("name"),
                Argument.of(ArgumentType.LIST, "filename").aliases("files", "file", "filenames"),
                Argument.str("namespace"),
                Argument.str("resource"),
                Argument.str("label"),
                Argument.str("server"),
                Argument.str("kubectl"),
                Argument.bool("force", false),
                Argument.bool("wait", false),
                Argument.bool("all", false),
                Argument.integer("log_level").or(0),
                Argument.str("state")
                    .or("present")
                    .choices("present", "absent", "latest", "reloaded", "stopped", "exists"),
                Argument.bool("recursive", false)))
        .withoutCheckMode();
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Work work = new Work(invocation, new Tools(invocation.machine()));
    return switch (invocation.arguments().must("state")) {
      case "absent" -> work.done(work.delete());
      case "stopped" -> work.done(work.stop());
      case "exists" -> ModuleResult.changed(false).with("msg", work.exists() ? "True" : "False");
      case "present" -> work.done(work.create("create"));
      default -> work.done(work.create("reload"));
    };
  }

  /// One call of the module.
  private record Work(Invocation invocation, Tools tools) {
    private Parameters arguments() {
      return invocation.arguments();
    }

    private boolean given(String name) {
      return arguments().text(name).filter(text -> !text.isEmpty()).isPresent();
    }

    private List<String> files() {
      return arguments().texts("filename").stream().map(String::strip).toList();
    }

    ModuleResult done(List<String> lines) {
      return ModuleResult.changed(!lines.isEmpty())
          .with("msg", "success: " + String.join(" ", lines));
    }

    List<String> create(String verb) {
      List<String> words = new ArrayList<>(List.of("apply", "--force"));
      if (arguments().on("wait")) {
        words.add("--wait");
      }
      recursive(words);
      if (files().isEmpty()) {
        throw ModuleFailure.of("filename required to " + verb);
      }
      words.add("--filename=" + String.join(",", files()));
      return execute(words);
    }

    List<String> delete() {
      if (!arguments().on("force") && !exists()) {
        return List.of();
      }
      List<String> words = new ArrayList<>(List.of("delete"));
      target(words, "delete");
      recursive(words);
      return execute(words);
    }

    List<String> stop() {
      if (!arguments().on("force") && !exists()) {
        return List.of();
      }
      List<String> words = new ArrayList<>(List.of("stop"));
      target(words, "stop");
      if (!files().isEmpty()) {
        recursive(words);
      }
      return execute(words);
    }

    private void target(List<String> words, String verb) {
      if (!files().isEmpty()) {
        words.add("--filename=" + String.join(",", files()));
        return;
      }
      if (!given("resource")) {
        throw ModuleFailure.of("resource required to %s without filename".formatted(verb));
      }
      named(words);
      if (arguments().on("all")) {
        words.add("--all");
      }
      if (arguments().on("force")) {
        words.add("--ignore-not-found");
      }
    }

    private void named(List<String> words) {
      words.add(arguments().must("resource"));
      if (given("name")) {
        words.add(arguments().must("name"));
      }
      if (given("label")) {
        words.add("--selector=" + arguments().must("label"));
      }
    }

    private void recursive(List<String> words) {
      if (arguments().on("recursive")) {
        words.add("--recursive=True");
      }
    }

    boolean exists() {
      List<String> words = new ArrayList<>(List.of("get"));
      if (!files().isEmpty()) {
        words.add("--filename=" + String.join(",", files()));
        recursive(words);
      } else if (given("resource")) {
        named(words);
        if (arguments().on("all")) {
          words.add("--all-namespaces");
        }
      } else {
        throw ModuleFailure.of("resource required without filename");
      }
      words.add("--no-headers");
      Ran ran = tools.run(line(words));
      return ran.ok() && !ran.text().isEmpty();
    }

    private List<String> line(List<String> words) {
      List<String> line = new ArrayList<>();
      line.add(arguments().text("kubectl").orElseGet(() -> tools.must("kubectl")));
      if (given("server")) {
        line.add("--server=" + arguments().must("server"));
      }
      arguments()
          .number("log_level")
          .filter(level -> level != 0)
          .ifPresent(level -> line.add("--v=" + level));
      if (given("namespace")) {
        line.add("--namespace=" + arguments().must("namespace"));
      }
      line.addAll(words);
      return line;
    }

    private List<String> execute(List<String> words) {
      List<String> line = line(words);
      Ran ran = tools.run(line);
      if (!ran.ok()) {
        throw ModuleFailure.of(
            "error running kubectl (%s) command (rc=%d), out='%s', err='%s'"
                .formatted(String.join(" ", line), ran.status(), ran.text(), ran.errors()));
      }
      return Lines.of(ran.text());
    }
  }
}
