package dev.holdfast.framework.resource;

/// A resource that looks at the whole plan, also at the plan to destroy.
public interface PlanModifying<D> {

  void modifyPlan(Call<D> call, ResourcePlan plan);
}
