package dev.holdfast.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The table of a transaction that dnf or yum prints before it asks: name, architecture, version,
/// repository and size in columns, under headings that say what becomes of them.
record DnfPlan(List<Row> rows) {
  DnfPlan {
    rows = List.copyOf(rows);
  }

  /// One package.
  ///
  /// @param gone whether it is taken away
  record Row(String name, String arch, String version, boolean gone) {
    String nevra() {
      String shown = version.startsWith("0:") ? version.substring(2) : version;
      return "%s-%s.%s".formatted(name, shown, arch);
    }
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  static DnfPlan parse(String text) {
    List<Row> rows = new ArrayList<>();
    boolean in = false;
    boolean gone = false;
    Optional<String> name = Optional.empty();
    for (String line : text.lines().toList()) {
      String heading = line.strip().toLowerCase(java.util.Locale.ROOT);
      if (heading.startsWith("transaction summary")) {
        break;
      }
      if (!line.startsWith(" ") && heading.endsWith(":")) {
        gone = heading.startsWith("remov");
        in = !heading.startsWith("skipping");
        continue;
      }
      if (!in || !line.startsWith(" ") || heading.startsWith("replacing")) {
        continue;
      }
      // A long name stands on a line of its own.
      List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
      name.ifPresent(words::addFirst);
      name = Optional.empty();
      if (words.size() == 1) {
        name = Optional.of(words.getFirst());
      } else if (words.size() >= 4) {
        rows.add(new Row(words.get(0), words.get(1), words.get(2), gone));
      }
    }
    return new DnfPlan(rows);
  }

  /// As the module tells it; what is replaced counts as removed.
  List<String> results(List<RpmPackage> installed) {
    List<String> results = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (Row row : rows) {
      if (row.gone()) {
        removed.add("Removed: " + row.nevra());
      } else {
        results.add("Installed: " + row.nevra());
        installed.stream()
            .filter(each -> each.name().equals(row.name()) && each.arch().equals(row.arch()))
            .forEach(each -> removed.add("Removed: " + each.nevra()));
      }
    }
    results.sort(null);
    removed.sort(null);
    results.addAll(removed);
    return results;
  }
}
