package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `dpkg` and `dpkg-query` of one machine.
record DpkgTools(Packages packages) {
  private static final Pattern FIELD = Pattern.compile("\\$\\{([A-Za-z:-]+)}");

  Map<String, Program> programs() {
    return Map.of("dpkg", this::dpkg, "dpkg-query", this::query, "awk", this::automatic);
  }

  private Ran dpkg(Call call) {
    return switch (call.arguments().isEmpty() ? "" : call.arguments().getFirst()) {
      case "--print-architecture" -> Ends.ok(packages.architecture() + "\n");
      case "--get-selections" -> selections(call.operands());
      case "--set-selections" -> select(call);
      default -> Ends.notSimulated(String.join(" ", call.words()));
    };
  }

  private Ran selections(List<String> names) {
    StringBuilder out = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    if (names.isEmpty()) {
      packages.entries().forEach(entry -> out.append(selection(entry)));
    }
    for (String name : names) {
      packages
          .entry(name)
          .ifPresentOrElse(
              entry -> out.append(selection(entry)),
              () -> errors.append("dpkg: no packages found matching " + name + "\n"));
    }
    return Ends.of(0, out.toString(), errors.toString());
  }

  private static String selection(Packages.Entry entry) {
    return entry.deb().name() + "\t\t\t\t\t" + entry.wanted() + "\n";
  }

  private Ran select(Call call) {
    if (!call.who().isRoot()) {
      return Ends.failed(2, "dpkg: error: requested operation requires superuser privilege\n");
    }
    StringBuilder errors = new StringBuilder();
    for (String line : call.input().text().lines().toList()) {
      String[] words = line.strip().split("\\s+");
      Optional<Packages.Entry> entry = packages.entry(words[0]);
      entry.ifPresentOrElse(
          found -> packages.change(found.wanting(words[1])),
          () ->
              errors.append(
                  "dpkg: warning: package not in status nor available database at line 1: %s\n"
                      .formatted(words[0])));
    }
    return Ends.of(0, "", errors.toString());
  }

  private Ran query(Call call) {
    List<String> arguments = call.arguments();
    boolean brief = arguments.size() > 2 && arguments.subList(0, 2).equals(List.of("-W", "-f"));
    Optional<String> format =
        brief
            ? Optional.of(arguments.get(2))
            : call.option("--showformat").filter(_ -> call.has("--show"));
    if (format.isEmpty()) {
      return Ends.notSimulated(String.join(" ", call.words()));
    }
    List<String> names = brief ? arguments.subList(3, arguments.size()) : call.operands();
    StringBuilder out = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    if (names.isEmpty()) {
      packages.entries().forEach(entry -> out.append(line(entry, format.get())));
    }
    for (String name : names) {
      packages
          .entry(name)
          .ifPresentOrElse(
              entry -> out.append(line(entry, format.get())),
              () -> errors.append("dpkg-query: no packages found matching " + name + "\n"));
    }
    return Ends.of(errors.isEmpty() ? 0 : 1, out.toString(), errors.toString());
  }

  private String line(Packages.Entry entry, String format) {
    return FIELD
        .matcher(format)
        .replaceAll(field -> Matcher.quoteReplacement(value(entry, field.group(1))))
        .replace("\\t", "\t")
        .replace("\\n", "\n");
  }

  private String value(Packages.Entry entry, String field) {
    DebPackage deb = entry.deb();
    return switch (field) {
      case "Package", "binary:Package" -> deb.name();
      case "Version" -> deb.version();
      case "Architecture" ->
          deb.architecture().isEmpty() ? packages.architecture() : deb.architecture();
      case "Section" -> deb.section();
      case "db:Status-Status" -> entry.installed() ? "installed" : "config-files";
      case "db:Status-Want" -> entry.wanted();
      case "Status" -> entry.wanted() + " ok " + (entry.installed() ? "installed" : "config-files");
      default -> "";
    };
  }

  /// The one program that the module `apt` has for `awk`: what was installed for others.
  private Ran automatic(Call call) {
    return call.words().getLast().equals("/var/lib/apt/extended_states")
        ? Ends.ok(
            packages.entries().stream()
                .filter(Packages.Entry::automatic)
                .map(entry -> entry.deb().name() + "\n")
                .collect(Collectors.joining()))
        : Ends.notSimulated("awk");
  }

  /// The question of the module `package_facts`.
  Ran facts(Call call, Matcher text) {
    String format = text.group(1);
    String lines =
        packages.entries().stream()
            .filter(Packages.Entry::installed)
            .map(entry -> line(entry, format.replace("${db:Status-Status}\\t", "")))
            .collect(Collectors.joining());
    return call.files().exists("/usr/bin/dpkg-query") ? Ends.ok(lines) : Ends.of(127, "", "");
  }
}
