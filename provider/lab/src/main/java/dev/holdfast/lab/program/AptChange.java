package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What apt-get is about to change, and does unless it is only a simulation.
final class AptChange {
  private static final int FAILED = 100;
  private static final String INTRODUCTION =
      "Reading package lists...\nBuilding dependency tree...\nReading state information...\n";

  private final Packages packages;
  private final Call call;
  private final Map<String, DebPackage> coming = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();

  private AptChange(Packages packages, Call call) {
    this.packages = packages;
    this.call = call;
  }

  static Ran install(Packages packages, Call call, List<String> wishes) {
    AptChange change = new AptChange(packages, call);
    for (String wish : wishes) {
      Optional<String> problem = change.wish(wish);
      if (problem.isPresent()) {
        return Ends.of(FAILED, INTRODUCTION, problem.get());
      }
    }
    return change.carryOut();
  }

  private Optional<String> wish(String wish) {
    String[] pair = wish.split("=", 2);
    List<DebPackage> versions = packages.versions(pair[0]);
    Optional<DebPackage> chosen =
        versions.stream()
            .filter(deb -> pair.length == 1 || deb.version().equals(pair[1]))
            .findFirst();
    boolean already =
        packages
            .version(pair[0])
            .filter(version -> pair.length == 1 || version.equals(pair[1]))
            .isPresent();
    if (already) {
      return Optional.empty();
    }
    if (chosen.isEmpty()) {
      return Optional.of(
          versions.isEmpty()
              ? "E: Unable to locate package %s\n".formatted(pair[0])
              : "E: Version '%s' for '%s' was not found\n".formatted(pair[1], pair[0]));
    }
    asked.add(pair[0]);
    return add(chosen.get());
  }

  private Optional<String> add(DebPackage deb) {
    if (coming.containsKey(deb.name())) {
      return Optional.empty();
    }
    boolean held = packages.entry(deb.name()).filter(Packages.Entry::isHeld).isPresent();
    if (held && !call.has("--allow-change-held-packages")) {
      return Optional.of(
          "E: Held packages were changed and -y was used without --allow-change-held-packages.\n");
    }
    boolean older =
        packages
            .version(deb.name())
            .filter(now -> DebVersion.ORDER.compare(now, deb.version()) > 0)
            .isPresent();
    if (older && !call.has("--allow-downgrades")) {
      return Optional.of(
          "E: Packages were downgraded and -y was used without --allow-downgrades.\n");
    }
    coming.put(deb.name(), deb);
    for (String name : deb.depends()) {
      if (!packages.isInstalled(name)) {
        Optional<DebPackage> needed = packages.versions(name).stream().findFirst();
        if (needed.isEmpty()) {
          return Optional.of(
              "E: Unable to correct problems, you have held broken packages.\n"
                  + " %s : Depends: %s but it is not installable\n".formatted(deb.name(), name));
        }
        Optional<String> problem = add(needed.get());
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private Ran carryOut() {
    List<String> fresh =
        coming.keySet().stream().filter(name -> !packages.isInstalled(name)).toList();
    List<String> upgraded = coming.keySet().stream().filter(packages::isInstalled).toList();
    StringBuilder out = new StringBuilder(INTRODUCTION);
    list(out, "The following NEW packages will be installed:", fresh);
    list(out, "The following packages will be upgraded:", upgraded);
    out.append(
        "%d upgraded, %d newly installed, 0 to remove and 0 not upgraded.\n"
            .formatted(upgraded.size(), fresh.size()));
    if (!call.has("--simulate")) {
      // What others need comes first.
      new ArrayList<>(coming.values())
          .reversed()
          .forEach(deb -> packages.install(deb, !asked.contains(deb.name())));
    }
    return Ends.ok(out.toString());
  }

  private static void list(StringBuilder out, String title, List<String> names) {
    if (!names.isEmpty()) {
      out.append(title).append("\n  ").append(String.join(" ", names)).append('\n');
    }
  }

  static Ran remove(Packages packages, Call call, List<String> names) {
    boolean purge = call.has("--purge");
    List<DebPackage> going = new ArrayList<>();
    for (String name : names) {
      Optional<Packages.Entry> entry = packages.entry(name);
      boolean held = entry.filter(Packages.Entry::isHeld).isPresent();
      if (held && !call.has("--allow-change-held-packages")) {
        return Ends.of(
            FAILED,
            INTRODUCTION,
            "E: Held packages were changed and -y was used without"
                + " --allow-change-held-packages.\n");
      }
      entry.filter(found -> found.installed() || purge).ifPresent(found -> going.add(found.deb()));
    }
    StringBuilder out = new StringBuilder(INTRODUCTION);
    List<DebPackage> needing = needing(packages, going);
    going.addAll(needing);
    list(
        out,
        "The following packages will be REMOVED:",
        going.stream().map(DebPackage::name).toList());
    if (!call.has("--simulate")) {
      going.forEach(deb -> packages.remove(deb, purge));
      if (call.has("--auto-remove")) {
        packages.unneeded().forEach(deb -> packages.remove(deb, purge));
      }
    }
    return Ends.ok(
        out
            + "0 upgraded, 0 newly installed, %d to remove and 0 not upgraded.\n"
                .formatted(going.size()));
  }

  /// What cannot stay without the packages that go.
  private static List<DebPackage> needing(Packages packages, List<DebPackage> going) {
    List<String> names = going.stream().map(DebPackage::name).toList();
    return packages.entries().stream()
        .filter(Packages.Entry::installed)
        .map(Packages.Entry::deb)
        .filter(deb -> !names.contains(deb.name()))
        .filter(deb -> deb.depends().stream().anyMatch(names::contains))
        .toList();
  }
}
