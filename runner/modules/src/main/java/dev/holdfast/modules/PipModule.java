package dev.holdfast.modules;

import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import dev.holdfast.engine.module.Words;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `pip`: Python packages of the machine, or of a virtual environment there. The machine needs
/// Python and pip, and what `virtualenv_command` names.
final class PipModule implements Module {
  private static final Map<String, List<String>> VERBS =
      Map.of(
          "present", List.of("install"),
          "absent", List.of("uninstall", "-y"),
          "latest", List.of("install", "-U"),
          "forcereinstall", List.of("install", "-U", "--force-reinstall"));

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "pip",
        ArgumentSpec.of(
                Argument.str("state")
                    .or("present")
                    .choices("present", "absent", "latest", "forcereinstall"),
                Argument.list("name"),
                Argument.str("version"),
                Argument.str("requirements"),
                Argument.path("virtualenv"),
                Argument.bool("virtualenv_site_packages", false),
                Argument.path("virtualenv_command").or("virtualenv"),
                Argument.str("virtualenv_python"),
                Argument.str("extra_args"),
                Argument.bool("editable", false),
                Argument.path("chdir"),
                Argument.path("executable"),
                Argument.str("umask"))
            .with(Rule.oneOf("name", "requirements"))
            .with(Rule.exclusive("name", "requirements"))
            .with(Rule.exclusive("executable", "virtualenv")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// The packages of one task on one machine.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final String state;
    private final Optional<String> environment;
    private final String umask;
    private final PipPrograms programs;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.state = arguments.must("state");
      Optional<String> given = arguments.text("chdir").filter(text -> !text.isEmpty());
      this.environment =
          arguments
              .text("virtualenv")
              .filter(path -> !path.isEmpty())
              .map(path -> given.map(start -> Paths.join(start, path)).orElse(path));
      this.umask = arguments.text("umask").filter(text -> !text.isEmpty()).orElse("");
      // A folder that every user may enter, as the one of the login may not.
      this.programs = new PipPrograms(invocation, given.orElse("/tmp"), umask);
    }

    ModuleResult run() {
      refuse();
      boolean created = false;
      if (environment.isPresent()) {
        Probe.Exists activate = new Probe.Exists(environment.get() + "/bin/activate");
        created = !invocation.machine().ask(activate).exists(activate);
        if (created && invocation.checkMode()) {
          return ModuleResult.changed(true);
        }
        if (created) {
          add(programs.makeEnvironment(environment.get()));
        }
      }
      List<String> pip = programs.pip(environment);
      List<PipRequirement> packages = packages();
      Optional<String> extra = extraArguments();
      List<String> command = new ArrayList<>(pip);
      command.addAll(VERBS.getOrDefault(state, List.of()));
      extra.ifPresent(words -> command.addAll(Words.split(words)));
      if (packages.isEmpty() && !arguments.has("requirements")) {
        return ModuleResult.changed(false)
            .warning(List.of("No valid name or requirements file found."));
      }
      packages.forEach(each -> command.add(each.given()));
      arguments.text("requirements").ifPresent(file -> command.addAll(List.of("-r", file)));
      if (invocation.checkMode()) {
        return foreseen(pip, packages, extra.isPresent());
      }
      return carriedOut(pip, command, created);
    }

    private void refuse() {
      if (!umask.isEmpty() && !umask.matches("(0[oO]?)?[0-7]+")) {
        throw ModuleFailure.of("umask must be an octal integer")
            .with("details", "invalid literal for int() with base 8: '%s'".formatted(umask));
      }
      if (state.equals("latest") && arguments.has("version")) {
        throw ModuleFailure.of("version is incompatible with state=latest");
      }
    }

    private List<PipRequirement> packages() {
      List<String> names = arguments.texts("name");
      if (names.isEmpty()) {
        return List.of();
      }
      List<PipRequirement> packages = PipRequirement.all(names);
      Optional<String> version = arguments.text("version");
      if (version.isEmpty()) {
        return packages;
      }
      if (packages.size() > 1) {
        throw ModuleFailure.of(
            "'version' argument is ambiguous when installing multiple package distributions."
                + " Please specify version restrictions next to each package in 'name' argument.");
      }
      if (!packages.getFirst().conditions().isEmpty()) {
        throw ModuleFailure.of(
            "The 'version' argument conflicts with any version specifier provided along with a"
                + " package name. Please keep the version specifier, but remove the 'version'"
                + " argument.");
      }
      return version
          .filter(text -> !text.isEmpty())
          .map(text -> List.of(packages.getFirst().with(text)))
          .orElse(packages);
    }

    private Optional<String> extraArguments() {
      Optional<String> given = arguments.text("extra_args").filter(text -> !text.isEmpty());
      boolean add =
          arguments.on("editable") && !List.of(given.orElse("").split(" ")).contains("-e");
      return add ? Optional.of(given.map(text -> text + " -e").orElse("-e")) : given;
    }

    private ModuleResult foreseen(List<String> pip, List<PipRequirement> packages, boolean extra) {
      if (extra || arguments.has("requirements") || state.equals("latest")) {
        return ModuleResult.changed(true);
      }
      Listing listing = listing(pip);
      List<String> lines = listing.text().lines().toList();
      boolean changed =
          packages.stream()
              .map(each -> lines.stream().anyMatch(each::isInstalled))
              .anyMatch(there ->
                  (state.equals("present") && !there) || (state.equals("absent") && there));
      return ModuleResult.changed(changed)
          .with("cmd", listing.command())
          .with("stdout", out + listing.text())
          .with("stderr", err + listing.errors());
    }

    /// What pip says is installed.
    private record Listing(String command, String text, String errors) {}

    private Listing listing(List<String> pip) {
      List<String> list = Tools.words(pip, "list", "--format=freeze");
      Ran ran = programs.run(list, Optional.empty());
      if (ran.ok()) {
        return new Listing(String.join(" ", list), ran.text(), ran.errors());
      }
      List<String> freeze = Tools.words(pip, "freeze");
      Ran second = programs.run(freeze, Optional.empty());
      if (!second.ok()) {
        throw PipPrograms.failure(freeze, second.text(), second.errors());
      }
      return new Listing(String.join(" ", freeze), second.text(), second.errors());
    }

    private ModuleResult carriedOut(List<String> pip, List<String> command, boolean created) {
      boolean compares =
          arguments.has("requirements")
              || arguments.texts("name").stream()
                  .anyMatch(name -> name.matches("(?s)(svn|git|hg|bzr)\\+.*"));
      Optional<String> before = compares ? Optional.of(listing(pip).text()) : Optional.empty();
      Ran ran = programs.run(command, environment.map(path -> path + "/bin"));
      add(ran);
      boolean gone =
          ran.status() == 1
              && state.equals("absent")
              && (ran.text() + ran.errors()).contains("not installed");
      if (!ran.ok() && !gone) {
        throw PipPrograms.failure(command, out.toString(), err.toString());
      }
      boolean changed =
          state.equals("absent")
              ? ran.text().contains("Successfully uninstalled")
              : before
                  .map(text -> !text.equals(listing(pip).text()))
                  .orElseGet(() -> ran.text().contains("Successfully installed"));
      return ModuleResult.changed(changed || created)
          .with("cmd", command)
          .with("name", arguments.value("name").orElse(None.NONE))
          .with("version", arguments.value("version").orElse(None.NONE))
          .with("state", state)
          .with("requirements", arguments.value("requirements").orElse(None.NONE))
          .with("virtualenv", environment.<Value>map(Str::unsafe).orElse(None.NONE))
          .with("stdout", out.toString())
          .with("stderr", err.toString());
    }

    private void add(Ran ran) {
      out.append(ran.text());
      err.append(ran.errors());
    }
  }
}
