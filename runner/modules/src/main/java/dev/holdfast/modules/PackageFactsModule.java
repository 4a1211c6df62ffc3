package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `package_facts`: what is installed, asked of the package database itself, so that the machine
/// needs neither Python nor its bindings. `origin` of Debian's packages is what the package says of
/// itself: the lists of the repositories are not read.
final class PackageFactsModule implements Module {
  /// The managers in the order in which `auto` tries them.
  private enum Manager {
    RPM(
        "rpm",
        "rpm -qa --qf '%{NAME}\\t%{VERSION}\\t%{RELEASE}\\t%{EPOCH}\\t%{ARCH}\\n'",
        "name version release epoch arch"),
    APT(
        "dpkg-query",
        "dpkg-query -W -f '${db:Status-Status}\\t${binary:Package}\\t${Version}\\t${Architecture}\\t"
            + "${Section}\\t${Origin}\\n' | sed -n 's/^installed\\t//p'",
        "name version arch category origin"),
    PACMAN("pacman", "LC_ALL=C pacman -Qi", ""),
    APK("apk", "apk info -v 2>/dev/null", "");

    private final String program;
    private final String query;
    private final String fields;

    Manager(String program, String query, String fields) {
      this.program = program;
      this.query = query;
      this.fields = fields;
    }

    private List<String> names() {
      return List.of(fields.split(" "));
    }

    private String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    private Probe.Query probe() {
      return new Probe.Query(
          Command.shell("command -v %s >/dev/null || exit 127; %s".formatted(program, query)));
    }
  }

  private static final List<String> ELSEWHERE = List.of("pkg", "pkg_info", "portage");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "package_facts",
        ArgumentSpec.of(
            Argument.list("manager").or(ListValue.of(Str.of("auto"))),
            Argument.str("strategy").or("first").choices("first", "all")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Set<String> wanted = new LinkedHashSet<>();
    arguments.texts("manager").stream()
        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
        .filter(name -> !name.equals("auto"))
        .forEach(wanted::add);
    if (arguments.texts("manager").contains("auto")) {
      for (Manager manager : Manager.values()) {
        wanted.add(manager.label());
      }
    }
    refuse(wanted);
    List<Manager> managers = new ArrayList<>();
    wanted.forEach(name -> {
      if (!ELSEWHERE.contains(name)) {
        managers.add(Manager.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
      }
    });
    Answers answers =
        invocation.machine().ask(managers.stream().<Probe>map(Manager::probe).toList());
    boolean all = arguments.must("strategy").equals("all");
    DictValue packages = new DictValue();
    int found = 0;
    for (Manager manager : managers) {
      Ran ran = answers.of(manager.probe());
      if (ran.ok() && (all || found == 0) && !(manager == Manager.RPM && empty(ran, managers))) {
        found++;
        packages(manager, ran.text()).entries().forEach(packages::put);
      }
    }
    if (found == 0) {
      throw ModuleFailure.of(
          ("Could not detect a supported package manager from the following list: %s, or the"
                  + " required Python library is not installed. Check warnings for details.")
              .formatted(Text.repr(new ListValue(wanted.stream().map(Str::of).toList()))));
    }
    DictValue facts = new DictValue();
    facts.put("packages", packages);
    return ModuleResult.changed(false).with("ansible_facts", facts);
  }

  /// Debian machines may have the program `rpm` without any use for it.
  private static boolean empty(Ran ran, List<Manager> managers) {
    return ran.text().isBlank() && managers.size() > 1;
  }

  private static void refuse(Set<String> wanted) {
    List<String> known = new ArrayList<>(ELSEWHERE);
    for (Manager manager : Manager.values()) {
      known.add(manager.label());
    }
    List<String> unknown = wanted.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty()) {
      throw ModuleFailure.of(
          "Unsupported package managers requested: " + String.join(", ", unknown));
    }
  }

  private static DictValue packages(Manager manager, String text) {
    List<Map<String, Value>> all =
        switch (manager) {
          case RPM, APT ->
              text.lines().map(line -> row(manager.names(), line.split("\t", -1))).toList();
          case APK -> text.lines().map(PackageFactsModule::apk).toList();
          case PACMAN ->
              List.of(text.strip().split("\n\n")).stream().map(PackageFactsModule::pacman).toList();
        };
    DictValue packages = new DictValue();
    for (Map<String, Value> each : all) {
      DictValue details = DictValue.of(each);
      details.put("source", Str.unsafe(manager.label()));
      Value name = Optional.ofNullable(each.get("name")).orElse(None.NONE);
      packages
          .get(name)
          .ifPresentOrElse(
              list -> ((ListValue) list).items().add(details),
              () -> packages.put(name, ListValue.of(details)));
    }
    return packages;
  }

  private static Map<String, Value> row(List<String> fields, String[] values) {
    Map<String, Value> row = new LinkedHashMap<>();
    for (int i = 0; i < fields.size() && i < values.length; i++) {
      String value = values[i];
      row.put(
          fields.get(i),
          value.equals("(none)")
              ? None.NONE
              : fields.get(i).equals("epoch") ? Int.of(Long.parseLong(value)) : Str.unsafe(value));
    }
    return row;
  }

  /// `name-version-rRELEASE`.
  private static Map<String, Value> apk(String line) {
    Map<String, Value> row = new LinkedHashMap<>();
    int release = line.lastIndexOf('-');
    int version = release < 0 ? -1 : line.lastIndexOf('-', release - 1);
    boolean whole = version > 0;
    row.put("name", Str.unsafe(whole ? line.substring(0, version) : line));
    row.put("version", Str.unsafe(whole ? line.substring(version + 1, release) : ""));
    row.put("release", Str.unsafe(whole ? line.substring(release + 1) : ""));
    return row;
  }

  private static Map<String, Value> pacman(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    String last = "";
    for (String line : text.lines().toList()) {
      int sign = line.indexOf(" : ");
      if (sign > 0 && !line.startsWith(" ")) {
        last = line.substring(0, sign).strip();
        fields.put(last, line.substring(sign + 3));
      } else {
        fields.merge(last, line.strip(), (one, other) -> one + "  " + other);
      }
    }
    String provides = fields.getOrDefault("Provides", "None");
    Map<String, Value> row = new LinkedHashMap<>();
    row.put("name", Str.unsafe(fields.getOrDefault("Name", "")));
    row.put("version", Str.unsafe(fields.getOrDefault("Version", "")));
    row.put("arch", Str.unsafe(fields.getOrDefault("Architecture", "")));
    row.put(
        "provides",
        provides.equals("None")
            ? None.NONE
            : new ListValue(
                List.of(provides.split(" {2}")).stream()
                    .map(each -> Str.unsafe(each.split("=", 2)[0]))
                    .toList()));
    return row;
  }
}
