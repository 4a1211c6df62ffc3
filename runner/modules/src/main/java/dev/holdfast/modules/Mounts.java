package dev.holdfast.modules;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is mounted, from `/proc/self/mountinfo` (proc(5)). The source of a bind mount is the path
/// that it shows.
final class Mounts {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private final Map<String, String> sources = new LinkedHashMap<>();

  /// One line.
  private record Row(String parent, String root, String path, String source) {}

  Mounts(String text) {
    Map<String, Row> rows = new LinkedHashMap<>();
    text.lines()
        .map(line -> SPACES.split(line.strip()))
        .filter(fields -> fields.length > 8)
        .forEach(fields ->
            rows.put(
                fields[0], new Row(fields[1], fields[3], fields[4], fields[fields.length - 2])));
    rows.values()
        .forEach(row ->
            sources.put(
                row.path(),
                Optional.ofNullable(rows.get(row.parent()))
                    .filter(_ -> !row.parent().equals("1"))
                    .map(above -> shown(row, above))
                    .orElse(row.source())));
  }

  private static String shown(Row row, Row above) {
    String root = row.root();
    if (above.root().length() > 1 && root.startsWith(above.root() + "/")) {
      root = root.substring(above.root().length());
    }
    return above.path().equals("/") ? root : above.path() + root;
  }

  /// What is mounted at a path.
  Optional<String> source(String path) {
    return Optional.ofNullable(sources.get(path));
  }
}
