package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.ResourcePlan;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The plan of one resource on its way through the engine.
final class WholePlan implements ResourcePlan {

  private final PlanContext context;
  private final Diagnostics diagnostics;
  private final ClientCapabilities client;
  private final List<Path> replaced;
  private Value planned;
  private PrivateState privateState;
  private Optional<Deferral> deferred = Optional.empty();

  WholePlan(
      PlanContext context,
      Diagnostics diagnostics,
      ClientCapabilities client,
      Value planned,
      List<Path> replaced,
      PrivateState privateState) {
    this.context = context;
    this.diagnostics = diagnostics;
    this.client = client;
    this.planned = planned;
    this.replaced = new ArrayList<>(replaced);
    this.privateState = privateState;
  }

  @Override
  public PlanContext context() {
    return context;
  }

  @Override
  public Value planned() {
    return planned;
  }

  @Override
  public void plan(Value.Obj object) {
    if (planned.isNull()) {
      diagnostics.error(
          "Unable to plan the destruction",
          "The provider planned an object where the resource is to be destroyed. This is a bug in"
              + " the provider.");
    } else {
      planned = object;
    }
  }

  @Override
  public void requireReplace(Path path) {
    replaced.add(path);
  }

  @Override
  public void defer(Deferral reason) {
    if (client.deferralAllowed()) {
      deferred = Optional.of(reason);
    } else {
      diagnostics.error(
          "Unable to plan yet",
          "The plan needs something that does not exist yet ("
              + reason
              + "), and this Terraform cannot put a resource off. Apply what it depends on first,"
              + " with -target.");
    }
  }

  @Override
  public PrivateState privateState() {
    return privateState;
  }

  @Override
  public void privateState(PrivateState changed) {
    privateState = changed;
  }

  Optional<Deferral> deferred() {
    return deferred;
  }

  /// The attributes to replace for: each once, in order, as far as Terraform can address them. On
  /// create there is nothing to replace.
  List<Path> requiresReplace() {
    if (context.prior().isNull() || planned.isNull()) {
      return List.of();
    }
    return replaced.stream()
        .map(Path::addressable)
        .distinct()
        .sorted(Comparator.comparing(Path::toString))
        .toList();
  }
}
