package dev.holdfast.modules;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import java.util.List;
import java.util.Optional;

/// The repositories inside a checkout.
final class GitSubmodules {
  private final Invocation invocation;
  private final Parameters arguments;
  private final GitTree tree;
  private final String dest;

  GitSubmodules(Invocation invocation, GitTree tree, String dest) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.tree = tree;
    this.dest = dest;
  }

  private Optional<String> list() {
    Probe.ReadFile file = new Probe.ReadFile(dest + "/.gitmodules");
    return invocation.machine().ask(file).content(file).map(Bytes::text);
  }

  /// Whether there is anything to update.
  boolean fetch() {
    Optional<String> list = list();
    if (list.isEmpty()) {
      return false;
    }
    List<Probe.Exists> probes =
        list.get()
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("path"))
            .map(line -> line.substring(line.indexOf('=') + 1).strip())
            .map(path -> new Probe.Exists(dest + "/" + path + "/.git"))
            .toList();
    var answers = invocation.machine().ask(List.copyOf(probes));
    if (probes.stream().anyMatch(probe -> !answers.exists(probe))) {
      return true;
    }
    String before = versions("HEAD");
    tree.must("submodule", "foreach", "git", "fetch");
    if (arguments.on("track_submodules")) {
      return !before.equals(versions(arguments.must("remote") + "/master"));
    }
    return tree.must("submodule", "status").text().lines().anyMatch(line -> !line.startsWith(" "));
  }

  private String versions(String version) {
    Ran ran = tree.run("submodule", "foreach", "git", "rev-parse", version);
    if (!ran.ok()) {
      throw GitTree.failed("Unable to determine hashes of submodules", ran);
    }
    return ran.text();
  }

  void update() {
    tree.must("submodule", "sync");
    List<String> words = tree.words("submodule", "update", "--init", "--recursive");
    if (arguments.on("track_submodules")) {
      words.add("--remote");
    }
    if (arguments.on("force")) {
      words.add("--force");
    }
    Ran ran = tree.run(dest, words);
    if (!ran.ok()) {
      throw ModuleFailure.of("Failed to init/update submodules: " + ran.text() + ran.errors());
    }
  }
}
