package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `apt: deb=`: package files of the machine (or downloaded to it), with what they depend on.
final class AptDeb {
  private static final Pattern UNMET =
      Pattern.compile("Depends: (.+?)(?: but .*| or)?$", Pattern.MULTILINE);

  private final Invocation invocation;
  private final Parameters arguments;
  private final AptRun run;
  private final String program;

  AptDeb(Invocation invocation, String program) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.run = new AptRun(invocation);
    this.program = program;
  }

  /// What a package file says of itself.
  private record Deb(String file, String name, String version, Set<String> depends) {}

  /// @param given paths and addresses, between commas
  ModuleResult install(String given) {
    Downloads downloads = new Downloads(invocation);
    try {
      List<String> files =
          given.contains("://")
              ? List.of(downloads.fetch(given))
              : Arrays.asList(given.split(",", -1));
      return files(files);
    } finally {
      downloads.remove();
    }
  }

  private ModuleResult files(List<String> files) {
    List<String> wanted = new ArrayList<>();
    Set<String> dependencies = new LinkedHashSet<>();
    Set<String> direct = new LinkedHashSet<>();
    for (String file : files) {
      Deb deb = read(file);
      if (!isInstalled(deb)) {
        Set<String> missing = missing(deb);
        dependencies.addAll(missing);
        direct.addAll(deb.depends());
        wanted.add(file);
      }
    }
    ModuleResult before = dependencies.isEmpty() ? nothing() : dependencies(dependencies, direct);
    return wanted.isEmpty() ? before : unpack(wanted, before);
  }

  private static ModuleResult nothing() {
    return ModuleResult.changed(false).with("stdout", "").with("stderr", "").with("diff", "");
  }

  private Deb read(String file) {
    Probe.Query query =
        new Probe.Query(
            Command.of(
                    "dpkg-deb",
                    "--show",
                    "--showformat",
                    "${Package}\\n${Version}\\n${Pre-Depends}, ${Depends}\\n",
                    file)
                .with(AptCache.ENVIRONMENT));
    Ran ran = invocation.machine().ask(query).of(query);
    List<String> lines = ran.text().lines().toList();
    if (!ran.ok() || lines.size() < 2) {
      throw ModuleFailure.of(
          "Unable to install package: "
              + (ran.errors().contains("No such file")
                  ? "E:Could not open file %s - open (2: No such file or directory)".formatted(file)
                  : ran.errors().strip()));
    }
    Set<String> depends =
        Arrays.stream((lines.size() > 2 ? lines.get(2) : "").split("[,|]"))
            .map(word -> word.replaceFirst("[(\\[].*", "").replaceFirst(":.*", "").strip())
            .filter(word -> !word.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new Deb(file, lines.get(0), lines.get(1), depends);
  }

  private boolean isInstalled(Deb deb) {
    AptSpec spec = AptSpec.of(deb.name());
    AptPackages packages = new AptPackages(invocation, "");
    packages.askStatuses(List.of(spec.name()));
    return packages
        .installed(deb.name())
        .filter(AptPackages.Installed::complete)
        .map(found -> DebianVersion.ORDER.compare(found.version(), deb.version()) == 0)
        .orElse(false);
  }

  /// What apt would install beside the file itself.
  private Set<String> missing(Deb deb) {
    String path = deb.file().contains("/") ? deb.file() : "./" + deb.file();
    List<String> words =
        new ArrayList<>(
            List.of(program, "--simulate", "-y", "-o", "APT::Get::AllowUnauthenticated=1"));
    arguments
        .flag("install_recommends")
        .filter(on -> !on)
        .ifPresent(_ -> words.addAll(List.of("-o", "APT::Install-Recommends=no")));
    words.addAll(List.of("--allow-downgrades", "install", path));
    Probe.Query query = new Probe.Query(Command.of(words).with(AptCache.ENVIRONMENT));
    Ran ran = invocation.machine().ask(query).of(query);
    boolean older = ran.text().contains("will be DOWNGRADED");
    if (older && !arguments.on("force") && !arguments.on("allow_downgrade")) {
      throw ModuleFailure.of("A later version is already installed");
    }
    if (!ran.ok()) {
      if (arguments.on("force")) {
        return Set.of();
      }
      Matcher unmet = UNMET.matcher(ran.text() + ran.errors());
      throw ModuleFailure.of(
          unmet.find()
              ? "Dependency is not satisfiable: " + unmet.group(1) + "\n"
              : "Unable to install package: " + AptCache.problems(ran));
    }
    return ran.text()
        .lines()
        .filter(line -> line.startsWith("Inst "))
        .map(line -> line.split(" ")[1].replaceFirst(":.*", ""))
        .filter(name -> !name.equals(deb.name()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private ModuleResult dependencies(Set<String> names, Set<String> direct) {
    List<AptSpec> specs = names.stream().map(AptSpec::of).toList();
    AptPackages packages =
        new AptPackages(invocation, arguments.text("default_release").orElse(""));
    packages.askStatuses(List.copyOf(names));
    ModuleResult result = new AptInstall(invocation, packages, program).install(specs);
    List<String> indirect = names.stream().filter(name -> !direct.contains(name)).toList();
    if (!indirect.isEmpty() && !invocation.checkMode()) {
      List<String> words = new ArrayList<>(List.of("apt-mark", "auto"));
      words.addAll(indirect);
      invocation.machine().apply(Step.Run.any(Command.of(words).with(AptCache.ENVIRONMENT)));
    }
    return result;
  }

  private ModuleResult unpack(List<String> files, ModuleResult before) {
    String options =
        Arrays.stream(arguments.must("dpkg_options").split(",", -1))
                .map(option -> "--" + option)
                .collect(Collectors.joining(" "))
            + (invocation.checkMode() ? " --simulate" : "")
            + run.when("force", " --force-all");
    String line = "dpkg %s -i %s".formatted(options, String.join(" ", files));
    Ran ran = run.run(line);
    String output = before.text("stdout").orElse("") + ran.text();
    String errors = before.text("stderr").orElse("") + ran.errors();
    if (!ran.ok()) {
      throw ModuleFailure.of(line + " failed").with("stdout", output).with("stderr", errors);
    }
    DictValue diff = new DictValue();
    if (!(before.value("diff").orElse(None.NONE) instanceof DictValue earlier)) {
      diff.put("prepared", Str.unsafe(AptRun.prepared(ran.text())));
    } else {
      earlier
          .get("prepared")
          .ifPresent(
              text -> diff.put("prepared", Str.unsafe(Text.str(text) + "\n\n" + ran.text())));
    }
    return ModuleResult.changed(true)
        .with("stdout", output)
        .with("stderr", errors)
        .with("diff", diff);
  }
}
