package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.ValueTree;
import java.util.List;

/// Whether an object may be stored as state: of the right type, wholly known, write-only attributes
/// null. For the answers to read, import, upgrade, move and data source calls.
public final class ReadCheck {

  private ReadCheck() {}

  public static List<Violation> violations(Schema schema, Value actual) {
    List<Conformance.Problem> misfits = Conformance.problems(schema.type(), actual);
    if (!misfits.isEmpty()) {
      return Found.of(misfits);
    }
    var found = new Found();
    known(actual, "is unknown, but a state holds only known values", found);
    WriteOnly.check(schema.body(), actual, found);
    return found.all();
  }

  /// Adds a violation for each unknown part, unless its place already has one.
  static void known(Value actual, String message, Found found) {
    if (!actual.isWhollyKnown()) {
      ValueTree.leaves(
          actual,
          (path, leaf) -> {
            if (leaf.isUnknown() && !found.has(path)) {
              found.add(path, message);
            }
          });
    }
  }
}
