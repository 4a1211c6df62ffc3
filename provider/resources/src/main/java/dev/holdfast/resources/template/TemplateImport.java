package dev.holdfast.resources.template;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What an import names: templates as `node/vmid`, joined by commas.
final class TemplateImport {

  private static final Pattern PLACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*/[1-9][0-9]{2,8}");

  private TemplateImport() {}

  /// The object that a read completes.
  static Optional<Value.Obj> parse(String id, Diagnostics diagnostics) {
    Map<String, Made> templates = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (String place : Arrays.asList(id.split(",", -1))) {
      if (PLACE.matcher(place).matches()) {
        Made made = Made.at(place);
        templates.put(made.host().text(), made);
      } else {
        wrong.add("\"" + place + "\"");
      }
    }
    if (!wrong.isEmpty()) {
      diagnostics.error(
          "Invalid import id",
          String.join(", ", wrong)
              + " is no template. Name each as node and VM id, with commas between them, such as "
              + "\"pve1/9000\" or \"pve1/9000,pve2/9001\".");
      return Optional.empty();
    }
    List<Value> nodes = templates.keySet().stream().map(Value::of).toList();
    Value.Obj blank = Values.nullObject(TemplateTable.SCHEMA.body().type());
    return Optional.of(
        TemplateState.with(blank, templates, List.of()).with("nodes", new Value.SetOf(nodes)));
  }
}
