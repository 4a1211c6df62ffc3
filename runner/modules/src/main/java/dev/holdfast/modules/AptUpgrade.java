package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Int;
import java.util.Optional;

/// What `apt` does to all packages of a machine at once: upgrade, autoremove, autoclean, clean.
final class AptUpgrade {
  static final String NOTHING = "\n0 upgraded, 0 newly installed";
  private static final String NOTHING_OF_APTITUDE = "\n0 packages upgraded, 0 newly installed";

  private final Invocation invocation;
  private final Parameters arguments;
  private final AptRun run;
  private final String program;
  private final Optional<String> aptitude;

  /// @param program the path of apt-get
  /// @param aptitude the path of aptitude, which serves where it may and is there
  AptUpgrade(Invocation invocation, String program, Optional<String> aptitude) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.run = new AptRun(invocation);
    this.program = program;
    this.aptitude = aptitude.filter(_ -> !arguments.on("force_apt_get"));
  }

  ModuleResult upgrade(String mode) {
    boolean all = mode.equals("dist") || (mode.equals("full") && aptitude.isEmpty());
    boolean plain = all || aptitude.isEmpty();
    String verb =
        all
            ? "dist-upgrade " + run.when("autoremove", "--auto-remove")
            : plain
                ? "upgrade --with-new-pkgs " + run.when("autoremove", "--auto-remove")
                : mode.equals("full") ? "full-upgrade" : "safe-upgrade";
    String tool = plain ? program : aptitude.orElse(program);
    String line =
        String.join(
                " ",
                tool,
                "-y",
                AptRun.dpkgOptions(arguments),
                run.when("force", plain ? "--force-yes" : "--assume-yes --allow-untrusted"),
                run.when("fail_on_autoremove", "--no-remove"),
                run.when("allow_unauthenticated", "--allow-unauthenticated"),
                run.when("allow_downgrade", "--allow-downgrades"),
                run.simulated(),
                verb)
            + arguments.text("default_release").map(" -t '%s'"::formatted).orElse("");
    Ran ran = run.run(line);
    if (!ran.ok()) {
      throw ModuleFailure.of("'%s %s' failed: %s".formatted(tool, verb, ran.errors()))
          .with("stdout", ran.text())
          .with("rc", Int.of(ran.status()));
    }
    boolean nothing = ran.text().contains(plain ? NOTHING : NOTHING_OF_APTITUDE);
    ModuleResult result = run.result(!nothing, ran).with("msg", ran.text());
    return nothing ? result.without("diff") : result;
  }

  /// `autoremove` or `autoclean`.
  ModuleResult cleanUp(String operation) {
    String line =
        String.join(
            " ",
            program,
            "-y",
            AptRun.dpkgOptions(arguments),
            run.when("purge", "--purge"),
            run.when("force", "--force-yes"),
            operation,
            run.simulated());
    Ran ran = run.run(line);
    if (!ran.ok()) {
      throw ModuleFailure.of("'apt-get %s' failed: %s".formatted(operation, ran.errors()))
          .with("stdout", ran.text())
          .with("stderr", ran.errors())
          .with("rc", Int.of(ran.status()));
    }
    String sign =
        operation.equals("autoremove") ? "The following packages will be REMOVED" : "Del ";
    return run.result(ran.text().contains(sign), ran);
  }

  /// Takes all downloaded packages away; no result of Ansible's shows it. Ansible does so even in
  /// check mode, we do not.
  void clean() {
    if (invocation.checkMode()) {
      return;
    }
    Command clean = Command.of("apt-get", "clean").with(AptCache.ENVIRONMENT);
    Ran ran = invocation.machine().apply(Step.Run.any(clean)).first();
    if (!ran.ok() || !ran.errors().isEmpty()) {
      throw ModuleFailure.of(
              "apt-get clean failed" + (ran.errors().isEmpty() ? "" : ": " + ran.errors()))
          .with("stdout", ran.text())
          .with("rc", Int.of(ran.status()));
    }
  }
}
