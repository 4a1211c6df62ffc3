package dev.holdfast.resources.pve;

import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.tree.Trees;
import java.util.List;
import java.util.Optional;

/// Which attributes of a plan the server accepts only under conditions.
public final class Gates {

  private Gates() {}

  /// An attribute with the condition on it.
  public record Gated(Path path, PveBinding.Gate gate) {}

  /// The gated attributes that the configuration sets and the state does not hold yet.
  public static List<Gated> changed(PveTable table, PlanContext context) {
    return table.plains().stream()
        .filter(plain -> isNew(context, plain.path()))
        .flatMap(plain -> gate(plain).map(gate -> new Gated(plain.path(), gate)).stream())
        .toList();
  }

  private static boolean isNew(PlanContext context, Path path) {
    Value wanted = Trees.at(context.config(), path);
    return !wanted.isNull() && !wanted.equals(Trees.at(context.prior(), path));
  }

  private static Optional<PveBinding.Gate> gate(PveTable.Plain plain) {
    return switch (plain.attribute().binding()) {
      case PveBinding.Key(_, _, PveBinding.Gate gate) -> condition(gate);
      case PveBinding.Part(_, _, _, PveBinding.Gate gate) -> condition(gate);
      default -> Optional.empty();
    };
  }

  private static Optional<PveBinding.Gate> condition(PveBinding.Gate gate) {
    return gate.equals(PveBinding.Gate.OPEN) ? Optional.empty() : Optional.of(gate);
  }
}
