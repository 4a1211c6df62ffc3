package dev.holdfast.cli.inventory;

import dev.holdfast.engine.inventory.Group;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Groups and hosts as lines that show who is inside whom.
///
/// @param showVars whether variables are shown, too
record InventoryGraph(InventoryVariables variables, boolean showVars) {
  String of(Group top) {
    List<String> lines = new ArrayList<>();
    group(top, 0, lines);
    return String.join("\n", lines);
  }

  private void group(Group group, int depth, List<String> lines) {
    lines.add(line("@" + group.name() + ":", depth));
    for (Group child : group.children()) {
      group(child, depth + 1, lines);
    }
    if (!group.name().equals("all")) {
      for (Host host : group.ownHosts()) {
        lines.add(line(host.name(), depth + 1));
        if (showVars) {
          vars(variables.of(host), depth + 2, lines);
        }
      }
    }
    if (showVars) {
      vars(variables.of(group), depth + 1, lines);
    }
  }

  private static void vars(DictValue vars, int depth, List<String> lines) {
    TreeMap<String, String> sorted = new TreeMap<>();
    vars.entries().forEach((name, value) -> sorted.put(Text.str(name), Text.str(value)));
    sorted.forEach((name, value) -> lines.add(line("{" + name + " = " + value + "}", depth)));
  }

  private static String line(String text, int depth) {
    return depth == 0 ? text : "  |".repeat(depth) + "--" + text;
  }
}
