package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Digest;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Lines;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `find`: files below directories by name, kind, age, size and content.
final class FindModule implements Module {
  private static final Pattern AGE = Pattern.compile("(-?\\d+)([smhdw])?");
  private static final Pattern SIZE = Pattern.compile("(-?\\d+)([bkmgt])?");
  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86400L, "w", 604800L);
  private static final Map<String, Long> BYTES =
      Map.of("b", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30, "t", 1L << 40);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "find",
        ArgumentSpec.of(
            Argument.list("paths").must().aliases("name", "path"),
            Argument.list("patterns").or(new ListValue()).aliases("pattern"),
            Argument.list("excludes").aliases("exclude"),
            Argument.str("contains"),
            Argument.bool("read_whole_file", false),
            Argument.str("file_type").or("file").choices("any", "directory", "file", "link"),
            Argument.str("age"),
            Argument.str("age_stamp").or("mtime").choices("atime", "ctime", "mtime"),
            Argument.str("size"),
            Argument.bool("recurse", false),
            Argument.bool("hidden", false),
            Argument.bool("follow", false),
            Argument.bool("get_checksum", false),
            Argument.bool("use_regex", false),
            Argument.integer("depth")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    List<String> paths =
        arguments.texts("paths").stream().map(invocation.machine()::expand).toList();
    Optional<Integer> depth = depth(arguments);
    Map<String, Probe.Find> searches = new java.util.LinkedHashMap<>();
    Map<String, Probe.Exists> folders = new java.util.LinkedHashMap<>();
    for (String path : paths) {
      searches.put(path, search(arguments, path));
      folders.put(path, new Probe.Exists(path + "/."));
    }
    List<Probe> probes = new ArrayList<>(searches.values());
    probes.addAll(folders.values());
    Answers answers = invocation.machine().ask(probes);
    DictValue skipped = new DictValue();
    List<String> warnings = new ArrayList<>();
    List<Answers.Found> all = new ArrayList<>();
    List<Answers.Found> near = new ArrayList<>();
    searches.forEach((path, search) -> {
      if (answers.exists(folders.getOrDefault(path, new Probe.Exists(path)))) {
        List<Answers.Found> below = answers.found(search);
        all.addAll(below);
        near.addAll(depth.map(limit -> within(limit, path, below)).orElse(below));
      } else {
        String problem = "'%s' is not a directory".formatted(path);
        skipped.put(path, Str.unsafe(problem));
        warnings.add("Skipped '%s' path due to this access issue: %s\n".formatted(path, problem));
      }
    });
    List<Answers.Found> matching =
        content(invocation, near.stream().filter(filter(invocation)).toList());
    return ModuleResult.changed(false)
        .with("files", files(invocation, matching))
        .with(
            "msg",
            skipped.isEmpty()
                ? "All paths examined"
                : "Not all paths examined, check warnings for details")
        .with("matched", matching.size())
        .with("examined", all.size())
        .with("skipped_paths", skipped)
        .warning(warnings);
  }

  private static Probe.Find search(Parameters arguments, String path) {
    Optional<Integer> searched =
        arguments.on("recurse") ? depth(arguments).map(depth -> depth + 1) : Optional.of(1);
    return new Probe.Find(
        List.of(path.endsWith("/") ? path : path + "/"),
        searched,
        List.of("-mindepth", "1"),
        false);
  }

  private static Optional<Integer> depth(Parameters arguments) {
    return arguments.number("depth").filter(number -> number > 0).map(Long::intValue);
  }

  /// What lies one level too deep is examined, but never found.
  private static List<Answers.Found> within(int depth, String path, List<Answers.Found> found) {
    int top = path.replaceAll("/*$", "/").length();
    return found.stream()
        .filter(each -> path(each).substring(top).chars().filter(c -> c == '/').count() < depth)
        .toList();
  }

  private static Predicate<Answers.Found> filter(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Optional<Long> age = quantity(arguments, "age", AGE, SECONDS);
    Optional<Long> size = quantity(arguments, "size", SIZE, BYTES);
    long now = invocation.context().clock().instant().getEpochSecond();
    String stamp = arguments.must("age_stamp");
    String type = arguments.must("file_type");
    Predicate<String> names = names(arguments);
    return found -> {
      String name = Paths.base(found.path());
      FileStatus status = found.status();
      return (arguments.on("hidden") || !name.startsWith("."))
          && kind(type, status)
          && names.test(name)
          && within(age, now - time(stamp, status).longValue())
          && (!status.isFile() || within(size, status.size()));
    };
  }

  private static Optional<Long> quantity(
      Parameters arguments, String name, Pattern pattern, Map<String, Long> units) {
    Optional<String> text = arguments.text(name).map(given -> given.toLowerCase(Locale.ROOT));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(text.get());
    if (!matcher.matches()) {
      throw ModuleFailure.of("failed to process " + name).with(name, arguments.must(name));
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2);
    return Optional.of(Long.parseLong(matcher.group(1)) * units.getOrDefault(unit, 1L));
  }

  private static boolean within(Optional<Long> bound, long value) {
    return bound.map(limit -> limit >= 0 ? value >= limit : value <= -limit).orElse(true);
  }

  private static BigDecimal time(String stamp, FileStatus status) {
    return switch (stamp) {
      case "atime" -> status.accessed();
      case "ctime" -> status.changed();
      default -> status.modified();
    };
  }

  private static boolean kind(String type, FileStatus status) {
    return switch (type) {
      case "directory" -> status.isDirectory();
      case "file" -> status.isFile();
      case "link" -> status.isLink();
      default -> true;
    };
  }

  private static Predicate<String> names(Parameters arguments) {
    List<String> patterns = arguments.texts("patterns");
    Predicate<String> wanted =
        patterns.isEmpty() ? _ -> true : any(patterns, arguments.on("use_regex"));
    Predicate<String> unwanted = any(arguments.texts("excludes"), arguments.on("use_regex"));
    return name -> wanted.test(name) && !unwanted.test(name);
  }

  private static Predicate<String> any(List<String> patterns, boolean regex) {
    List<PythonRegex> all =
        patterns.stream()
            .map(pattern -> PythonRegex.compile(regex ? pattern : Globs.regex(pattern)))
            .toList();
    return name -> all.stream().anyMatch(each -> each.match(name).isPresent());
  }

  private static List<Answers.Found> content(Invocation invocation, List<Answers.Found> found) {
    Optional<String> pattern = invocation.arguments().text("contains");
    if (pattern.isEmpty() || !invocation.arguments().must("file_type").equals("file")) {
      return found;
    }
    PythonRegex regex = PythonRegex.compile(pattern.get());
    boolean whole = invocation.arguments().on("read_whole_file");
    List<Probe> probes = found.stream().<Probe>map(each -> new Probe.ReadFile(path(each))).toList();
    Answers answers = invocation.machine().ask(probes);
    return found.stream()
        .filter(each ->
            answers
                .content(new Probe.ReadFile(path(each)))
                .map(bytes -> contains(regex, bytes.text(), whole))
                .orElse(false))
        .toList();
  }

  private static boolean contains(PythonRegex regex, String text, boolean whole) {
    return whole
        ? regex.search(text).isPresent()
        : Lines.withEnds(text).stream().anyMatch(line -> regex.match(line).isPresent());
  }

  private static String path(Answers.Found found) {
    return found.path().replaceAll("/{2,}", "/");
  }

  private static ListValue files(Invocation invocation, List<Answers.Found> found) {
    Map<String, String> sums =
        invocation.arguments().on("get_checksum") ? checksums(invocation, found) : Map.of();
    ListValue files = new ListValue();
    for (Answers.Found each : found) {
      DictValue dict = StatDict.of(path(each), each.status());
      List.of("blocks", "block_size", "device_type")
          .forEach(name -> dict.entries().remove(Str.of(name)));
      dict.put("pw_name", Str.unsafe(each.status().owner().orElse("")));
      dict.put("gr_name", Str.unsafe(each.status().group().orElse("")));
      Optional.ofNullable(sums.get(path(each)))
          .ifPresent(sum -> dict.put("checksum", Str.unsafe(sum)));
      files.items().add(dict);
    }
    return files;
  }

  private static Map<String, String> checksums(Invocation invocation, List<Answers.Found> found) {
    Map<String, String> sums = new java.util.HashMap<>();
    List<Probe> probes =
        found.stream()
            .filter(each -> each.status().isFile())
            .<Probe>map(each -> Probe.Stat.of(path(each)).with(Digest.SHA1))
            .toList();
    if (!probes.isEmpty()) {
      Answers answers = invocation.machine().ask(probes);
      for (Probe probe : probes) {
        Probe.Stat stat = (Probe.Stat) probe;
        answers
            .stat(stat)
            .flatMap(FileStatus::checksum)
            .ifPresent(sum -> sums.put(stat.path(), sum));
      }
    }
    return sums;
  }
}
