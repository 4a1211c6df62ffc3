package dev.holdfast.acceptance.equivalence;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// One case: a folder with a configuration, and one with what it should lead to.
record EquivalenceCase(Path folder, Path goldens) {

  private static final String OURS = "hashicorp/tfcoremock";

  /// A provider's source address; the source of a local module starts with a dot.
  private static final Pattern SOURCE = Pattern.compile("source\\s*=\\s*\"([^\".]+/[^\"]+)\"");

  private static final Pattern PRESENT_HOST =
      Pattern.compile("registry\\.(opentofu\\.org|terraform\\.io)");

  String name() {
    return String.valueOf(folder.getFileName());
  }

  /// The providers it needs that we do not have.
  Set<String> missingProviders() {
    var missing = new TreeSet<String>();
    for (Path file : files()) {
      if (file.toString().endsWith(".tf")) {
        SOURCE.matcher(Folders.read(file)).results().map(hit -> hit.group(1)).forEach(missing::add);
      }
    }
    missing.remove(OURS);
    return missing;
  }

  /// All files but the lock file, which names a provider package that is not there.
  List<Path> files() {
    return Folders.files(folder).stream()
        .filter(file -> !file.endsWith(".terraform.lock.hcl"))
        .toList();
  }

  /// The text of a file or golden, with the registry that the running program takes for granted.
  static String rewritten(Path file, String host) {
    return PRESENT_HOST.matcher(Folders.read(file)).replaceAll(host);
  }
}
