package dev.holdfast.resources.vm;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.PveBinding.Family;
import dev.holdfast.resources.pve.PveBinding.Slots;
import dev.holdfast.resources.tree.Trees;
import java.util.stream.Collectors;

/// Checks the names of slots.
final class SlotNames {

  private SlotNames() {}

  /// Every key of a map must be a slot of these families.
  static Validator of(Slots slots) {
    return validator(
        slots,
        (path, value, diagnostics) ->
            Trees.elements(value)
                .keySet()
                .forEach(key -> check(slots, path.key(key), key, diagnostics)));
  }

  /// A text must be a slot of these families.
  static Validator one(Slots slots) {
    return validator(
        slots,
        (path, value, diagnostics) ->
            Values.string(value).ifPresent(slot -> check(slots, path, slot, diagnostics)));
  }

  @FunctionalInterface
  private interface Check {
    void run(Path path, Value value, Diagnostics diagnostics);
  }

  private static Validator validator(Slots slots, Check check) {
    return new Validator() {
      @Override
      public void validate(Path path, Value value, Diagnostics diagnostics) {
        check.run(path, value, diagnostics);
      }

      @Override
      public String describe() {
        return "slots " + ranges(slots);
      }
    };
  }

  private static void check(Slots slots, Path path, String slot, Diagnostics diagnostics) {
    if (slots.family(slot).isEmpty()) {
      diagnostics.error(
          path,
          "Unknown slot",
          "\"" + slot + "\" is no slot of this kind. Use one of " + ranges(slots) + ".");
    }
  }

  private static String ranges(Slots slots) {
    return slots.families().stream().map(SlotNames::range).collect(Collectors.joining(", "));
  }

  private static String range(Family family) {
    return family.prefix() + "0 to " + family.prefix() + family.last();
  }
}
