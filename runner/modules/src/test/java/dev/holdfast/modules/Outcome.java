package dev.holdfast.modules;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a case left behind, without what differs from run to run: result and files.
final class Outcome {
  private static final Set<String> NOISE =
      Set.of(
          "start",
          "end",
          "delta",
          "date",
          "elapsed",
          "inode",
          "dev",
          "atime",
          "mtime",
          "ctime",
          "blocks",
          "block_size",
          "invocation",
          "exception",
          "version",
          "traceback",
          "attr_flags",
          "attributes",
          "mimetype",
          "charset",
          "deprecations",
          "examined");
  private static final String USER = System.getProperty("user.name");

  private Outcome() {}

  /// One text for both: sorted JSON.
  static String of(Value result, Path root) throws IOException {
    DictValue outcome = new DictValue();
    outcome.put("result", clean(result, root));
    outcome.put("files", files(ModuleCase.machine(root), root));
    return JsonWriter.write(outcome, JsonFormat.PLAIN.withSortKeys(true).withIndent(1));
  }

  /// The result alone.
  static Value result(Value result, Path root) {
    return clean(result, root);
  }

  private static Value clean(Value value, Path root) {
    return switch (value) {
      case Str str -> Str.of(text(str.text(), root));
      case ListValue list ->
          new ListValue(list.items().stream().map(each -> clean(each, root)).toList());
      case TupleValue(var items) ->
          new ListValue(items.stream().map(each -> clean(each, root)).toList());
      case DictValue dict -> dict(dict, root);
      case Real(double number) when number == Math.rint(number) -> new Real(number);
      default -> value;
    };
  }

  private static DictValue dict(DictValue dict, Path root) {
    TreeMap<String, Value> sorted = new TreeMap<>();
    dict.entries()
        .forEach((key, member) -> {
          String name = text(Text.str(key), root);
          boolean length =
              name.equals("size")
                  && (dict.get("state").equals(Optional.of(Str.of("link")))
                      || dict.get("islnk").equals(Optional.of(Bool.TRUE)));
          if (!NOISE.contains(name) && !length) {
            sorted.put(name, member(name, clean(member, root)));
          }
        });
    return DictValue.of(sorted);
  }

  private static Value member(String name, Value value) {
    return switch (name) {
      case "uid", "gid" -> Str.of("ID");
      case "owner", "group", "pw_name", "gr_name" ->
          Text.str(value).equals(USER) ? Str.of("ME") : value;
      case "archived", "expanded_paths" -> sorted(value);
      default -> value;
    };
  }

  /// File systems list directories in orders of their own.
  private static Value sorted(Value value) {
    return value instanceof ListValue list
        ? new ListValue(list.items().stream().sorted(Comparator.comparing(Text::str)).toList())
        : value;
  }

  private static String text(String text, Path root) {
    return text.replace(root.toString(), "{R}")
        .replace(CaseServer.address(), "{H}")
        .replaceAll("(?:/[\\w.]+)*/\\.ansible/tmp/[^'\" ]*", "{TMP}")
        .replaceAll("/(tmp\\w{8}|\\.holdfast-\\w+/out)\\b", "/{TMP}")
        .replaceAll("(Valid booleans include:).*", "$1 {BOOLEANS}")
        .replaceAll("\\.\\d+\\.\\d{4}-\\d\\d-\\d\\d@\\d\\d:\\d\\d:\\d\\d~", ".BACKUP~");
  }

  private static ListValue files(Path folder, Path root) throws IOException {
    ListValue lines = new ListValue();
    if (!Files.exists(folder)) {
      return lines;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted().toList()) {
        if (!path.equals(folder)) {
          lines.items().add(Str.of(text(line(folder.relativize(path).toString(), path), root)));
        }
      }
    }
    return lines;
  }

  private static String line(String name, Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return name + " -> " + Files.readSymbolicLink(path);
    }
    String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    return Files.isDirectory(path)
        ? "%s/ %s".formatted(name, mode)
        : "%s %s %s".formatted(name, mode, Files.readString(path));
  }
}
