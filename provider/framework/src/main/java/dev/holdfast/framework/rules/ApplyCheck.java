package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import java.util.List;

/// Whether an apply returned what was planned: known values exactly, unknown ones known now.
///
/// Source of the rules: `AssertObjectCompatible` in Terraform's `internal/plans/objchange` and the
/// checks in `internal/terraform/node_resource_abstract_instance.go`.
public final class ApplyCheck {

  private ApplyCheck() {}

  /// @param planned the planned object, null where it was to be deleted
  /// @param actual what the apply returned
  public static List<Violation> violations(Schema schema, Value planned, Value actual) {
    List<Conformance.Problem> misfits = Conformance.problems(schema.type(), actual);
    if (!misfits.isEmpty()) {
      return Found.of(misfits);
    }
    var found = new Found();
    Completion.check(schema.body(), planned, actual, found);
    ReadCheck.known(actual, "is still unknown after the apply", found);
    WriteOnly.check(schema.body(), actual, found);
    return found.all();
  }
}
