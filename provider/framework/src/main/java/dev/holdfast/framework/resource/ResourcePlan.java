package dev.holdfast.framework.resource;

import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;

/// The plan of one resource while [PlanModifying] looks at it, after all attributes were planned.
public interface ResourcePlan {

  PlanContext context();

  /// The planned object; [Value.Null] when the resource is to be destroyed.
  Value planned();

  /// Plans another object. The rules of Terraform still hold: what the configuration sets stays.
  void plan(Value.Obj object);

  /// Asks for replacement because of the attribute at `path`.
  void requireReplace(Path path);

  /// Puts the decision off; only where the client allows it, else an error diagnostic results.
  void defer(Deferral reason);

  PrivateState privateState();

  void privateState(PrivateState changed);
}
