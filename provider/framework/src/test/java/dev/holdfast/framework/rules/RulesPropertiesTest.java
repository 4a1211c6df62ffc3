package dev.holdfast.framework.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.rules.AnySchema.Given;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RulesPropertiesTest {

  @Provide
  Arbitrary<Given> given() {
    return Arbitraries.randomValue(random -> new AnySchema(random).given());
  }

  @Property(tries = 1000)
  void whatTerraformProposesIsAValidPlan(@ForAll("given") Given given) {
    Value proposed = ProposedNew.of(given.schema(), given.prior(), given.config());
    assertThat(Conformance.problems(given.schema().type(), proposed)).isEmpty();
    assertThat(PlanCheck.violations(given.schema(), given.prior(), given.config(), proposed))
        .isEmpty();
  }

  @Property(tries = 500)
  void theConfigurationItselfIsAValidPlan(@ForAll("given") Given given) {
    assertThat(PlanCheck.violations(given.schema(), given.prior(), given.config(), given.config()))
        .isEmpty();
  }

  @Property(tries = 500)
  void anotherProposalForTheSameConfigurationChangesNothing(@ForAll("given") Given given) {
    Value proposed = ProposedNew.of(given.schema(), given.prior(), given.config());
    if (proposed.isWhollyKnown()) {
      assertThat(ProposedNew.of(given.schema(), proposed, given.config())).isEqualTo(proposed);
    }
  }

  @Property(tries = 500)
  void aKnownPlanIsItsOwnCompletion(@ForAll("given") Given given) {
    Value state = given.prior();
    assertThat(ApplyCheck.violations(given.schema(), state, state)).isEmpty();
    assertThat(ReadCheck.violations(given.schema(), state)).isEmpty();
  }

  @Property(tries = 500)
  void everyPlanAgreesWithItself(@ForAll("given") Given given) {
    assertThat(ReplanCheck.violations(given.schema(), given.config(), given.config())).isEmpty();
  }

  @Property(tries = 300)
  void takingTheObjectAwayIsFound(@ForAll("given") Given given) {
    assertThat(ApplyCheck.violations(given.schema(), given.config(), Values.NULL)).hasSize(1);
  }
}
