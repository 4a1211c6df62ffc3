package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.Parameters;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A tar file that GNU tar of the machine compares and unpacks.
final class TarArchive {
  private static final Pattern EMPTY =
      Pattern.compile(": : Warning: Cannot stat: No such file or directory$");
  private static final Pattern ALWAYS =
      Pattern.compile(
          "(: Mod time differs|: Warning: Cannot stat: No such file or directory)$"
              + "|: Invalid (owner|group)");

  private final Invocation invocation;
  private final Parameters arguments;
  private final String source;
  private final String dest;

  TarArchive(Invocation invocation, String source) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.source = source;
    this.dest = arguments.must("dest");
  }

  /// The forms of compression, in the order in which Ansible tries them.
  private enum Form {
    GZIP("TgzArchive", "-z"),
    PLAIN("TarArchive", ""),
    BZIP2("TarBzipArchive", "-j"),
    XZ("TarXzArchive", "-J"),
    ZSTD("TarZstdArchive", "--use-compress-program=zstd");

    private final String handler;
    private final String option;

    Form(String handler, String option) {
      this.handler = handler;
      this.option = option;
    }
  }

  private record Listed(Form form, List<String> names) {}

  ModuleResult unpacked() {
    if (invocation.checkMode()) {
      return ModuleResult.skipped(
              "remote module (ansible.legacy.unarchive) does not support check mode when using gtar")
          .without("changed");
    }
    Probe.Which gtar = new Probe.Which("gtar");
    Probe.Which tar = new Probe.Which("tar");
    Probe.Query id = Probe.Query.of("id", "-u");
    var answers = invocation.machine().ask(gtar, tar, id);
    String program =
        answers
            .which(gtar)
            .or(() -> answers.which(tar))
            .orElseThrow(() -> none("Unable to find required 'gtar' or 'tar' binary in the path"));
    boolean root = answers.of(id).text().strip().equals("0");
    Listed listed = listed(program);
    Ran compared =
        invocation.machine().apply(Step.Run.any(command(program, listed.form(), "--diff"))).first();
    boolean right = differences(compared, root).isEmpty();
    ModuleResult result =
        ModuleResult.changed(false)
            .with("handler", listed.form().handler)
            .with("dest", dest)
            .with("src", source);
    if (!right) {
      Command command = command(program, listed.form(), "--extract");
      Ran ran = invocation.machine().apply(Step.Run.any(command)).first();
      result = result.with("extract_results", Unpacked.results(command, ran));
      if (!ran.ok()) {
        throw new ModuleFailure(
            result
                .with("failed", true)
                .with("msg", "failed to unpack %s to %s".formatted(source, dest)));
      }
      result = result.with("changed", true);
    }
    return new Unpacked(invocation).settled(result, listed.names());
  }

  private ModuleFailure none(String reasons) {
    return ModuleFailure.of(
        "Failed to find handler for \"%s\". Make sure the required command to extract the file is installed.\n%s"
            .formatted(source, reasons));
  }

  /// The first form that the archive has, all tried in one round trip.
  private Listed listed(String program) {
    List<Step> steps = new ArrayList<>();
    steps.add(Step.Run.any(Command.of(program, "--version")));
    for (Form form : Form.values()) {
      steps.add(Step.Run.any(command(program, form, "--list")));
    }
    Outcomes outcomes = invocation.machine().apply(steps);
    String version = outcomes.first().text();
    if (!version.startsWith("tar") || !version.contains("GNU")) {
      throw none(
          "Command \"%s\" detected as tar type %s. GNU tar required."
              .formatted(program, version.startsWith("bsdtar") ? "bsd" : "None"));
    }
    List<String> reasons = new ArrayList<>();
    Iterator<Ran> lists = outcomes.ran().listIterator(1);
    for (Form form : Form.values()) {
      Ran ran = lists.next();
      List<String> names = ran.ok() ? names(ran.text()) : List.of();
      if (!names.isEmpty()) {
        return new Listed(form, names);
      }
      reasons.add(
          ran.ok()
              ? "Command \"%s\" found no files in archive. Empty archive files are not supported."
                  .formatted(program)
              : "Command \"%s\" could not handle archive: Unable to list files in the archive: %s"
                  .formatted(program, ran.errors()));
    }
    throw none(String.join("\n", reasons.stream().distinct().toList()));
  }

  private List<String> names(String text) {
    List<String> excluded = arguments.texts("exclude").stream().map(Paths::withoutSlash).toList();
    return text.lines()
        .map(TarArchive::unescaped)
        .map(name -> name.startsWith("/") ? name.substring(1) : name)
        .filter(name -> excluded.stream().noneMatch(pattern -> Globs.matches(pattern, name)))
        .toList();
  }

  /// GNU tar prints what is not printable as octal numbers.
  private static String unescaped(String name) {
    if (!name.contains("\\")) {
      return name;
    }
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < name.length(); i++) {
      boolean octal = name.startsWith("\\", i) && name.substring(i).matches("(?s)\\\\[0-7]{3}.*");
      if (octal) {
        bytes.write(Integer.parseInt(name.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        boolean escaped = name.charAt(i) == '\\' && i + 1 < name.length();
        i += escaped ? 1 : 0;
        bytes.writeBytes(
            String.valueOf(name.charAt(i)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  private Command command(String program, Form form, String verb) {
    List<String> words = new ArrayList<>(List.of(program, verb, "-C", dest));
    if (!form.option.isEmpty()) {
      words.add(form.option);
    }
    if (!arguments.texts("extra_opts").isEmpty()) {
      words.add("--show-transformed-names");
      words.addAll(arguments.texts("extra_opts"));
    }
    if (!verb.equals("--list")) {
      arguments.text("owner").ifPresent(name -> words.add("--owner=" + name));
      arguments.text("group").ifPresent(name -> words.add("--group=" + name));
      if (arguments.on("keep_newer")) {
        words.add("--keep-newer-files");
      }
    }
    arguments.texts("exclude").stream()
        .map(Paths::withoutSlash)
        .forEach(pattern -> words.add("--exclude=" + pattern));
    words.addAll(List.of("-f", source));
    words.addAll(arguments.texts("include"));
    return Command.of(words)
        .in(dest)
        .with("LANG", "C.UTF-8")
        .with("LC_ALL", "C.UTF-8")
        .with("LANGUAGE", "C.UTF-8");
  }

  /// What differs and is not set by the task anyway.
  private List<String> differences(Ran ran, boolean root) {
    List<Predicate<String>> counted = new ArrayList<>(List.of(ALWAYS.asPredicate()));
    if (root && !arguments.has("owner")) {
      counted.add(line -> line.endsWith(": Uid differs"));
    }
    if (root && !arguments.has("group")) {
      counted.add(line -> line.endsWith(": Gid differs"));
    }
    if (!arguments.has("mode")) {
      counted.add(line -> line.endsWith(": Mode differs"));
    }
    return (ran.text() + "\n" + ran.errors())
        .lines()
        .filter(line -> !EMPTY.matcher(line).find())
        .filter(line -> counted.stream().anyMatch(test -> test.test(line)))
        .toList();
  }
}
