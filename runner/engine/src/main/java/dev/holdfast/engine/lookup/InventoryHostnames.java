package dev.holdfast.engine.lookup;

import dev.holdfast.engine.inventory.HostNames;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The hosts of patterns such as `web:!old`, out of the variable `groups`.
///
/// Source: `ansible/plugins/lookup/inventory_hostnames.py`.
final class InventoryHostnames {
  private InventoryHostnames() {}

  static List<Value> run(List<Value> terms, Templar templar, Settings settings) {
    DictValue groups =
        templar
            .variables()
            .lookup("groups")
            .flatMap(Terms::dict)
            .orElseThrow(() -> PythonError.keyError(Str.of("groups")));
    Map<String, List<String>> names = new LinkedHashMap<>();
    groups
        .entries()
        .forEach((group, hosts) ->
            names.put(Text.str(group), Sequences.iterate(hosts).stream().map(Text::str).toList()));
    List<String> patterns = Terms.flatten(terms).stream().map(Text::str).toList();
    try {
      return HostNames.select(names, patterns, settings, templar.services().warnings()::accept)
          .stream()
          .<Value>map(Str::of)
          .toList();
    } catch (PlaybookException e) {
      return List.of();
    }
  }
}
