package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What dpkg and apt know of packages on one machine, asked as late as can be.
final class AptPackages {
  private static final String FORMAT =
      "${Package}\\t${Architecture}\\t${db:Status-Status}\\t${Version}\\n";
  private static final Probe.Query NATIVE = Probe.Query.of("dpkg", "--print-architecture");
  private static final Probe.Query AUTOMATIC =
      Probe.Query.of(
          "awk", "-v", "RS=", "/\\nAuto-Installed: 1/{print $2}", "/var/lib/apt/extended_states");

  private final Invocation invocation;
  private final String release;
  private final Map<String, Installed> installed = new HashMap<>();
  private final Map<String, AptPolicy> policies = new LinkedHashMap<>();
  private final Set<String> automatic = new HashSet<>();

  /// @param release the default release; empty for the machine's own
  AptPackages(Invocation invocation, String release) {
    this.invocation = invocation;
    this.release = release;
  }

  /// What dpkg has of a package.
  record Installed(String status, String version) {
    boolean complete() {
      return status.equals("installed");
    }

    /// Whether files of it are on the machine, if only its configuration.
    boolean left() {
      return !status.equals("not-installed");
    }
  }

  /// The questions whose answers [#read] takes.
  static List<Probe> questions(List<AptSpec> specs) {
    return List.of(query(names(specs)), NATIVE, AUTOMATIC);
  }

  void read(List<AptSpec> specs, Answers answers) {
    String architecture = answers.of(NATIVE).text().strip();
    statuses(answers.of(query(names(specs))), architecture);
    automatic.addAll(answers.of(AUTOMATIC).text().lines().toList());
  }

  private static List<String> names(List<AptSpec> specs) {
    return specs.stream().anyMatch(AptSpec::isPattern)
        ? List.of()
        : specs.stream().map(AptSpec::name).distinct().toList();
  }

  private static Probe.Query query(List<String> names) {
    List<String> words = new ArrayList<>(List.of("dpkg-query", "-W", "-f", FORMAT));
    words.addAll(names);
    return new Probe.Query(Command.of(words));
  }

  private void statuses(Ran ran, String architecture) {
    for (String line : ran.text().split("\n")) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 4) {
        Installed entry = new Installed(parts[2], parts[3]);
        installed.put(parts[0] + ":" + parts[1], entry);
        if (parts[1].equals(architecture) || parts[1].equals("all")) {
          installed.put(parts[0], entry);
        }
      }
    }
  }

  Optional<Installed> installed(String name) {
    return Optional.ofNullable(installed.get(name));
  }

  /// Whether it was installed because another package needs it.
  boolean isAutomatic(String name) {
    return automatic.contains(name.replaceFirst(":.*", ""));
  }

  /// Empty for a name that no list has.
  Optional<AptPolicy> policy(String name) {
    return Optional.ofNullable(policies.get(name));
  }

  /// Asks apt about packages, all in one round trip.
  void askPolicies(List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    Ran ran = cache(Stream.concat(Stream.of("policy"), names.stream()).toList());
    if (!ran.ok() && ran.errors().contains("/var/lib/apt/lists/")) {
      repair();
      ran = cache(Stream.concat(Stream.of("policy"), names.stream()).toList());
    }
    if (!ran.ok()) {
      throw ModuleFailure.of(AptCache.problems(ran));
    }
    policies.putAll(AptPolicy.parse(ran.text()));
  }

  private Ran cache(List<String> words) {
    List<String> all = new ArrayList<>(List.of("apt-cache"));
    if (!release.isEmpty()) {
      all.addAll(List.of("-o", "APT::Default-Release=" + release));
    }
    all.addAll(words);
    Probe.Query query = new Probe.Query(Command.of(all).with(AptCache.ENVIRONMENT));
    return invocation.machine().ask(query).of(query);
  }

  private void repair() {
    Command update = Command.of("apt-get", "update", "-q").with(AptCache.ENVIRONMENT);
    Ran ran = invocation.machine().apply(Step.Run.any(update)).first();
    if (!ran.ok()) {
      throw ModuleFailure.of(
          "Updating the cache to correct corrupt package lists failed:\n%s\n%s"
              .formatted(ran.errors(), ran.text() + ran.errors()));
    }
  }

  /// The packages that provide a name, in apt's order.
  List<String> providers(String name) {
    List<String> lines = cache(List.of("showpkg", name)).text().lines().toList();
    int from = lines.indexOf("Reverse Provides: ");
    return from < 0
        ? List.of()
        : lines.subList(from + 1, lines.size()).stream()
            .map(line -> line.split(" ")[0])
            .filter(word -> !word.isEmpty())
            .distinct()
            .toList();
  }

  /// Asks dpkg about further packages.
  void askStatuses(List<String> names) {
    Probe.Query query = query(names);
    Answers answers = invocation.machine().ask(query, NATIVE);
    statuses(answers.of(query), answers.of(NATIVE).text().strip());
  }

  /// Wishes with patterns of names as wishes for what matches.
  List<AptSpec> expand(List<AptSpec> specs) {
    if (specs.stream().noneMatch(AptSpec::isPattern)) {
      return specs;
    }
    List<String> all =
        Stream.concat(
                Arrays.stream(cache(List.of("pkgnames")).text().split("\n")),
                installed.keySet().stream())
            .distinct()
            .sorted()
            .toList();
    List<AptSpec> expanded = new ArrayList<>();
    for (AptSpec spec : specs) {
      List<AptSpec> matches =
          !spec.isPattern()
              ? List.of(spec)
              : all.stream()
                  .filter(name -> name.contains(":") == spec.name().contains(":"))
                  .filter(name -> Globs.matches(spec.name(), name))
                  .map(AptSpec::of)
                  .toList();
      if (matches.isEmpty()) {
        throw ModuleFailure.of("No package(s) matching '%s' available".formatted(spec.name()));
      }
      expanded.addAll(matches);
    }
    return expanded;
  }
}
