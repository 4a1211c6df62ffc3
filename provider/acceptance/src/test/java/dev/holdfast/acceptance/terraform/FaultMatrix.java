package dev.holdfast.acceptance.terraform;

import dev.holdfast.acceptance.terraform.FaultCases.Case;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of fault at every step. A class that implements it has static methods `diagonal` (of
/// [FaultCases#diagonal]) and `all` (of [FaultCases#all]) for its cases.
///
/// @param <P> what Terraform is asked to do while the fault is armed
/// @param <K> what can go wrong
public interface FaultMatrix<P extends Enum<P>, K> {

  /// Does what the case says, and looks at what is left.
  void check(Case<P, K> fault);

  @ParameterizedTest(name = "{0}")
  @MethodSource("diagonal")
  default void a_fault_at_each_step_leaves_nothing_behind(Case<P, K> fault) {
    check(fault);
  }

  @Tag("soak")
  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  default void every_fault_at_every_step_leaves_nothing_behind(Case<P, K> fault) {
    check(fault);
  }
}
