package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Probe;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `apt`: packages of Debian and its relatives, through dpkg-query, apt-cache and apt-get alone
/// (Ansible's own needs python3-apt). Installed packages are recognised in one round trip.
final class AptModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "apt",
        ArgumentSpec.of(
                Argument.str("state")
                    .or("present")
                    .choices("absent", "build-dep", "fixed", "latest", "present"),
                Argument.bool("update_cache").aliases("update-cache"),
                Argument.integer("update_cache_retries").or(5),
                Argument.integer("update_cache_retry_max_delay").or(12),
                Argument.integer("cache_valid_time").or(0),
                Argument.bool("purge", false),
                Argument.list("package").aliases("pkg", "name"),
                Argument.path("deb"),
                Argument.str("default_release").aliases("default-release"),
                Argument.bool("install_recommends").aliases("install-recommends"),
                Argument.bool("force", false),
                Argument.str("upgrade").or("no").choices("dist", "full", "no", "safe", "yes"),
                Argument.str("dpkg_options").or("force-confdef,force-confold"),
                Argument.bool("autoremove", false),
                Argument.bool("autoclean", false),
                Argument.bool("fail_on_autoremove", false),
                Argument.integer("policy_rc_d"),
                Argument.bool("only_upgrade", false),
                Argument.bool("force_apt_get", false),
                Argument.bool("clean", false),
                Argument.bool("allow_unauthenticated", false).aliases("allow-unauthenticated"),
                Argument.bool("allow_downgrade", false)
                    .aliases("allow-downgrade", "allow_downgrades", "allow-downgrades"),
                Argument.bool("allow_change_held_packages", false),
                Argument.integer("lock_timeout").or(60))
            .with(
                Rule.exclusive("deb", "package", "upgrade"),
                Rule.oneOf("autoremove", "deb", "package", "update_cache", "upgrade")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One task on one machine.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final List<String> names;
    private final List<AptSpec> specs;
    private boolean updated;
    private long time;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.names = arguments.texts("package");
      this.specs =
          names.stream()
              .filter(name -> !name.equals("*"))
              .map(name -> AptSpec.of(name.strip()))
              .toList();
    }

    ModuleResult run() {
      Probe.Which apt = new Probe.Which("apt-get");
      Probe.Which aptitude = new Probe.Which("aptitude");
      List<Probe> probes = new ArrayList<>(List.of(apt, aptitude, AptCache.TIMES));
      probes.addAll(AptPackages.questions(specs));
      Answers answers = invocation.machine().ask(probes);
      String program =
          answers
              .which(apt)
              .orElseThrow(() ->
                  ModuleFailure.of(
                      "This machine has no apt-get: the apt module serves Debian and its relatives"));
      AptUpgrade whole = new AptUpgrade(invocation, program, answers.which(aptitude));
      boolean upgrade = !arguments.must("upgrade").equals("no");
      boolean more = upgrade || arguments.has("package") || arguments.has("deb");
      if (arguments.on("clean")) {
        whole.clean();
      }
      boolean refresh =
          arguments.on("update_cache") || arguments.number("cache_valid_time").orElse(0L) != 0;
      refreshed(refresh, AptCache.Times.of(answers.of(AptCache.TIMES)));
      if (refresh && !more) {
        return withCache(ModuleResult.changed(updated));
      }
      if (upgrade) {
        return whole.upgrade(arguments.must("upgrade"));
      }
      if (arguments.has("deb")) {
        return deb(program);
      }
      return packages(whole, program, answers);
    }

    private void refreshed(boolean wanted, AptCache.Times before) {
      time = before.updated();
      if (!wanted || !before.olderThan(arguments.number("cache_valid_time").orElse(0L))) {
        return;
      }
      updated = invocation.checkMode();
      if (!invocation.checkMode()) {
        Duration patience = Duration.ofSeconds(arguments.number("lock_timeout").orElse(60L));
        AptCache cache = new AptCache(invocation, patience);
        cache.update();
        time = cache.times().updated();
        updated = time != before.updated();
      }
    }

    private ModuleResult deb(String program) {
      if (!arguments.must("state").equals("present")) {
        throw ModuleFailure.of("deb only supports state=present");
      }
      return new AptDeb(invocation, program).install(arguments.must("deb"));
    }

    private ModuleResult packages(AptUpgrade whole, String program, Answers answers) {
      String state = arguments.must("state");
      if (state.equals("latest") && names.contains("*")) {
        if (!specs.isEmpty()) {
          throw ModuleFailure.of(
              "unable to install additional packages when upgrading all installed packages");
        }
        return whole.upgrade("yes");
      }
      specs.stream()
          .filter(spec -> spec.whole().chars().filter(letter -> letter == '=').count() > 1)
          .findFirst()
          .ifPresent(spec -> {
            throw ModuleFailure.of("invalid package spec: " + spec.whole());
          });
      Optional<String> cleaning =
          !specs.isEmpty()
              ? Optional.empty()
              : arguments.on("autoclean")
                  ? Optional.of("autoclean")
                  : Optional.of("autoremove").filter(arguments::on);
      if (cleaning.isPresent()) {
        return whole.cleanUp(cleaning.get());
      }
      AptPackages packages =
          new AptPackages(invocation, arguments.text("default_release").orElse(""));
      packages.read(specs, answers);
      AptInstall install = new AptInstall(invocation, packages, program);
      if (state.equals("absent")) {
        return install.remove(specs);
      }
      try {
        return withCache(install.install(specs));
      } catch (ModuleFailure failure) {
        boolean early =
            failure.result().text("msg").filter(text -> text.startsWith("No package")).isPresent();
        throw early ? failure : new ModuleFailure(withCache(failure.result()));
      }
    }

    private ModuleResult withCache(ModuleResult result) {
      return result.with("cache_updated", updated).with("cache_update_time", Int.of(time));
    }
  }
}
