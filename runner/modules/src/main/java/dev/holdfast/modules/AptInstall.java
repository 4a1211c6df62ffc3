package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Int;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Installs and removes packages: what is right already costs no program of apt's.
final class AptInstall {
  private final Invocation invocation;
  private final Parameters arguments;
  private final AptPackages packages;
  private final AptRun run;
  private final String program;

  /// @param program the path of apt-get
  AptInstall(Invocation invocation, AptPackages packages, String program) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.packages = packages;
    this.run = new AptRun(invocation);
    this.program = program;
  }

  /// How a package stands beside a wish.
  ///
  /// @param matches whether the installed version is one that is wanted
  /// @param installable the best version that apt could install, if it is another
  /// @param any whether apt shall choose what provides the name
  private record Status(
      boolean installed, boolean matches, Optional<String> installable, boolean any) {
    boolean possible() {
      return any || installable.isPresent();
    }
  }

  /// Installs what is missing, and with `latest` what is old.
  ModuleResult install(List<AptSpec> wanted) {
    String state = arguments.must("state");
    if (state.equals("build-dep")) {
      return buildDependencies(packages.expand(wanted));
    }
    boolean latest = state.equals("latest");
    List<AptSpec> specs = packages.expand(wanted);
    packages.askPolicies(
        specs.stream()
            .filter(spec -> latest || !spec.compare().isEmpty() || !complete(spec.name()))
            .map(AptSpec::name)
            .distinct()
            .toList());
    Map<String, Status> provided = provided(specs);
    List<String> words = new ArrayList<>();
    for (AptSpec spec : specs) {
      Status status = Optional.ofNullable(provided.get(spec.name())).orElseGet(() -> status(spec));
      if (!status.installed() && arguments.on("only_upgrade")) {
        continue;
      }
      if (!status.matches() && !status.possible()) {
        throw ModuleFailure.of("no available installation candidate for " + spec.whole());
      }
      if (status.possible() && (!status.installed() || latest || !status.matches())) {
        words.add("'" + spec.name() + version(spec, status) + "'");
      } else if (status.matches() && status.possible() && spec.compare().equals("=")) {
        words.add("'%s=%s'".formatted(spec.name(), spec.version()));
      }
    }
    ModuleResult result =
        words.isEmpty() ? ModuleResult.changed(false) : change(line(words, "install"));
    if (!invocation.checkMode()) {
      markManual(specs);
    }
    return result;
  }

  private static String version(AptSpec spec, Status status) {
    return status
        .installable()
        .map(version -> "=" + version)
        .orElse(spec.version().isEmpty() ? "" : "=" + spec.version());
  }

  private boolean complete(String name) {
    return packages.installed(name).map(AptPackages.Installed::complete).orElse(false);
  }

  private Status status(AptSpec spec) {
    Optional<String> best = packages.policy(spec.name()).flatMap(policy -> policy.best(spec));
    Optional<String> now =
        packages
            .installed(spec.name())
            .filter(AptPackages.Installed::complete)
            .map(AptPackages.Installed::version);
    return now.map(version ->
            new Status(
                true,
                spec.accepts(version),
                best.filter(each -> !each.equals(version)).filter(spec::accepts),
                false))
        .orElseGet(() -> new Status(false, false, best, false));
  }

  /// Names that no package has: what provides them counts, when there is only one.
  private Map<String, Status> provided(List<AptSpec> specs) {
    Map<String, Status> found = new LinkedHashMap<>();
    for (AptSpec spec : specs) {
      boolean real =
          complete(spec.name())
              || packages.policy(spec.name()).map(p -> !p.versions().isEmpty()).orElse(false);
      if (!real) {
        List<String> providers = packages.providers(spec.name());
        if (providers.isEmpty()) {
          throw ModuleFailure.of("No package matching '%s' is available".formatted(spec.name()));
        }
        packages.askStatuses(providers);
        boolean there = providers.size() == 1 && complete(providers.getFirst());
        found.put(spec.name(), new Status(there, there, Optional.empty(), !there));
      }
    }
    return found;
  }

  private ModuleResult buildDependencies(List<AptSpec> specs) {
    if (specs.isEmpty()) {
      return ModuleResult.changed(false);
    }
    List<String> words = specs.stream().map(spec -> "'" + spec.whole() + "'").toList();
    ModuleResult result = change(line(words, "build-dep"));
    return result.with("changed", !result.text("stdout").orElse("").contains(AptUpgrade.NOTHING));
  }

  private ModuleResult change(String line) {
    Ran ran = run.run(line);
    if (!ran.ok()) {
      throw failed("'%s' failed: %s".formatted(line, ran.errors()), ran);
    }
    return run.result(true, ran);
  }

  private static ModuleFailure failed(String message, Ran ran) {
    return ModuleFailure.of(message)
        .with("stdout", ran.text())
        .with("stderr", ran.errors())
        .with("rc", Int.of(ran.status()));
  }

  private String line(List<String> words, String verb) {
    List<String> parts =
        new ArrayList<>(
            List.of(
                program,
                "-y",
                AptRun.dpkgOptions(arguments),
                run.when("only_upgrade", "--only-upgrade"),
                arguments.must("state").equals("fixed") ? "--fix-broken" : "",
                run.when("force", "--force-yes")));
    if (verb.equals("install")) {
      parts.add(run.when("autoremove", "--auto-remove"));
    }
    parts.add(run.when("fail_on_autoremove", "--no-remove"));
    parts.add(run.simulated());
    parts.add(verb);
    String line = String.join(" ", parts) + " " + String.join(" ", words);
    return line
        + arguments.text("default_release").map(" -t '%s'"::formatted).orElse("")
        + arguments
            .flag("install_recommends")
            .map(on -> " -o APT::Install-Recommends=" + (on ? "yes" : "no"))
            .orElse("")
        + run.when("allow_unauthenticated", " --allow-unauthenticated")
        + run.when("allow_downgrade", " --allow-downgrades")
        + run.when("allow_change_held_packages", " --allow-change-held-packages");
  }

  /// A package that a task names is no longer there only for others.
  private void markManual(List<AptSpec> specs) {
    List<String> names =
        specs.stream().map(AptSpec::name).filter(packages::isAutomatic).distinct().toList();
    if (names.isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>(List.of("apt-mark", "manual"));
    words.addAll(names);
    Ran ran =
        invocation
            .machine()
            .apply(Step.Run.any(Command.of(words).with(AptCache.ENVIRONMENT)))
            .first();
    if (!ran.ok()) {
      throw failed("'%s' failed: %s".formatted(String.join(" ", words), ran.errors()), ran);
    }
  }

  /// Removes what is there, and with `purge` what is left of it.
  ModuleResult remove(List<AptSpec> wanted) {
    List<AptSpec> there =
        packages.expand(wanted).stream()
            .filter(spec ->
                packages
                    .installed(spec.name())
                    .map(found ->
                        found.complete()
                            ? spec.accepts(found.version())
                            : found.left() && arguments.on("purge"))
                    .orElse(false))
            .toList();
    if (there.isEmpty()) {
      return ModuleResult.changed(false);
    }
    String words =
        there.stream().map(spec -> "'" + spec.whole() + "'").collect(Collectors.joining(" "));
    String line =
        String.join(
            " ",
            program,
            "-q",
            "-y",
            AptRun.dpkgOptions(arguments),
            run.when("purge", "--purge"),
            run.when("force", "--force-yes"),
            run.when("autoremove", "--auto-remove"),
            run.simulated(),
            "remove",
            words);
    Ran ran = run.run(line);
    if (!ran.ok()) {
      throw failed("'apt-get remove %s' failed: %s".formatted(words, ran.errors()), ran);
    }
    return run.result(true, ran);
  }
}
