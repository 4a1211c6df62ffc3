package dev.holdfast.framework.engine;

import static dev.holdfast.framework.engine.Bench.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.resource.Resource.Outcome;
import dev.holdfast.framework.resource.Resource.Update;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManagedTest {

  private static final Attribute CORES = Attribute.managed("cores", Type.NUMBER, "Cores.");
  private static final Attribute NOTES = Attribute.managed("notes", Type.STRING, "Notes.");
  private static final Attribute DISKS =
      Attribute.nested(
          "disks",
          Nesting.MAP,
          Presence.OPTIONAL,
          "Disks.",
          List.of(
              Attribute.required("size", Type.NUMBER, "Size."),
              Attribute.managed("cache", Type.STRING, "Cache.")));

  private final TestResource resource = new TestResource(Bench.schema(CORES, NOTES, DISKS));
  private final Bench bench = new Bench(resource);

  private static Value disk(Value cache) {
    return object("size", Value.of(1), "cache", cache);
  }

  private static Value disks(String slot, Value disk) {
    return new Value.MapOf(Map.of(slot, disk));
  }

  /// What somebody else set on the server is in the state without being managed.
  private void drift(String name, Value value) {
    bench.state = ((Value.Obj) bench.state).with(name, value);
  }

  @Test
  void whatNobodyManagedIsKeptWithoutADifference() {
    bench.apply(object("cores", Value.of(2)));
    drift("notes", Value.of("by hand"));

    assertThat(bench.planned(object("cores", Value.of(2)))).isEqualTo(bench.state);
  }

  @Test
  void whatWasManagedAndIsNoLongerSetIsPlannedNull() {
    bench.apply(object("cores", Value.of(2), "notes", Value.of("x")));

    assertThat(bench.planned(object("notes", Value.of("x"))))
        .isEqualTo(object("cores", Values.NULL, "notes", Value.of("x"), "disks", Values.NULL));
  }

  @Test
  void aReleasedPathIsNotManagedAnyMore() {
    bench.apply(object("cores", Value.of(2), "notes", Value.of("x")));
    bench.apply(object("notes", Value.of("x")));
    drift("cores", Value.of(4));

    assertThat(bench.planned(object("notes", Value.of("x")))).isEqualTo(bench.state);
  }

  @Test
  void zeroAndEmptyAreValues() {
    bench.apply(object("cores", Value.of(0), "notes", Value.of("")));

    assertThat(Envelope.decode(bench.privateBytes).managed().paths())
        .containsExactlyInAnyOrder("cores", "notes");
  }

  @Test
  void managedAttributesInMapsGoByTheirSlot() {
    bench.apply(object("disks", disks("scsi0", disk(Value.of("none")))));

    assertThat(bench.planned(object("disks", disks("scsi0", disk(Values.NULL)))))
        .isEqualTo(
            object(
                "cores", Values.NULL,
                "notes", Values.NULL,
                "disks", disks("scsi0", disk(Values.NULL))));
  }

  @Test
  void aSlotsUnmanagedSettingIsKept() {
    bench.apply(object("disks", disks("scsi0", disk(Values.NULL))));
    drift("disks", disks("scsi0", disk(Value.of("by hand"))));

    assertThat(bench.planned(object("disks", disks("scsi0", disk(Values.NULL)))))
        .isEqualTo(bench.state);
  }

  @Test
  void anUpdateKnowsWhatWasManagedBeforeAndIsNow() {
    List<Update> updates = new ArrayList<>();
    resource.update =
        (_, request) -> {
          updates.add(request);
          return Outcome.of(request.plan(), request.privateState());
        };
    bench.apply(object("cores", Value.of(2), "disks", disks("scsi0", disk(Value.of("none")))));
    bench.apply(object("disks", disks("scsi1", disk(Values.NULL))));

    assertThat(updates.getFirst().before())
        .isEqualTo(new ManagedPaths(Set.of("cores", "disks[\"scsi0\"]", "disks[\"scsi0\"].cache")));
    assertThat(updates.getFirst().managed())
        .isEqualTo(new ManagedPaths(Set.of("disks[\"scsi1\"]")));
    assertThat(Envelope.decode(bench.privateBytes).managed())
        .isEqualTo(updates.getFirst().managed());
  }

  @Test
  void aFailedUpdateManagesOldAndNew() {
    resource.update =
        (call, request) -> {
          call.diagnostics().error("No", "Not today.");
          return Outcome.of(request.prior(), request.privateState());
        };
    bench.apply(object("cores", Value.of(2)));
    bench.apply(object("notes", Value.of("x")));

    assertThat(Envelope.decode(bench.privateBytes).managed().paths())
        .containsExactlyInAnyOrder("cores", "notes");
  }

  @Test
  void aReadKeepsWhatIsManaged() {
    bench.apply(object("cores", Value.of(2)));
    bench.refresh();

    assertThat(Envelope.decode(bench.privateBytes).managed().paths()).containsExactly("cores");
  }

  @Test
  void anUnknownValueCountsAsSet() {
    Rpc.PlanAnswer plan = bench.plan(object("cores", Values.UNKNOWN));

    assertThat(Envelope.decode(plan.privateState()).managed().paths()).containsExactly("cores");
  }

  @Test
  void theDeleteOfAReplacementSeesWhatTheOldObjectManaged() {
    var replaced =
        new TestResource(Bench.schema(CORES.planned(PlanModifier.requiresReplace()), NOTES));
    List<ManagedPaths> deleted = new ArrayList<>();
    replaced.delete =
        (_, request) -> {
          deleted.add(request.managed());
          return Outcome.GONE;
        };
    var own = new Bench(replaced);
    own.apply(object("notes", Value.of("x")));
    Value prior = own.state;
    Rpc.PlanAnswer first = own.plan(object("cores", Value.of(1)));
    // Terraform's second plan: no prior state, the private bytes of the first.
    own.state = Values.NULL;
    own.privateBytes = first.privateState();
    Rpc.PlanAnswer second = own.plan(object("cores", Value.of(1)));
    own.state = prior;
    own.session.apply(
        new Rpc.Apply(
            TestResource.NAME,
            own.wire(prior),
            own.wire(Values.NULL),
            own.wire(Values.NULL),
            second.privateState(),
            second.identity()));

    assertThat(own.unwire(second.planned()))
        .isEqualTo(object("cores", Value.of(1), "notes", Values.NULL));
    assertThat(Envelope.decode(second.privateState()).managed().paths()).containsExactly("cores");
    assertThat(deleted).containsExactly(new ManagedPaths(Set.of("notes")));
  }

  @Test
  void whatTheServerChoseByItselfShowsAtTheNextReadWithoutADifference() {
    resource.create =
        (_, request) ->
            Outcome.of(request.plan().with("cores", Value.of(1)), request.privateState());
    resource.read =
        (_, request) ->
            Outcome.of(request.state().with("cores", Value.of(1)), request.privateState());
    Value config = object("notes", Value.of("x"));

    assertThat(bench.apply(config).diagnostics()).isEmpty();
    assertThat(Values.attribute(bench.state, "cores")).isEqualTo(Values.NULL);
    bench.refresh();
    assertThat(Values.attribute(bench.state, "cores")).isEqualTo(Value.of(1));
    assertThat(bench.planned(config)).isEqualTo(bench.state);
  }

  @Test
  void whatWasToBeRemovedAndIsStillThereIsAnError() {
    bench.apply(object("cores", Value.of(2), "notes", Value.of("x")));
    resource.update = (_, request) -> Outcome.of(request.prior(), request.privateState());

    assertThat(bench.apply(object("notes", Value.of("x"))).diagnostics())
        .singleElement()
        .matches(diagnostic -> diagnostic.path().equals(Path.of("cores")));
    assertThat(Values.attribute(bench.state, "cores")).isEqualTo(Value.of(2));
  }
}
