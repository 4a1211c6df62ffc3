package dev.holdfast.framework.engine;

import static dev.holdfast.framework.engine.Bench.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Attribute NAME = Attribute.required("name", Type.STRING, "Name.");
  private static final Attribute ID = Attribute.computed("id", Type.STRING, "Id.");

  @Test
  void computedAttributesAreUnknownOnCreateAndAssignedByTheApply() {
    Bench bench = Bench.of(NAME, ID);

    assertThat(bench.planned(object("name", Value.of("a"))))
        .isEqualTo(object("name", Value.of("a"), "id", Values.UNKNOWN));

    bench.apply(object("name", Value.of("a")));
    assertThat(bench.state).isEqualTo(object("name", Value.of("a"), "id", Value.of("assigned")));
  }

  @Test
  void anUnchangedConfigurationPlansTheState() {
    Bench bench = Bench.of(NAME, ID);
    bench.apply(object("name", Value.of("a")));

    assertThat(bench.planned(object("name", Value.of("a")))).isEqualTo(bench.state);
  }

  @Test
  void unsetRulesDecideWhatAnUpdateMakesUnknown() {
    Bench bench =
        Bench.of(
            NAME,
            ID.unset(Unset.ON_CREATE),
            Attribute.computed("digest", Type.STRING, "Digest."),
            Attribute.computed("note", Type.STRING, "Note.").unset(Unset.NEVER));
    bench.apply(object("name", Value.of("a")));

    assertThat(bench.planned(object("name", Value.of("b"))))
        .isEqualTo(
            object(
                "name",
                Value.of("b"),
                "id",
                Value.of("assigned"),
                "digest",
                Values.UNKNOWN,
                "note",
                Values.NULL));
  }
}
