package dev.holdfast.framework.schema;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;

/// One attribute while it is planned; a [PlanModifier] reads it and may change the planned value.
public interface AttributePlan {

  PlanContext context();

  Path path();

  /// What the configuration says, null where it says nothing.
  Value config();

  /// What the state holds, null where it holds nothing.
  Value prior();

  /// What is planned so far.
  Value planned();

  /// Plans another value.
  void plan(Value value);

  /// Asks for the resource to be replaced because of this attribute.
  void requireReplace();

  Diagnostics diagnostics();
}
