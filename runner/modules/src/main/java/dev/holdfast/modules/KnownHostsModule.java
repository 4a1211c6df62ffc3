package dev.holdfast.modules;

import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `known_hosts`: one host's key in a file that ssh reads. Lines are read and hashed here, so that
/// the machine needs no `ssh-keygen`.
final class KnownHostsModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "known_hosts",
        ArgumentSpec.of(
            Argument.str("name").must().aliases("host"),
            Argument.str("key"),
            Argument.path("path").or("~/.ssh/known_hosts"),
            Argument.bool("hash_host", false),
            Argument.str("state").or("present").choices("absent", "present")));
  }

  /// What the file has for the host.
  ///
  /// @param found whether there is a line for the host
  /// @param other whether its key is not the wanted one
  /// @param line the number of the line in question
  private record Search(boolean found, boolean other, Optional<Integer> line) {}

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String host = arguments.must("name").toLowerCase(Locale.ROOT);
    boolean present = arguments.must("state").equals("present");
    Optional<String> key = key(arguments, host);
    if (key.isEmpty() && present) {
      throw ModuleFailure.of("No key specified when adding a host");
    }
    key.ifPresent(text -> sane(host, text));
    String path = invocation.machine().expand(arguments.must("path"));
    FileText file = FileText.read(invocation.machine(), path);
    Search search = search(host, key, file);
    DictValue diff = diff(file, search, key.orElse(""), present);
    boolean changes = search.other() || search.found() != present;
    ModuleResult result = ModuleResult.of(arguments.values()).with("diff", diff);
    if (!present && search.line().isEmpty() && key.isPresent()) {
      return FileAccess.withPath(invocation.machine(), result.with("changed", false));
    }
    if (invocation.checkMode()) {
      return ModuleResult.changed(changes).with("diff", diff);
    }
    if (changes) {
      write(invocation, file, search, key, host, present);
    }
    return FileAccess.withPath(
        invocation.machine(), changes ? result.with("changed", true) : result);
  }

  private static Optional<String> key(Parameters arguments, String host) {
    return arguments
        .text("key")
        .filter(text -> !text.isEmpty())
        .map(text -> arguments.on("hash_host") ? KnownHostLine.hashed(host, text) : text)
        .map(text -> text.endsWith("\n") ? text : text + "\n");
  }

  private static void sane(String host, String key) {
    if (host.matches("(?s).*\\S+(\\s+)?,(\\s+)?.*")) {
      throw ModuleFailure.of(
          "Comma separated list of names is not supported. Please pass a single name to lookup in"
              + " the known_hosts file.");
    }
    boolean matches =
        key.lines()
            .map(KnownHostLine::parse)
            .flatMap(Optional::stream)
            .anyMatch(line -> line.names(host));
    if (!matches) {
      throw ModuleFailure.of("Host parameter does not match hashed host field in supplied key");
    }
  }

  private static Search search(String host, Optional<String> key, FileText file) {
    List<String> lines = file.lines();
    Optional<KnownHostLine> wanted = key.flatMap(text -> KnownHostLine.parse(text.strip()));
    boolean found = false;
    Optional<Integer> last = Optional.empty();
    for (int i = 0; i < lines.size(); i++) {
      Optional<KnownHostLine> line =
          KnownHostLine.parse(lines.get(i)).filter(each -> each.names(host));
      if (line.isEmpty()) {
        continue;
      }
      found = true;
      if (wanted.isEmpty()) {
        return new Search(true, false, Optional.empty());
      }
      last = Optional.of(i + 1);
      if (wanted.get().sameAs(line.get())) {
        return new Search(true, false, last);
      }
      if (wanted.get().type().equals(line.get().type())) {
        return new Search(true, true, last);
      }
    }
    return found
        ? new Search(true, true, Optional.empty())
        : new Search(false, false, Optional.empty());
  }

  private static DictValue diff(FileText file, Search search, String key, boolean present) {
    List<String> lines = new ArrayList<>(file.wholeLines());
    edit(lines, search, key, present);
    DictValue diff = new DictValue();
    diff.put("before_header", Str.unsafe(file.exists() ? file.path() : "/dev/null"));
    diff.put("after_header", Str.unsafe(file.path()));
    diff.put("before", Str.unsafe(file.shown()));
    diff.put("after", Str.unsafe(TextEdit.shown(String.join("", lines))));
    return diff;
  }

  private static void edit(List<String> lines, Search search, String key, boolean present) {
    search
        .line()
        .filter(number -> (search.other() || !present) && number <= lines.size())
        .ifPresent(number -> lines.remove(number - 1));
    if (present && (search.other() || search.line().isEmpty())) {
      lines.add(TextEdit.bytes(key));
    }
  }

  private static void write(
      Invocation invocation,
      FileText file,
      Search search,
      Optional<String> key,
      String host,
      boolean present) {
    List<String> lines = new ArrayList<>(file.wholeLines());
    List<Step> steps = new ArrayList<>();
    if (key.isEmpty()) {
      // As `ssh-keygen -R` does it: all lines of the host go, the old file is kept beside.
      steps.add(new Step.Duplicate(file.path(), file.path() + ".old"));
      lines.removeIf(
          line -> KnownHostLine.parse(line).filter(each -> each.names(host)).isPresent());
    } else {
      edit(lines, search, key.get(), present);
    }
    steps.add(file.write(String.join("", lines)));
    Outcomes outcomes = invocation.machine().apply(steps);
    outcomes
        .failure()
        .ifPresent(ran -> {
          throw ModuleFailure.of(
              "Failed to write to file %s: %s".formatted(file.path(), ran.errors().strip()));
        });
  }
}
