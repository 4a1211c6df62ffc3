package dev.holdfast.engine.vars;

import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.List;

/// Dicts of variables as `vars:` and variable files write them: a dict, or a list of dicts.
final class VariablesFile {
  private VariablesFile() {}

  /// The dicts of the keyword `vars`.
  static List<DictValue> dicts(Given given) {
    Value value = given.value();
    if (value == None.NONE) {
      return List.of();
    }
    if (value instanceof DictValue dict) {
      return List.of(dict);
    }
    boolean list =
        value instanceof ListValue items
            && items.items().stream().allMatch(DictValue.class::isInstance);
    if (!list) {
      throw new PlaybookException(
          "Vars in a play must be specified as a dictionary, or a list of dictionaries",
          given.at());
    }
    return ((ListValue) value).items().stream().map(DictValue.class::cast).toList();
  }

  /// The dicts of a file.
  static List<DictValue> dicts(Value data) {
    if (data == None.NONE) {
      return List.of();
    }
    List<Value> items = data instanceof ListValue list ? list.items() : List.of(data);
    for (Value item : items) {
      if (!(item instanceof DictValue)) {
        throw new PlaybookException(
            ("variable files must contain either a dictionary of variables, or a list of"
                    + " dictionaries. Got: %s (<class '%s'>)")
                .formatted(Text.str(data), Types.name(data)));
      }
    }
    return items.stream().map(DictValue.class::cast).toList();
  }

  /// All members in one dict, the later ones counting.
  static DictValue joined(List<DictValue> dicts) {
    if (dicts.size() == 1) {
      return dicts.getFirst();
    }
    DictValue all = new DictValue();
    dicts.forEach(dict -> dict.entries().forEach(all::put));
    return all;
  }
}
