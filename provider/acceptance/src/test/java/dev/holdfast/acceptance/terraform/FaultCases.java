package dev.holdfast.acceptance.terraform;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The cases of a fault matrix: calls, each with something that goes wrong with it.
public final class FaultCases {

  private FaultCases() {}

  /// A call while Terraform is at something.
  ///
  /// @param <P> what Terraform is asked to do
  /// @param path the path as the simulator's routes name it
  public record Step<P extends Enum<P>>(P phase, String method, String path) {}

  /// A call and what goes wrong with it.
  ///
  /// @param <K> what can go wrong
  public record Case<P extends Enum<P>, K>(Step<P> step, K kind) {
    @Override
    public String toString() {
      return step.phase() + " " + step.method() + " " + step.path() + ": " + kind;
    }
  }

  /// Every step once and, where there are as many steps, every fault at least once.
  public static <P extends Enum<P>, K> Stream<Case<P, K>> diagonal(
      List<Step<P>> steps, List<K> kinds) {
    return IntStream.range(0, steps.size())
        .mapToObj(i -> new Case<>(steps.get(i), kinds.get(i % kinds.size())));
  }

  /// Every fault at every step.
  public static <P extends Enum<P>, K> Stream<Case<P, K>> all(List<Step<P>> steps, List<K> kinds) {
    return steps.stream().flatMap(step -> kinds.stream().map(kind -> new Case<>(step, kind)));
  }
}
