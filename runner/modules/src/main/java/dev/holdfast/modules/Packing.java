package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.transport.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// One archive file that a machine makes of its files.
///
/// It is written in place, so that it keeps its access, and counts as changed when what it lists
/// differs: names and headers of a tar file, names and checksums of a zip file.
final class Packing {
  private final Machine machine;
  private final Format format;
  private final String root;
  private final String dest;

  /// @param root what the names in the archive are without
  Packing(Machine machine, Format format, String root, String dest) {
    this.machine = machine;
    this.format = format;
    this.root = root;
    this.dest = dest;
  }

  /// The forms of archives, and the programs that compress and decompress them.
  enum Format {
    GZ("gzip -c", "gzip -dc"),
    BZ2("bzip2 -c", "bzip2 -dc"),
    XZ("xz -c", "xz -dc"),
    TAR("cat", "cat"),
    ZIP("", "");

    private final String compress;
    private final String decompress;

    Format(String compress, String decompress) {
      this.compress = compress;
      this.decompress = decompress;
    }

    static Format named(String name) {
      return valueOf(name.toUpperCase(java.util.Locale.ROOT));
    }

    /// Whether it can hold many files by itself.
    boolean isArchive() {
      return this == TAR || this == ZIP;
    }

    private String program() {
      return compress.replaceFirst(" .*", "");
    }
  }

  /// What is to be packed.
  record Target(String path, boolean directory) {}

  /// What came of it: the paths that the archive has.
  record Packed(boolean changed, List<String> archived) {}

  /// The directory that all paths have in common, with a slash at its end.
  static String root(List<String> paths) {
    List<String> folders = paths.stream().map(path -> folder(Paths.directory(path))).toList();
    String common = folders.getFirst();
    for (String folder : folders) {
      while (!folder.startsWith(common)) {
        common = common.substring(0, common.length() - 1);
      }
    }
    return folder(Paths.directory(common));
  }

  private static String folder(String path) {
    return path.isEmpty() || path.endsWith("/") ? path : path + "/";
  }

  private String name(String path) {
    return path.startsWith(root) ? path.substring(root.length()) : path;
  }

  /// Packs targets with all that is below them.
  Packed pack(List<Target> targets, List<String> patterns) {
    List<String> paths =
        members(targets).stream()
            .filter(path -> !path.equals(dest))
            .filter(excluded(patterns).negate())
            .toList();
    String names = paths.stream().map(path -> name(path) + "\n").collect(Collectors.joining());
    paths.stream()
        .filter(path -> path.contains("\n"))
        .findFirst()
        .ifPresent(path -> {
          throw failure(path + ": names with line breaks cannot be packed");
        });
    return format == Format.ZIP ? zipped(paths, names) : tarred(paths, names);
  }

  private Predicate<String> excluded(List<String> patterns) {
    return path -> {
      String text = format == Format.ZIP ? path : name(path).replaceFirst("^/+", "");
      return patterns.stream().anyMatch(pattern -> Globs.matches(pattern, text));
    };
  }

  /// The paths in the order in which Python walks through trees: the directories of a directory
  /// first, then its files, then what is in them. The targets themselves are no members when they
  /// are directories.
  private List<String> members(List<Target> targets) {
    Map<Target, Probe.Find> finds = new LinkedHashMap<>();
    targets.stream()
        .filter(Target::directory)
        .forEach(target -> finds.put(target, all(folder(target.path()))));
    Answers answers = machine.ask(List.copyOf(finds.values()));
    List<String> members = new ArrayList<>();
    for (Target target : targets) {
      if (target.directory()) {
        Map<String, List<Answers.Found>> below =
            answers.found(finds.getOrDefault(target, all(""))).stream()
                .collect(Collectors.groupingBy(found -> Paths.directory(found.path())));
        walk(Paths.withoutSlash(target.path()), below, members);
      } else {
        members.add(target.path());
      }
    }
    return members;
  }

  private static Probe.Find all(String path) {
    List<String> criteria = List.of("-mindepth", "1", "!", "-type", "s");
    return new Probe.Find(List.of(path), Optional.empty(), criteria, false);
  }

  private static void walk(
      String directory, Map<String, List<Answers.Found>> below, List<String> members) {
    List<Answers.Found> here = below.getOrDefault(directory, List.of());
    List<String> folders =
        here.stream()
            .filter(found -> found.status().isDirectory())
            .map(Answers.Found::path)
            .toList();
    members.addAll(folders);
    here.stream()
        .filter(found -> !found.status().isDirectory())
        .map(Answers.Found::path)
        .forEach(members::add);
    folders.forEach(folder -> walk(folder, below, members));
  }

  /// GNU tar prints whole seconds only when asked, and fractions of them where they were written.
  /// BusyBox' takes names from its arguments only; what several runs write is joined without the
  /// two empty blocks at the end of each.
  private static final String TAR =
      """
      LC_ALL=C; export LC_ALL
      %4$s </dev/null >/dev/null 2>&1 || exit 127
      if tar --version 2>/dev/null | grep -q 'GNU tar'; then _l=--full-time
      pack() { tar -C %2$s --no-recursion --null --no-unquote -cf - -T - || echo tar >&3; }
      else _l=
      pack() { xargs -0 /bin/sh -c '{ tar -C "$0" --no-recursion -cf - -- "$@" || echo tar >&3; } |
      head -c -1024' %2$s || echo xargs >&3; head -c 1024 /dev/zero; }; fi
      list() { if [ -r %1$s ]; then { %3$s <%1$s | tar $_l -tvf - && echo complete; } 2>/dev/null |
      sed 's/^\\([^:]*:[0-9]*:[0-9]*\\)\\.[0-9]*/\\1/' | sort -u | sha1sum; else echo none; fi; }
      list
      _e=$({ { %5$s; } | %4$s >%1$s 3>&- || echo file >&3; } 3>&1)
      [ -z "$_e" ] || exit 1
      list
      """;

  private static final String SOME = "tr '\\n' '\\0' | pack";
  private static final String NONE = "head -c 10240 /dev/zero";

  private Packed tarred(List<String> paths, String names) {
    Ran ran =
        run(
            TAR.formatted(
                Sh.quote(dest),
                root.isEmpty() ? "." : Sh.quote(root),
                format.decompress,
                format.compress,
                names.isEmpty() ? NONE : SOME),
            names);
    check(ran, "tar");
    return new Packed(differs(ran), paths);
  }

  private static final String ZIP =
      """
      LC_ALL=C.UTF-8; export LC_ALL
      command -v zip >/dev/null || exit 127
      (cd %2$s && zip -q -@ -) >%1$s
      """;

  private static final String EMPTY_ZIP = "{ printf 'PK\\005\\006'; head -c 18 /dev/zero; } >%1$s";

  private Packed zipped(List<String> paths, String names) {
    ZipDirectory directory = new ZipDirectory(machine, dest);
    Optional<Set<ZipDirectory.Member>> before = directory.read();
    String text = names.isEmpty() ? EMPTY_ZIP : ZIP;
    Ran ran = run(text.formatted(Sh.quote(dest), root.isEmpty() ? "." : Sh.quote(root)), names);
    check(ran, "zip");
    Optional<Set<ZipDirectory.Member>> after = directory.read();
    Set<String> there =
        after.orElse(Set.of()).stream()
            .map(ZipDirectory.Member::name)
            .collect(Collectors.toUnmodifiableSet());
    return new Packed(
        before.isEmpty() || !before.equals(after),
        paths.stream().filter(path -> there.contains(name(path))).toList());
  }

  private static final String COMPRESS =
      """
      %3$s </dev/null >/dev/null 2>&1 || exit 127
      sum() { if [ -r %2$s ]; then { %4$s <%2$s && echo complete; } 2>/dev/null | sha1sum
      else echo none; fi; }
      sum
      %3$s <%1$s >%2$s || exit 1
      sum
      """;

  /// One file, compressed.
  Packed compress(String path) {
    Ran ran =
        run(
            COMPRESS.formatted(Sh.quote(path), Sh.quote(dest), format.compress, format.decompress),
            "");
    if (ran.status() == 1) {
      throw ModuleFailure.of("Unable to write to compressed file: " + ran.errors().strip())
          .with("path", path)
          .with("dest", dest);
    }
    check(ran, format.program());
    return new Packed(differs(ran), List.of(path));
  }

  private Ran run(String text, String names) {
    return machine.apply(Step.Run.any(Command.shell(text).withInput(Payload.of(names)))).first();
  }

  /// What is listed before and after.
  private static boolean differs(Ran ran) {
    List<String> lines = ran.text().lines().toList();
    return lines.size() != 2 || !lines.getFirst().equals(lines.getLast());
  }

  private void check(Ran ran, String program) {
    if (ran.status() == 127) {
      String needed = format == Format.ZIP ? "zip" : format.program() + " that compresses";
      throw ModuleFailure.of("This machine has no %s: archive needs it".formatted(needed));
    }
    if (!ran.ok()) {
      throw failure(ran.errors().isBlank() ? program + " failed" : ran.errors().strip());
    }
  }

  private ModuleFailure failure(String reasons) {
    return ModuleFailure.of("Errors when writing archive at %s: %s".formatted(dest, reasons));
  }
}
