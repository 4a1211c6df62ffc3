package dev.holdfast.framework.engine;

import static dev.holdfast.framework.engine.Bench.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostic.Severity;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final Attribute NAME = Attribute.required("name", Type.STRING, "Name.");
  private static final Attribute ID = Attribute.computed("id", Type.STRING, "Id.");
  private static final Value A = Value.of("a");
  private static final Value B = Value.of("b");

  private static boolean ignoringCase(Value one, Value other) {
    return lower(one).equals(lower(other));
  }

  private static Optional<String> lower(Value value) {
    return Values.string(value).map(text -> text.toLowerCase(Locale.ROOT));
  }

  @Test
  void computedAttributesAreUnknownOnCreateAndAssignedByTheApply() {
    Bench bench = Bench.of(NAME, ID);

    assertThat(bench.planned(object("name", A))).isEqualTo(object("name", A, "id", Values.UNKNOWN));

    bench.apply(object("name", A));
    assertThat(bench.state).isEqualTo(object("name", A, "id", Value.of("assigned")));
  }

  @Test
  void anUnchangedConfigurationPlansTheState() {
    Bench bench = Bench.of(NAME, ID);
    bench.apply(object("name", A));

    assertThat(bench.planned(object("name", A))).isEqualTo(bench.state);
  }

  @Test
  void unsetRulesDecideWhatAnUpdateMakesUnknown() {
    Bench bench =
        Bench.of(
            NAME,
            ID.unset(Unset.ON_CREATE),
            Attribute.computed("digest", Type.STRING, "Digest."),
            Attribute.computed("note", Type.STRING, "Note.").unset(Unset.NEVER));
    bench.apply(object("name", A));

    assertThat(bench.planned(object("name", B)))
        .isEqualTo(
            object(
                "name",
                B,
                "id",
                Value.of("assigned"),
                "digest",
                Values.UNKNOWN,
                "note",
                Values.NULL));
  }

  @Test
  void aDefaultStandsWhereTheConfigurationSaysNothing() {
    Bench bench =
        Bench.of(
            NAME,
            Attribute.optionalComputed("size", Type.NUMBER, "Size.").defaultsTo(Value.of(8)),
            Attribute.nested(
                "disks",
                Nesting.SET,
                Presence.OPTIONAL,
                "Disks.",
                List.of(
                    NAME,
                    Attribute.optionalComputed("bus", Type.STRING, "Bus.")
                        .defaultsTo(Value.of("scsi")))));
    Value disks = new Value.SetOf(List.of(object("name", A), object("name", B, "bus", A)));

    assertThat(bench.planned(object("name", A, "disks", disks)))
        .isEqualTo(
            object(
                "name",
                A,
                "size",
                Value.of(8),
                "disks",
                new Value.SetOf(
                    List.of(
                        object("name", A, "bus", Value.of("scsi")), object("name", B, "bus", A)))));
  }

  @Test
  void aSpellingThatMeansTheSameIsNoChange() {
    Bench bench = Bench.of(NAME.equality(PlanTest::ignoringCase), ID);
    bench.apply(object("name", A));

    assertThat(bench.planned(object("name", Value.of("A")))).isEqualTo(bench.state);
  }

  @Test
  void elementsOfSetsKeepTheirComputedPartsWhateverTheirSpelling() {
    Bench bench =
        Bench.of(
            Attribute.nested(
                "cards",
                Nesting.SET,
                Presence.OPTIONAL,
                "Cards.",
                List.of(
                    NAME.equality(PlanTest::ignoringCase),
                    Attribute.computed("mac", Type.STRING, "Mac.").unset(Unset.ON_CREATE))));
    bench.apply(object("cards", new Value.SetOf(List.of(object("name", A)))));
    Value kept = object("name", A, "mac", Value.of("assigned"));

    Value added =
        object("cards", new Value.SetOf(List.of(object("name", B), object("name", Value.of("A")))));

    assertThat(bench.planned(added))
        .isEqualTo(
            object(
                "cards", new Value.SetOf(List.of(kept, object("name", B, "mac", Values.UNKNOWN)))));
  }

  @Test
  void aNewElementIsPlannedLikeACreateWhileTheOthersStay() {
    Bench bench =
        Bench.of(
            Attribute.nested(
                "disks",
                Nesting.MAP,
                Presence.OPTIONAL,
                "Disks.",
                List.of(
                    Attribute.required("size", Type.NUMBER, "Size."),
                    Attribute.computed("volume", Type.STRING, "Volume.").unset(Unset.ON_CREATE))));
    Value first = object("size", Value.of(1));
    bench.apply(object("disks", new Value.MapOf(Map.of("scsi0", first))));

    Value.Obj changed =
        object(
            "disks", new Value.MapOf(Map.of("scsi0", object("size", Value.of(2)), "scsi1", first)));

    assertThat(bench.planned(changed))
        .isEqualTo(
            object(
                "disks",
                new Value.MapOf(
                    Map.of(
                        "scsi0", object("size", Value.of(2), "volume", Value.of("assigned")),
                        "scsi1", object("size", Value.of(1), "volume", Values.UNKNOWN)))));
  }

  @Test
  void blocksArePlannedAsAttributesAre() {
    var body =
        new Body(
            List.of(
                NAME,
                Attribute.optionalComputed("port", Type.NUMBER, "P.").defaultsTo(Value.of(1)),
                ID));
    Schema schema =
        new Schema(
            0,
            new Body(
                List.of(),
                List.of(
                    Block.of("rule", Nesting.LIST, body, "Rules."),
                    Block.of("group", Nesting.GROUP, body, "Group."),
                    Block.of("other", Nesting.SET, body, "Other.")),
                List.of()),
            "A thing.",
            Optional.empty());
    Bench bench = new Bench(new TestResource(schema));
    Value one = object("name", A, "port", Values.NULL, "id", Values.NULL);
    Value planned = object("name", A, "port", Value.of(1), "id", Values.UNKNOWN);

    assertThat(
            bench.planned(
                object(
                    "rule", new Value.ListOf(List.of(one)),
                    "group", one,
                    "other", new Value.SetOf(List.of()))))
        .isEqualTo(
            object(
                "rule", new Value.ListOf(List.of(planned)),
                "group", planned,
                "other", new Value.SetOf(List.of())));
  }

  @Test
  void writeOnlyValuesAreNeverPlanned() {
    Attribute secret = Attribute.optional("secret", Type.STRING, "Secret.").writeOnly();
    Bench bench = Bench.of(NAME, secret);

    assertThat(bench.planned(object("name", A, "secret", B)))
        .isEqualTo(object("name", A, "secret", Values.NULL));
  }

  @Test
  void replacementPathsAreSortedAndEndBeforeSetElements() {
    var resource =
        new TestResource(
            Bench.schema(
                NAME.planned(PlanModifier.requiresReplace()),
                ID,
                Attribute.nested(
                    "cards",
                    Nesting.SET,
                    Presence.OPTIONAL,
                    "Cards.",
                    List.of(NAME.planned(PlanModifier.requiresReplace())))));
    resource.modifyPlan = (_, plan) -> plan.requireReplace(Path.of("name"));
    Bench bench = new Bench(resource);
    bench.apply(object("name", A));

    Value cards = new Value.SetOf(List.of(object("name", A), object("name", B)));
    Rpc.PlanAnswer plan = bench.plan(object("name", B, "cards", cards));

    assertThat(plan.diagnostics()).isEmpty();
    assertThat(plan.requiresReplace()).containsExactly(Path.of("cards"), Path.of("name"));
  }

  @Test
  void aPlanThatBreaksARuleBecomesOurOwnErrorWithBothValues() {
    var resource = new TestResource(Bench.schema(NAME, ID));
    resource.modifyPlan =
        (_, plan) -> plan.plan(((Value.Obj) plan.planned()).with("name", Value.of("mine")));
    Bench bench = new Bench(resource);

    List<Diagnostic> diagnostics = bench.plan(object("name", A)).diagnostics();

    assertThat(diagnostics).hasSize(1);
    assertThat(diagnostics.getFirst().path()).isEqualTo(Path.of("name"));
    assertThat(diagnostics.getFirst().detail()).contains("name").contains("\"a\"", "\"mine\"");
  }

  @Test
  void aReplacementPathThatIsNowhereIsAnError() {
    var resource = new TestResource(Bench.schema(NAME, ID));
    Bench bench = new Bench(resource);
    bench.apply(object("name", A));
    resource.modifyPlan = (_, plan) -> plan.requireReplace(Path.of("nme"));

    assertThat(bench.plan(object("name", B)).diagnostics())
        .singleElement()
        .matches(diagnostic -> diagnostic.detail().contains("nme"));
  }

  @Test
  void aPartOfTheWrongTypeIsAnErrorAtItsPlace() {
    var resource = new TestResource(Bench.schema(NAME, ID));
    resource.modifyPlan =
        (_, plan) -> plan.plan(((Value.Obj) plan.planned()).with("id", Value.of(true)));

    assertThat(new Bench(resource).plan(object("name", A)).diagnostics())
        .singleElement()
        .matches(diagnostic -> diagnostic.path().equals(Path.of("id")));
  }

  @Test
  void aDeferralNeedsTheClientsConsent() {
    var resource = new TestResource(Bench.schema(NAME, ID));
    resource.modifyPlan = (_, plan) -> plan.defer(Deferral.ABSENT_PREREQ);

    assertThat(new Bench(resource).plan(object("name", A)).diagnostics())
        .singleElement()
        .matches(diagnostic -> diagnostic.severity() == Severity.ERROR);
  }

  @Test
  void thePlanToDestroyIsNullAndTheResourceSeesIt() {
    var resource = new TestResource(Bench.schema(NAME, ID));
    Bench bench = new Bench(resource);
    bench.apply(object("name", A));
    resource.modifyPlan =
        (call, plan) -> {
          if (plan.planned().isNull()) {
            call.diagnostics().warning("Going", plan.context().operation().name());
            plan.privateState(new PrivateState(Map.of("k", "1")));
          }
        };

    Rpc.PlanAnswer plan = bench.plan(Values.NULL);

    assertThat(bench.unwire(plan.planned())).isEqualTo(Values.NULL);
    assertThat(plan.diagnostics()).containsExactly(Diagnostic.warning("Going", "DELETE"));
    assertThat(Envelope.decode(plan.privateState()).entries().get("k")).contains("1");
  }
}
