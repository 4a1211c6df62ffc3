package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.FileTimes;
import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.Program;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `apt-get`, `apt-cache` and `apt-mark` of one machine.
record AptTools(Packages packages, Repositories repositories) {
  private static final Pattern SOURCE =
      Pattern.compile("^deb\\s+(?:\\[[^\\]]*]\\s+)?(\\S+)\\s+(\\S+)(.*)$");
  private static final String LISTS = "/var/lib/apt/lists";
  private static final int FAILED = 100;

  Map<String, Program> programs() {
    return Map.of("apt-get", this::get, "apt-cache", this::cache, "apt-mark", this::mark);
  }

  private Ran get(Call call) {
    List<String> operands = withoutOptions(call);
    if (!call.who().isRoot()) {
      return Ends.failed(FAILED, "E: Could not open lock file - open (13: Permission denied)\n");
    }
    List<String> rest = operands.isEmpty() ? List.of() : operands.subList(1, operands.size());
    return switch (operands.isEmpty() ? "" : operands.getFirst()) {
      case "update" -> update(call.machine().files().as(Identity.ROOT));
      case "install" -> AptChange.install(packages, call, rest);
      case "remove" -> AptChange.remove(packages, call, rest);
      case "purge" -> AptChange.remove(packages, call.with(with(call, "--purge")), rest);
      case "autoremove" -> AptChange.remove(packages, call.with(with(call, "--auto-remove")), rest);
      case "clean", "autoclean" -> Ends.ok();
      default -> Ends.notSimulated(String.join(" ", call.words()));
    };
  }

  private static List<String> with(Call call, String option) {
    List<String> words = new ArrayList<>(call.words());
    words.add(1, option);
    return words;
  }

  /// Options like `-o NAME=VALUE` and `-t RELEASE` have their value behind them.
  static List<String> withoutOptions(Call call) {
    List<String> operands = new ArrayList<>();
    Iterator<String> arguments = call.arguments().iterator();
    while (arguments.hasNext()) {
      String word = arguments.next();
      if (word.equals("-o") || word.equals("-t")) {
        arguments.next();
      } else if (!word.startsWith("-")) {
        operands.add(word);
      }
    }
    return operands;
  }

  private Ran update(FileView files) {
    Map<String, List<DebPackage>> lists = new LinkedHashMap<>();
    StringBuilder out = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    int number = 0;
    for (String url : sources(files)) {
      number++;
      Optional<List<DebPackage>> offered = repositories.at(url);
      offered.ifPresent(list -> lists.put(url, list));
      out.append("%s:%d %s\n".formatted(offered.isPresent() ? "Get" : "Err", number, url));
      if (offered.isEmpty()) {
        errors.append("E: The repository '%s' does not have a Release file.\n".formatted(url));
      }
    }
    if (!errors.isEmpty()) {
      return Ends.of(FAILED, out.toString(), errors.toString());
    }
    packages.update(lists);
    files.list(LISTS).forEach(name -> files.remove(LISTS + "/" + name));
    lists.forEach((url, list) ->
        files.put(
            LISTS + "/" + url.replaceFirst("^[a-z]+:/*", "").replace('/', '_') + "_Packages",
            list.stream()
                .map(deb -> "Package: %s\nVersion: %s\n\n".formatted(deb.name(), deb.version()))
                .collect(Collectors.joining()),
            0644));
    return Ends.ok(out + "Reading package lists...\n");
  }

  private static List<String> sources(FileView files) {
    List<String> texts = new ArrayList<>();
    files.maybe("/etc/apt/sources.list").ifPresent(texts::add);
    String folder = "/etc/apt/sources.list.d";
    files.list(folder).stream()
        .filter(name -> name.endsWith(".list"))
        .forEach(name -> texts.add(files.text(folder + "/" + name)));
    return texts.stream()
        .flatMap(String::lines)
        .map(line -> SOURCE.matcher(line.strip()))
        .filter(Matcher::matches)
        .map(source -> source.group(1))
        .distinct()
        .toList();
  }

  private Ran cache(Call call) {
    List<String> operands = withoutOptions(call);
    List<String> names = operands.isEmpty() ? List.of() : operands.subList(1, operands.size());
    return switch (operands.isEmpty() ? "" : operands.getFirst()) {
      case "policy" -> Ends.ok(names.stream().map(this::policy).collect(Collectors.joining()));
      case "pkgnames" ->
          Ends.ok(packages.names().stream().map(name -> name + "\n").collect(Collectors.joining()));
      case "showpkg" -> Ends.ok("Package: %s\nReverse Provides: \n".formatted(names));
      default -> Ends.notSimulated(String.join(" ", call.words()));
    };
  }

  private String policy(String name) {
    List<DebPackage> versions = packages.versions(name);
    Optional<String> installed = packages.version(name);
    List<String> all = new ArrayList<>(versions.stream().map(DebPackage::version).toList());
    installed.filter(version -> !all.contains(version)).ifPresent(all::add);
    if (all.isEmpty()) {
      return "";
    }
    all.sort(DebVersion.ORDER.reversed());
    StringBuilder text = new StringBuilder(name).append(":\n");
    text.append("  Installed: ").append(installed.orElse("(none)")).append('\n');
    text.append("  Candidate: ").append(all.getFirst()).append("\n  Version table:\n");
    for (String version : all) {
      boolean here = installed.filter(version::equals).isPresent();
      text.append(here ? " *** " : "     ").append(version).append(" 500\n");
      text.append("        500 lab\n");
    }
    return text.toString();
  }

  private Ran mark(Call call) {
    List<String> operands = call.operands();
    List<String> names = operands.isEmpty() ? List.of() : operands.subList(1, operands.size());
    return switch (operands.isEmpty() ? "" : operands.getFirst()) {
      case "showhold" ->
          Ends.ok(
              packages.entries().stream()
                  .filter(Packages.Entry::isHeld)
                  .map(entry -> entry.deb().name() + "\n")
                  .collect(Collectors.joining()));
      case "hold" -> each(names, entry -> entry.wanting("hold"));
      case "unhold" -> each(names, entry -> entry.wanting("install"));
      case "manual" -> each(names, entry -> entry.automatic(false));
      case "auto" -> each(names, entry -> entry.automatic(true));
      default -> Ends.notSimulated(String.join(" ", call.words()));
    };
  }

  private Ran each(List<String> names, java.util.function.UnaryOperator<Packages.Entry> change) {
    for (String name : names) {
      Optional<Packages.Entry> entry = packages.entry(name);
      if (entry.isEmpty()) {
        return Ends.failed(FAILED, "E: Unable to locate package %s\n".formatted(name));
      }
      packages.change(change.apply(entry.get()));
    }
    return Ends.ok();
  }

  /// The question of the module `apt`: when the lists were updated, and the time.
  static Ran times(Call call) {
    long updated = new FileTimes(call.files()).modified(LISTS).orElse(0L);
    return Ends.ok("%d\n%d\n".formatted(updated, call.files().now().getEpochSecond()));
  }
}
