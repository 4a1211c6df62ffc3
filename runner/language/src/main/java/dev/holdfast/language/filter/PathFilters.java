package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Python's `os.path` and `ntpath` as filters, on the machine that runs the playbook.
final class PathFilters {
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+|\\{[^}]*\\})");

  private PathFilters() {}

  static Value basename(Value input, Arguments args, EvalContext context) {
    String path = path(input);
    return derived(path.substring(path.lastIndexOf('/') + 1), input);
  }

  static Value dirname(Value input, Arguments args, EvalContext context) {
    String path = path(input);
    String head = path.substring(0, path.lastIndexOf('/') + 1);
    boolean onlySlashes = head.chars().allMatch(c -> c == '/');
    return derived(onlySlashes ? head : head.replaceAll("/+$", ""), input);
  }

  static Value splitext(Value input, Arguments args, EvalContext context) {
    String path = path(input);
    int dot = path.lastIndexOf('.');
    int name = path.lastIndexOf('/') + 1;
    boolean extension = dot > name && path.substring(name, dot).chars().anyMatch(c -> c != '.');
    int cut = extension ? dot : path.length();
    return TupleValue.of(
        derived(path.substring(0, cut), input), derived(path.substring(cut), input));
  }

  static Value join(Value input, Arguments args, EvalContext context) {
    Value plain = Kit.plain(input);
    if (plain instanceof Str) {
      return plain;
    }
    List<Value> parts =
        Kit.sequence(plain)
            .orElseThrow(() ->
                TemplateError.filterType(
                    "|path_join expects string or sequence, got %s instead."
                        .formatted(Kit.typeRepr(plain))));
    if (parts.isEmpty()) {
      throw PythonError.typeError("join() missing 1 required positional argument: 'a'");
    }
    return Str.of(parts.stream().map(PathFilters::path).reduce("", PathFilters::joined));
  }

  private static String joined(String left, String right) {
    if (right.startsWith("/") || left.isEmpty()) {
      return right;
    }
    return left.endsWith("/") ? left + right : left + "/" + right;
  }

  static Value expandUser(Value input, Arguments args, EvalContext context) {
    String path = path(input);
    if (!path.startsWith("~")) {
      return input;
    }
    int end = path.indexOf('/') < 0 ? path.length() : path.indexOf('/');
    String user = path.substring(1, end);
    Optional<String> home =
        user.isEmpty()
            ? Optional.ofNullable(System.getenv("HOME"))
                .or(() -> Optional.ofNullable(System.getProperty("user.home")))
            : homeOf(user);
    return home.map(
            folder -> {
              String whole = folder.replaceAll("/+$", "") + path.substring(end);
              return derived(whole.isEmpty() ? "/" : whole, input);
            })
        .orElse(input);
  }

  private static Optional<String> homeOf(String user) {
    try {
      return Files.readAllLines(Path.of("/etc/passwd")).stream()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 5 && fields[0].equals(user))
          .map(fields -> fields[5])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Value expandVars(Value input, Arguments args, EvalContext context) {
    Matcher matcher = VARIABLE.matcher(path(input));
    return derived(
        matcher.replaceAll(match -> Matcher.quoteReplacement(variable(match.group()))), input);
  }

  private static String variable(String reference) {
    String name = reference.replaceAll("[${}]", "");
    return Optional.ofNullable(System.getenv(name)).orElse(reference);
  }

  static Value realpath(Value input, Arguments args, EvalContext context) {
    Path path = Path.of(path(input)).toAbsolutePath();
    return derived(resolve(path).toString(), input);
  }

  /// Links are followed as far as the path exists; the rest is only tidied up.
  private static Path resolve(Path path) {
    Deque<Path> missing = new ArrayDeque<>();
    Optional<Path> existing = Optional.of(path.normalize());
    while (existing.isPresent()) {
      try {
        Path real = existing.get().toRealPath();
        for (Path name : missing) {
          real = real.resolve(name);
        }
        return real;
      } catch (IOException e) {
        Optional.ofNullable(existing.get().getFileName()).ifPresent(missing::push);
        existing = Optional.ofNullable(existing.get().getParent());
      }
    }
    return path.normalize();
  }

  static Value relpath(Value input, Arguments args, EvalContext context) {
    String start = Params.of("relpath", args, "start").text("start", ".");
    String path = path(input);
    if (path.isEmpty()) {
      throw PythonError.valueError("no path specified");
    }
    Path from = Path.of(start).toAbsolutePath().normalize();
    String relative = from.relativize(Path.of(path).toAbsolutePath().normalize()).toString();
    return derived(relative.isEmpty() ? "." : relative, input);
  }

  static Value fileGlob(Value input, Arguments args, EvalContext context) {
    return Kit.strings(Glob.files(path(input)));
  }

  static Value winBasename(Value input, Arguments args, EvalContext context) {
    String tail = WinPath.split(path(input)).tail();
    return derived(tail, input);
  }

  static Value winDirname(Value input, Arguments args, EvalContext context) {
    return derived(WinPath.split(path(input)).head(), input);
  }

  static Value winSplitDrive(Value input, Arguments args, EvalContext context) {
    String path = path(input);
    int drive = WinPath.driveLength(path);
    return TupleValue.of(
        derived(path.substring(0, drive), input), derived(path.substring(drive), input));
  }

  static Value commonPath(Value input, Arguments args, EvalContext context) {
    List<List<String>> paths = new ArrayList<>();
    boolean absolute = true;
    for (Value item : Kit.sequence(input).orElse(List.of(input))) {
      String path = path(item);
      absolute = absolute && path.startsWith("/");
      paths.add(
          List.of(path.split("/")).stream()
              .filter(part -> !part.isEmpty() && !part.equals("."))
              .toList());
    }
    if (paths.isEmpty()) {
      throw PythonError.valueError("commonpath() arg is an empty sequence");
    }
    List<String> first = paths.getFirst();
    int common = first.size();
    for (List<String> path : paths) {
      int same = 0;
      while (same < Math.min(common, path.size()) && path.get(same).equals(first.get(same))) {
        same++;
      }
      common = same;
    }
    String shared = first.stream().limit(common).collect(Collectors.joining("/"));
    return Str.of(absolute ? "/" + shared : shared);
  }

  static Value normPath(Value input, Arguments args, EvalContext context) {
    String path = path(input);
    if (path.isEmpty()) {
      return Str.of(".");
    }
    String normal = Path.of(path).normalize().toString();
    String slashes = path.startsWith("//") && !path.startsWith("///") ? "/" : "";
    return Str.of(normal.isEmpty() ? "." : slashes + normal);
  }

  private static String path(Value input) {
    Value plain = Kit.plain(input);
    if (plain instanceof Str(String text, _, _)) {
      return text;
    }
    throw PythonError.typeError(
        "expected str, bytes or os.PathLike object, not " + Types.name(plain));
  }

  private static Value derived(String text, Value from) {
    return Unsafe.mark(Str.of(text), from);
  }
}
