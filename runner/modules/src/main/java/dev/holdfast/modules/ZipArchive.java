package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A zip file that `unzip` of the machine unpacks; what is there is compared entry by entry: kind,
/// time, size, content, mode and owners.
final class ZipArchive {
  /// For each path from standard input its local time and checksum (the last 8 bytes of a gzip
  /// stream begin with it, as the zip file's own list has it).
  private static final String CONTENTS =
      """
      while IFS= read -r f; do if [ -f "$f" ] && [ ! -L "$f" ]; then
      echo "$(date -r "$f" +%Y%m%d.%H%M%S) $(gzip -1c <"$f" | tail -c 8 | od -An -tx1 | tr -d ' \\n')"
      else echo - -; fi; done\
      """;

  private final Invocation invocation;
  private final Parameters arguments;
  private final String source;
  private final String dest;
  private final List<String> excluded;
  private final StringBuilder diff = new StringBuilder();

  ZipArchive(Invocation invocation, String source) {
    this.invocation = invocation;
    this.arguments = invocation.arguments();
    this.source = source;
    this.dest = arguments.must("dest");
    this.excluded = new ArrayList<>(arguments.texts("exclude"));
  }

  /// One entry as `zipinfo` lists it.
  private record Entry(char type, String permissions, long size, String time, String path) {
    char kind() {
      return path.endsWith("/") ? 'd' : type == 'l' ? 'L' : 'f';
    }

    int mode(int umask) {
      String full =
          permissions.length() != 6
              ? permissions
              : path.endsWith("/") || permissions.equals("rwx---") ? "rwxrwxrwx" : "rw-rw-rw-";
      int bits = 0;
      for (int i = 0; i < 9 && i < full.length(); i++) {
        bits = bits * 2 + ("rwxst".indexOf(full.charAt(i)) >= 0 ? 1 : 0);
      }
      return permissions.length() == 6 ? bits & ~umask : bits;
    }
  }

  /// Empty when it is no zip file, or the machine cannot read one.
  Optional<ModuleResult> unpacked() {
    Probe.Which unzip = new Probe.Which("unzip");
    Probe.Which zipinfo = new Probe.Which("zipinfo");
    Probe.Query test = Probe.Query.of("unzip", "-l", source);
    Probe.Query sums = Probe.Query.of("unzip", "-v", source);
    Probe.Query names = Probe.Query.of("unzip", "-Z", "-1", source);
    Answers answers = invocation.machine().ask(unzip, zipinfo, test, sums, names);
    Optional<String> program = answers.which(unzip);
    if (program.isEmpty() || !answers.of(test).ok() || !answers.of(names).ok()) {
      return Optional.empty();
    }
    List<String> listed = names(answers.of(names).text());
    List<String> command = new ArrayList<>(List.of("unzip", "-Z", "-T", "-s", source));
    if (!excluded.isEmpty()) {
      command.add("-x");
      command.addAll(excluded);
    }
    command.addAll(arguments.texts("include"));
    Ran ran = invocation.machine().apply(Step.Run.any(Command.of(command))).first();
    List<Entry> entries = entries(ran.text());
    boolean right = compare(entries, sums(answers.of(sums).text())) && ran.ok();
    ModuleResult result =
        ModuleResult.changed(!right)
            .with("handler", answers.which(zipinfo).isPresent() ? "ZipArchive" : "ZipZArchive")
            .with("dest", dest)
            .with("src", source);
    if (!right && !invocation.checkMode()) {
      result = extracted(program.get(), result);
    }
    if (!diff.isEmpty()) {
      DictValue prepared = new DictValue();
      prepared.put("prepared", Str.unsafe(diff.toString()));
      result = result.with("diff", prepared);
    }
    return Optional.of(new Unpacked(invocation).settled(result, listed));
  }

  private ModuleResult extracted(String program, ModuleResult result) {
    List<String> words = new ArrayList<>(List.of(program, "-o"));
    words.addAll(arguments.texts("extra_opts"));
    words.add(source);
    if (!excluded.isEmpty()) {
      words.add("-x");
      words.addAll(excluded);
    }
    words.addAll(arguments.texts("include"));
    words.addAll(List.of("-d", dest));
    Command command = Command.of(words);
    Ran ran = invocation.machine().apply(Step.Run.any(command)).first();
    ModuleResult told = result.with("extract_results", Unpacked.results(command, ran));
    if (!ran.ok()) {
      throw new ModuleFailure(
          told.with("changed", false)
              .with("failed", true)
              .with("msg", "failed to unpack %s to %s".formatted(source, dest)));
    }
    return told;
  }

  private List<String> names(String text) {
    List<String> included = arguments.texts("include");
    return text.lines()
        .filter(name ->
            included.isEmpty()
                ? excluded.stream().noneMatch(pattern -> Globs.matches(pattern, name))
                : included.stream().anyMatch(pattern -> Globs.matches(pattern, name)))
        .toList();
  }

  private static List<Entry> entries(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String line : text.split("\n")) {
      String[] parts = line.strip().split("\\s+", 8);
      if (parts.length == 8
          && parts[0].matches("[-dl?][rwxstah-]{6}([rwxstah-]{3})?")
          && parts[6].length() == 15) {
        entries.add(
            new Entry(
                parts[0].charAt(0),
                parts[0].substring(1),
                Long.parseLong(parts[3]),
                parts[6],
                parts[7]));
      }
    }
    return entries;
  }

  private static Map<String, String> sums(String text) {
    Map<String, String> sums = new HashMap<>();
    for (String line : text.split("\n")) {
      String[] parts = line.strip().split("\\s+", 8);
      if (parts.length == 8 && parts[6].matches("[0-9a-f]{8}")) {
        sums.put(parts[7], parts[6]);
      }
    }
    return sums;
  }

  /// Whether everything is there already.
  private boolean compare(List<Entry> entries, Map<String, String> sums) {
    FileAccess access = FileAccess.of(invocation);
    Probe.Umask umask = new Probe.Umask();
    Probe.Query user = Probe.Query.of("id", "-un");
    Probe.Query group = Probe.Query.of("id", "-gn");
    List<Probe> probes = new ArrayList<>(List.of(umask, user, group));
    StringBuilder paths = new StringBuilder();
    for (Entry entry : entries) {
      probes.add(Probe.Stat.of(path(entry)));
      paths.append(path(entry)).append('\n');
    }
    Command contents = Command.shell(CONTENTS).withInput(Payload.of(paths.toString()));
    Outcomes outcomes = invocation.machine().submit(List.of(Step.Run.any(contents)), probes);
    Answers answers = outcomes.after();
    List<String> lines = outcomes.first().text().lines().toList();
    String owner = arguments.text("owner").orElse(answers.of(user).text().strip());
    String owners = arguments.text("group").orElse(answers.of(group).text().strip());
    boolean right = true;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Optional<FileStatus> status = answers.stat(Probe.Stat.of(path(entry)));
      String[] content = (i < lines.size() ? lines.get(i) : "- -").split(" ", 2);
      String itemized =
          itemized(
              entry,
              status,
              content,
              sums.getOrDefault(entry.path(), ""),
              new Wanted(owner, owners, answers.umask(umask), access));
      if (!itemized.isEmpty()) {
        diff.append(itemized).append(' ').append(entry.path()).append('\n');
        right = false;
      }
    }
    return right;
  }

  private String path(Entry entry) {
    return Paths.join(dest, Paths.withoutSlash(entry.path()));
  }

  /// What access is wanted of an entry.
  private record Wanted(String owner, String group, int umask, FileAccess access) {}

  /// How an entry differs, as rsync would say it; empty when it does not.
  private String itemized(
      Entry entry, Optional<FileStatus> status, String[] content, String sum, Wanted wanted) {
    char kind = entry.kind();
    if (status.isEmpty()) {
      return ">" + kind + "++++++.??";
    }
    FileStatus found = status.get();
    boolean fits =
        kind == 'd' ? found.isDirectory() : kind == 'L' ? found.isLink() : found.isFile();
    if (!fits) {
      return "c" + kind + "++++++.??";
    }
    char[] marks = ("." + kind + ".......??").toCharArray();
    if (found.isFile()) {
      int order = entry.time().compareTo(content[0]);
      if (arguments.on("keep_newer") && order < 0) {
        excluded.add(entry.path());
        return "";
      }
      marks[4] = order != 0 ? 't' : '.';
      marks[3] = entry.size() != found.size() ? 's' : '.';
      marks[2] = isSame(content.length > 1 ? content[1] : "", sum) ? '.' : 'c';
    }
    if (kind != 'L') {
      int mode =
          wanted
              .access()
              .wantedMode(found.permissions(), found.isDirectory())
              .orElse(entry.mode(wanted.umask()));
      marks[5] = mode != found.permissions() ? 'p' : '.';
    }
    boolean owner =
        found.ownerText().equals(wanted.owner())
            || wanted.owner().equals(Long.toString(found.uid()));
    boolean group =
        found.groupText().equals(wanted.group())
            || wanted.group().equals(Long.toString(found.gid()));
    marks[6] = !group ? 'g' : !owner ? 'o' : '.';
    String text = new String(marks);
    return text.equals("." + kind + ".......??") ? "" : text;
  }

  /// The trailer of gzip has the checksum in its first four bytes, the lowest first.
  private static boolean isSame(String trailer, String sum) {
    if (trailer.length() < 8 || sum.isEmpty()) {
      return sum.isEmpty();
    }
    StringBuilder turned = new StringBuilder();
    for (int i = 6; i >= 0; i -= 2) {
      turned.append(trailer, i, i + 2);
    }
    return turned.toString().equals(sum);
  }
}
