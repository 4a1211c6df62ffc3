package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import java.util.List;

/// Whether the plan that Terraform asks for again during an apply agrees with the one that the user
/// saw: known values stay, unknown ones may become known.
///
/// Source of the rules: the check for an inconsistent final plan in Terraform's
/// `internal/terraform/node_resource_abstract_instance.go`.
public final class ReplanCheck {

  private ReplanCheck() {}

  /// @param first the plan that the user saw
  /// @param last the plan made with the final configuration
  public static List<Violation> violations(Schema schema, Value first, Value last) {
    List<Conformance.Problem> misfits = Conformance.problems(schema.type(), last);
    if (!misfits.isEmpty()) {
      return Found.of(misfits);
    }
    var found = new Found();
    Completion.check(schema.body(), first, last, found);
    return found.all();
  }
}
