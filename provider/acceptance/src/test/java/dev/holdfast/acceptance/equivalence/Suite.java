package dev.holdfast.acceptance.equivalence;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A folder with `tests/CASE/` (configuration, start state, `spec.json`) and `outputs/CASE/` (what
/// plan, apply and state should be).
record Suite(Path folder) {

  List<EquivalenceCase> cases() {
    return Folders.within(folder.resolve("tests")).stream()
        .filter(one -> Files.exists(one.resolve("spec.json")))
        .map(one -> new EquivalenceCase(one, folder.resolve("outputs").resolve(one.getFileName())))
        .toList();
  }

  /// Runs every case whose providers are there, prints the differences and the sum, and says
  /// whether all were equal.
  boolean run(PrintStream out) {
    var notRun = new ArrayList<String>();
    int ran = 0;
    int equal = 0;
    for (EquivalenceCase one : cases()) {
      Set<String> missing = one.missingProviders();
      if (!missing.isEmpty()) {
        notRun.add(one.name() + " (needs " + String.join(", ", missing) + ")");
        continue;
      }
      List<String> differences = new CaseRun(one).differences();
      ran++;
      equal += differences.isEmpty() ? 1 : 0;
      if (!differences.isEmpty()) {
        out.println(one.name() + ":");
        differences.forEach(difference -> out.println("  " + difference.replace("\n", "\n    ")));
      }
    }
    notRun.forEach(name -> out.println("not run: " + name));
    out.println(equal + " of " + ran + " cases are equal, " + notRun.size() + " not run");
    return equal == ran && ran > 0;
  }
}
