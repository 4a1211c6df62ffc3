package dev.holdfast.acceptance.corner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Changes;
import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The rule of managed paths, sentence by sentence, as `docs/architecture.md` states it.
class ManagedTest extends CornerTest {

  private static final String X = "corner_managed.x";
  private static final String ID = "managed-1";

  private void managed(String body) {
    terraform.configuration(resource("corner_managed", "name = \"a\"\n" + body));
  }

  private String attribute(String pointer) {
    return terraform.state().attributes(X).at(pointer).toString();
  }

  @Test
  void managedMeansSetInTheConfigurationAtTheLastApply() {
    managed("cores = 4\ndisks = { a = { size = 1, cache = \"none\" }, b = { size = 2 } }");
    terraform.apply();
    assertThat(world.events())
        .containsExactly("create manages cores,disks[\"a\"],disks[\"a\"].cache,disks[\"b\"]");
  }

  @Test
  void whatIsManagedIsRememberedBetweenRuns() {
    managed("cores = 4");
    terraform.apply();
    terraform.apply("-refresh-only");
    managed("note = \"n\"");
    terraform.apply();
    assertThat(world.events()).last().isEqualTo("update changes cores,note deletes cores");
  }

  @Test
  void anUnsetPathThatIsNotManagedKeepsTheRefreshedValueWithoutADifference() {
    managed("");
    terraform.apply();
    terraform.expectNoChanges();
    world.change(ID, object -> object.with("cores", Value.of(6)).with("note", Value.of("theirs")));
    terraform.expectNoChanges();
    terraform.apply("-refresh-only");
    assertThat(attribute("/cores")).isEqualTo("6");
    assertThat(attribute("/note")).isEqualTo("\"theirs\"");
  }

  @Test
  void aChangeElsewhereLeavesTheServersOwnValueAlone() {
    managed("note = \"one\"");
    terraform.apply();
    world.change(ID, object -> object.with("cores", Value.of(6)));
    managed("note = \"two\"");
    Changes plan = terraform.plan();
    assertThat(plan.after(X).path("cores").asInt()).isEqualTo(6);
    assertThat(plan.unknown(X).has("cores")).isFalse();
    terraform.apply();
    assertThat(world.get(ID).orElseThrow().get("cores")).isEqualTo(Value.of(6));
    assertThat(world.events()).last().isEqualTo("update changes note deletes ");
    terraform.expectNoChanges();
  }

  @Test
  void anUnsetPathThatWasManagedIsPlannedNullAndDeletedOnce() {
    managed("cores = 4\nnote = \"n\"");
    terraform.apply();
    managed("note = \"n\"");
    Changes plan = terraform.plan();
    assertThat(plan.actions(X)).containsExactly("update");
    assertThat(plan.after(X).path("cores").isNull()).isTrue();
    terraform.apply();
    assertThat(world.events()).last().isEqualTo("update changes cores deletes cores");
    terraform.expectNoChanges();
    terraform.apply("-refresh-only");
    assertThat(attribute("/cores")).as("the server's own again").isEqualTo("1");
    terraform.expectNoChanges();
    managed("note = \"m\"");
    terraform.apply();
    assertThat(world.events()).last().isEqualTo("update changes note deletes ");
  }

  @Test
  void aManagedPathThatTheServerChangedIsPutBack() {
    managed("cores = 4");
    terraform.apply();
    world.change(ID, object -> object.with("cores", Value.of(6)));
    Changes plan = terraform.plan();
    assertThat(plan.drift(X).at("/after/cores").asInt()).isEqualTo(6);
    assertThat(plan.after(X).path("cores").asInt()).isEqualTo(4);
    terraform.apply();
    terraform.expectNoChanges();
  }

  @Test
  void zeroAndEmptyAreValues() {
    managed("cores = 0\nnote = \"\"\ndisks = {}");
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(world.events()).containsExactly("create manages cores,note");
    assertThat(attribute("/cores")).isEqualTo("0");
    assertThat(attribute("/note")).isEqualTo("\"\"");
    assertThat(attribute("/disks")).isEqualTo("{}");
  }

  @Test
  void aSlotThatLeavesTheMapIsDeletedAndTheOthersStay() {
    managed("disks = { a = { size = 1 }, b = { size = 2 } }");
    terraform.apply();
    managed("disks = { b = { size = 2 } }");
    Changes plan = terraform.plan();
    assertThat(plan.after(X).path("disks").propertyNames()).containsExactly("b");
    terraform.apply();
    assertThat(world.events()).last().isEqualTo("update changes  deletes disks[\"a\"]");
    terraform.expectNoChanges();
  }

  @Test
  void aSlotThatSomebodyElseMadeIsNotTouched() {
    managed("disks = { a = { size = 1 } }");
    terraform.apply();
    world.change(ID, object -> object.with("disks", withTheirs(object.get("disks"))));
    terraform.expectNoChanges();
  }

  private static Value withTheirs(Value disks) {
    var all = new TreeMap<>(((Value.MapOf) disks).elements());
    all.put("z", disk(9));
    return new Value.MapOf(all);
  }

  private static Value disk(long size) {
    return new Value.Obj(Map.of("size", Value.of(size), "cache", Values.NULL));
  }

  @Test
  void anImportReadsEverythingAndWhatTheConfigurationOmitsIsReleasedWithAWarning() {
    world.put(
        ID,
        new Value.Obj(
            Map.of(
                "id", Value.of(ID),
                "name", Value.of("a"),
                "cores", Value.of(3),
                "note", Value.of("theirs"),
                "disks", new Value.MapOf(Map.of("a", disk(1), "b", disk(2))))));
    managed("cores = 3\ndisks = { a = { size = 1 } }");
    terraform.importId(X, ID);
    assertThat(attribute("/note")).isEqualTo("\"theirs\"");
    assertThat(attribute("/disks/b/size")).isEqualTo("2");
    Run plan = terraform.tryPlan("-out=plan.bin").succeeded();
    assertThat(plan.flowing())
        .contains("Warning: Released, not removed", "The import found note, disks[\"b\"], which");
    terraform.run("apply", "-no-color", "plan.bin").succeeded();
    assertThat(world.events().stream().filter(event -> event.contains("deletes d"))).isEmpty();
    assertThat(world.get(ID).orElseThrow().get("note")).isEqualTo(Value.of("theirs"));
    terraform.expectNoChanges();
  }
}
