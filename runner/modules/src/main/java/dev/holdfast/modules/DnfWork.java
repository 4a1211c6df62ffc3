package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One call of [DnfModule].
final class DnfWork {
  private static final Pattern NO_MATCH =
      Pattern.compile("^(?:No match for argument: |No package )(\\S+)", Pattern.MULTILINE);
  private static final Pattern NO_MATCHES =
      Pattern.compile("Unable to find a match: (.+)$", Pattern.MULTILINE);
  private static final Pattern UNSIGNED = Pattern.compile("(Package (\\S+)\\.rpm is not signed)");
  private static final Probe.Query USER = Probe.Query.of("id", "-u");

  private final Invocation invocation;
  private final Parameters arguments;
  private final List<String> names;
  private final String state;
  private final String program;
  private final Probe.Query database;
  private final List<RpmPackage> installed;

  DnfWork(Invocation invocation, List<String> programs) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.names = parts("name");
    this.state = arguments.text("state").orElse(arguments.on("autoremove") ? "absent" : "present");
    refuse();
    this.database =
        Probe.Query.of(
            "rpm", "--root", arguments.must("installroot"), "-qa", "--qf", RpmPackage.FORMAT);
    List<Probe> probes = new ArrayList<>(List.of(USER, database));
    programs.forEach(each -> probes.add(new Probe.Which(each)));
    Answers answers = invocation.machine().ask(probes);
    this.program =
        programs.stream()
            .flatMap(each -> answers.which(new Probe.Which(each)).stream())
            .findFirst()
            .orElseThrow(() -> Tools.of(invocation).missing(programs.getFirst()));
    boolean onlyLooks = arguments.has("list") || arguments.on("download_only");
    if (!onlyLooks && !names.isEmpty() && !answers.of(USER).text().strip().equals("0")) {
      throw failure("This command has to be run under the root user.");
    }
    this.installed = RpmPackage.parse(answers.of(database).text());
  }

  private List<String> parts(String name) {
    return arguments.texts(name).stream()
        .flatMap(each -> Arrays.stream(each.split(",")))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private void refuse() {
    names.stream()
        .filter(each -> each.contains(" ") && !each.matches(".*[@><=].*"))
        .findFirst()
        .ifPresent(_ -> {
          throw ModuleFailure.of(
              "It appears that a space separated string of packages was passed in as an argument."
                  + " To operate on several packages, pass a comma separated string of packages or"
                  + " a list of packages.");
        });
    if (arguments.on("autoremove") && !state.equals("absent")) {
      throw failure("Autoremove should be used alone or with state=absent");
    }
  }

  private static ModuleFailure failure(String message) {
    return ModuleFailure.of(message).with("results", new ListValue());
  }

  ModuleResult run() {
    if (arguments.on("update_cache")) {
      refresh();
      if (names.isEmpty() && !arguments.has("list")) {
        return answer("Cache updated", List.of()).with("changed", false);
      }
    }
    if (arguments.has("list")) {
      return new DnfList(invocation, line(), installed).run();
    }
    if (names.isEmpty() && arguments.on("autoremove")) {
      return transact(List.of(Tools.words(line(), "autoremove")), List.of());
    }
    return switch (state) {
      case "present", "installed" -> present();
      case "latest" -> latest();
      default -> absent();
    };
  }

  private static ModuleResult answer(String message, List<String> results) {
    return ModuleResult.changed(!results.isEmpty())
        .with("msg", message)
        .with("results", results)
        .with("rc", 0);
  }

  private void refresh() {
    Ran ran = Tools.of(invocation).plain(Tools.words(line(), "makecache"));
    if (!ran.ok()) {
      throw failure(ran.errors().strip()).with("rc", Int.of(1));
    }
  }

  /// The command with every option of the task.
  private List<String> line() {
    List<String> words = new ArrayList<>(List.of(program, "-y", "-q"));
    option(words, "conf_file", "--config=");
    option(words, "releasever", "--releasever=");
    option(words, "disable_excludes", "--disableexcludes=");
    option(words, "download_dir", "--setopt=destdir=");
    if (!arguments.must("installroot").equals("/")) {
      words.add("--installroot=" + arguments.must("installroot"));
    }
    parts("disablerepo").forEach(each -> words.add("--disablerepo=" + each));
    parts("enablerepo").forEach(each -> words.add("--enablerepo=" + each));
    parts("exclude").forEach(each -> words.add("--exclude=" + each));
    arguments.texts("disable_plugin").forEach(each -> words.add("--disableplugin=" + each));
    arguments.texts("enable_plugin").forEach(each -> words.add("--enableplugin=" + each));
    words.add(
        arguments.on("disable_gpg_check") ? "--nogpgcheck" : "--setopt=localpkg_gpgcheck=True");
    flag(words, "cacheonly", "-C");
    flag(words, "bugfix", "--bugfix");
    flag(words, "security", "--security");
    flag(words, "skip_broken", "--skip-broken");
    flag(words, "nobest", "--setopt=best=False");
    flag(words, "allowerasing", "--allowerasing");
    flag(words, "download_only", "--downloadonly");
    if (!arguments.on("install_weak_deps")) {
      words.add("--setopt=install_weak_deps=False");
    }
    if (!arguments.on("sslverify") || !arguments.on("validate_certs")) {
      words.add("--setopt=sslverify=False");
    }
    words.add(
        "--setopt=clean_requirements_on_remove=" + (arguments.on("autoremove") ? "True" : "False"));
    return words;
  }

  private void option(List<String> words, String argument, String flag) {
    arguments.text(argument).ifPresent(text -> words.add(flag + text));
  }

  private void flag(List<String> words, String argument, String flag) {
    if (arguments.on(argument)) {
      words.add(flag);
    }
  }

  private static boolean isFile(String name) {
    return name.contains("://") || name.endsWith(".rpm");
  }

  /// Whether the name is a package's own, not a group, file or comparison.
  private static boolean isPlain(String name) {
    return !isFile(name) && !name.matches(".*[@/><=*?\\[].*");
  }

  private boolean isInstalled(String name) {
    Optional<RpmPackage> exact = RpmPackage.named(name);
    if (exact.isPresent() && installed.stream().anyMatch(each -> each.satisfies(exact.get()))) {
      return true;
    }
    String[] parts = RpmPackage.withoutArch(name);
    return installed.stream()
        .anyMatch(each ->
            (each.name().equals(parts[0]) && (parts[1].isEmpty() || each.arch().equals(parts[1])))
                || each.name().equals(name));
  }

  /// An older version than the installed one is no reason to do anything, unless that is allowed.
  private boolean isOlder(String name) {
    return !arguments.on("allow_downgrade")
        && RpmPackage.named(name)
            .filter(wanted ->
                installed.stream()
                    .anyMatch(each -> each.name().equals(wanted.name()) && each.newerThan(wanted)))
            .isPresent();
  }

  private ModuleResult present() {
    List<String> results = new ArrayList<>();
    names.stream().filter(DnfWork::isFile).forEach(each -> results.add("Installed " + each));
    if (arguments.on("update_only")) {
      return updateOnly(results);
    }
    List<String> wanted =
        names.stream()
            .filter(each -> !isPlain(each) || (!isInstalled(each) && !isOlder(each)))
            .toList();
    return transact(wanted.isEmpty() ? List.of() : List.of(with("install", wanted)), results);
  }

  private ModuleResult updateOnly(List<String> results) {
    List<String> here = names.stream().filter(this::isInstalled).toList();
    names.stream()
        .filter(each -> !here.contains(each))
        .forEach(each ->
            results.add(
                "Packages providing %s not installed due to update_only specified"
                    .formatted(each)));
    return transact(here.isEmpty() ? List.of() : List.of(with("upgrade", here)), results);
  }

  private List<String> with(String verb, List<String> packages) {
    List<String> words = new ArrayList<>(line());
    words.add(verb);
    words.addAll(packages);
    return words;
  }

  private ModuleResult latest() {
    if (names.equals(List.of("*"))) {
      return transact(List.of(Tools.words(line(), "upgrade")), List.of());
    }
    if (arguments.on("update_only")) {
      return updateOnly(new ArrayList<>());
    }
    List<String> here = names.stream().filter(each -> isPlain(each) && isInstalled(each)).toList();
    List<String> missing =
        names.stream().filter(each -> !here.contains(each) && !isOlder(each)).toList();
    List<List<String>> lines = new ArrayList<>();
    if (!missing.isEmpty()) {
      lines.add(with("install", missing));
    }
    if (!here.isEmpty()) {
      lines.add(with("upgrade", here));
    }
    return transact(lines, List.of());
  }

  private ModuleResult absent() {
    if (names.stream().anyMatch(DnfWork::isFile)) {
      throw failure("Cannot remove paths -- please specify package name.");
    }
    List<String> here = names.stream().filter(each -> !isPlain(each) || isInstalled(each)).toList();
    List<List<String>> lines = new ArrayList<>();
    if (!here.isEmpty()) {
      lines.add(with("remove", here));
    }
    if (arguments.on("autoremove")) {
      lines.add(Tools.words(line(), "autoremove"));
    }
    return transact(lines, List.of());
  }

  private ModuleResult transact(List<List<String>> lines, List<String> notes) {
    if (lines.isEmpty()) {
      return answer("Nothing to do", List.of()).with("results", notes);
    }
    if (invocation.checkMode()) {
      return trial(lines, notes);
    }
    List<Step> steps = lines.stream().<Step>map(line -> new Step.Run(plain(line), true)).toList();
    Outcomes outcomes = invocation.machine().submit(steps, List.of(database));
    outcomes.failure().ifPresent(this::failed);
    if (arguments.on("download_only")) {
      return answer("", notes).with("changed", true);
    }
    List<RpmPackage> now = RpmPackage.parse(outcomes.after().of(database).text());
    List<String> results = new ArrayList<>(notes);
    int before = results.size();
    now.stream()
        .filter(each -> !installed.contains(each))
        .map(each -> "Installed: " + each.nevra())
        .sorted()
        .forEach(results::add);
    installed.stream()
        .filter(each -> !now.contains(each))
        .map(each -> "Removed: " + each.nevra())
        .sorted()
        .forEach(results::add);
    return results.size() == before
        ? answer("Nothing to do", List.of()).with("results", notes)
        : answer("", results);
  }

  private static Command plain(List<String> line) {
    return Command.of(line).with("LANG", "C.UTF-8").with("LC_ALL", "C.UTF-8");
  }

  private void failed(Ran ran) {
    String said = ran.text() + "\n" + ran.errors();
    Matcher unsigned = UNSIGNED.matcher(said);
    if (unsigned.find()) {
      throw ModuleFailure.of(
          "Failed to validate GPG signature for %s: %s"
              .formatted(unsigned.group(2), unsigned.group(1)));
    }
    List<Value> missing =
        Stream.concat(
                NO_MATCH.matcher(said).results().map(hit -> hit.group(1)),
                NO_MATCHES
                    .matcher(said)
                    .results()
                    .flatMap(hit -> Arrays.stream(hit.group(1).strip().split("\\s+"))))
            .distinct()
            .<Value>map(name -> Str.unsafe("No package %s available.".formatted(name)))
            .toList();
    String words = ran.errors().isBlank() ? ran.text().strip() : ran.errors().strip();
    throw failure(
            missing.isEmpty()
                ? "Depsolve Error occurred: " + words.replaceFirst("^Error: *", "").strip()
                : "Failed to install some of the specified packages")
        .with("failures", new ListValue(missing))
        .with("rc", Int.of(1));
  }

  /// Without a change only the plan can be read.
  private ModuleResult trial(List<List<String>> lines, List<String> notes) {
    List<String> results = new ArrayList<>(notes);
    for (List<String> line : lines) {
      List<String> words = new ArrayList<>(line);
      words.remove("-q");
      words.set(words.indexOf("-y"), "--assumeno");
      Ran ran = Tools.of(invocation).run(plain(words));
      DnfPlan plan = DnfPlan.parse(ran.text());
      if (plan.isEmpty() && !ran.ok()) {
        failed(ran);
      }
      results.addAll(plan.results(installed));
    }
    return results.size() == notes.size()
        ? answer("Nothing to do", List.of()).with("results", notes)
        : answer("Check mode: No changes made, but would have if not in check mode", results);
  }
}
