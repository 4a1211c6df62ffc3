package dev.holdfast.modules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `apt-cache policy` says of one package.
///
/// @param candidate what apt would install
/// @param versions all that there are; none for a name that others only provide
record AptPolicy(Optional<String> candidate, List<String> versions) {
  AptPolicy {
    versions = List.copyOf(versions);
  }

  /// The version that apt would take for a wish; a wish for a version beats every pin.
  Optional<String> best(AptSpec spec) {
    return spec.compare().equals("=")
        ? versions.stream().filter(spec::accepts).max(DebianVersion.ORDER)
        : candidate;
  }

  /// The packages by name, from the command's output.
  static Map<String, AptPolicy> parse(String text) {
    Map<String, AptPolicy> policies = new LinkedHashMap<>();
    String name = "";
    Optional<String> candidate = Optional.empty();
    List<String> versions = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (!line.startsWith(" ") && line.endsWith(":")) {
        keep(policies, name, candidate, versions);
        name = line.substring(0, line.length() - 1);
        candidate = Optional.empty();
        versions.clear();
      } else if (line.startsWith("  Candidate: ")) {
        candidate = Optional.of(line.substring(13).strip()).filter(each -> !each.equals("(none)"));
      } else if (line.startsWith(" *** ") || line.matches(" {5}[^ ].*")) {
        versions.add(line.substring(5).strip().split(" ")[0]);
      }
    }
    keep(policies, name, candidate, versions);
    return policies;
  }

  private static void keep(
      Map<String, AptPolicy> policies,
      String name,
      Optional<String> candidate,
      List<String> versions) {
    if (!name.isEmpty()) {
      policies.put(name, new AptPolicy(candidate, versions));
    }
  }
}
