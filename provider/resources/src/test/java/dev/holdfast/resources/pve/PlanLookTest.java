package dev.holdfast.resources.pve;

import static dev.holdfast.resources.pve.Sample.TABLE;
import static dev.holdfast.resources.pve.TestValues.object;
import static dev.holdfast.resources.pve.TestValues.slots;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.framework.schema.PlanContext.Operation;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.PveBinding.Gate;
import dev.holdfast.resources.pve.PveBinding.Slots;
import dev.holdfast.resources.tree.Trees;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What a plan finds out from table, state and configuration: [Touched], [Gates], [Trees] and
/// [PveTable].
class PlanLookTest {

  private static final Value.Obj BLANK = Values.nullObject(TABLE.body().type());

  private static PlanContext context(Value prior, Value config, String... managed) {
    return new PlanContext(Operation.UPDATE, prior, config, new ManagedPaths(Set.of(managed)));
  }

  /// A plan and the keys that it touches.
  record Case(String name, PlanContext context, List<String> keys) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Value.Obj cores(Object cores) {
    return BLANK.with("cpu", object("cores", cores, "limit", Values.NULL));
  }

  private static Value.Obj net(String slot, Object mac) {
    return BLANK.with(
        "network", slots(slot, object("bridge", "vmbr0", "mac", mac, "vlan", Values.NULL)));
  }

  static List<Case> cases() {
    Value.Obj address =
        BLANK.with("guest", object("addresses", slots("net3", object("ipv4", "dhcp"))));
    return List.of(
        new Case("nothing", context(BLANK, BLANK), List.of()),
        new Case("a new value", context(cores(2), cores(4)), List.of("cores")),
        new Case("the same value", context(cores(2), cores(2)), List.of()),
        new Case("zero", context(cores(2), cores(0)), List.of("cores")),
        new Case("unknown", context(cores(2), cores(Values.UNKNOWN)), List.of("cores")),
        new Case("given up", context(cores(2), BLANK, "cpu.cores"), List.of("cores")),
        new Case("the server's own", context(cores(2), BLANK), List.of()),
        new Case("create", context(Values.NULL, cores(2)), List.of("cores")),
        new Case(
            "a part",
            context(BLANK, BLANK.with("agent", object("enabled", true, "type", Values.NULL))),
            List.of("agent")),
        new Case("no key of ours", context(BLANK, BLANK.with("policy", Value.of("x"))), List.of()),
        new Case("a slot comes", context(BLANK, net("net1", Values.NULL)), List.of("net1")),
        new Case("a slot goes", context(net("net1", Values.NULL), BLANK), List.of("net1")),
        new Case(
            "a slot is renamed",
            context(net("net0", Values.NULL), net("net1", Values.NULL)),
            List.of("net0", "net1")),
        new Case("a slot of another name", context(BLANK, address), List.of("ipconfig3")),
        new Case(
            "another spelling",
            context(net("net0", "BC:24:11:00:00:01"), net("net0", "bc-24-11-00-00-01")),
            List.of()),
        new Case(
            "another MAC",
            context(net("net0", "BC:24:11:00:00:01"), net("net0", "BC:24:11:00:00:02")),
            List.of("net0")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPlanTouchesTheKeysThatItWouldWrite(Case each) {
    assertThat(Touched.keys(TABLE, each.context)).containsExactlyInAnyOrderElementsOf(each.keys);
  }

  @Test
  void aGateCountsWhereTheConfigurationSetsWhatTheStateDoesNotHold() {
    Value.Obj wanted = BLANK.with("affinity", Value.of("0-3")).with("news", Value.of("x"));
    var root = new Gates.Gated(Path.of("affinity"), Gate.ROOT_ONLY);
    var newer = new Gates.Gated(Path.of("news"), new Gate(Optional.of("9.1"), false));

    assertThat(Gates.changed(TABLE, context(BLANK, wanted))).containsExactly(root, newer);
    assertThat(Gates.changed(TABLE, context(Values.NULL, wanted))).containsExactly(root, newer);
    assertThat(Gates.changed(TABLE, context(wanted, wanted))).isEmpty();
    assertThat(Gates.changed(TABLE, context(wanted, BLANK))).isEmpty();
    assertThat(Gates.changed(TABLE, context(wanted, wanted.with("affinity", Value.of("1")))))
        .containsExactly(root);
    assertThat(Gates.changed(TABLE, context(BLANK, BLANK.with("name", Value.of("x"))))).isEmpty();
  }

  @Test
  void aValueIsFoundByItsPath() {
    Path bridge = Path.of("network").key("net0").attribute("bridge");

    assertThat(Trees.at(net("net0", Values.NULL), bridge)).isEqualTo(Value.of("vmbr0"));
    assertThat(Trees.at(BLANK, Path.ROOT)).isEqualTo(BLANK);
    assertThat(Trees.at(net("net1", Values.NULL), bridge)).isEqualTo(Values.NULL);
    assertThat(Trees.at(BLANK, bridge)).isEqualTo(Values.NULL);
    assertThat(Trees.at(Values.NULL, bridge)).isEqualTo(Values.NULL);
    assertThat(Trees.at(Values.UNKNOWN, bridge)).isEqualTo(Values.UNKNOWN);
    assertThat(Trees.at(BLANK.with("network", Values.UNKNOWN), bridge)).isEqualTo(Values.UNKNOWN);
    assertThat(Trees.at(BLANK.with("network", slots("net0", Values.UNKNOWN)), bridge))
        .isEqualTo(Values.UNKNOWN);
  }

  @Test
  void onlyAMapHasElements() {
    assertThat(Trees.elements(slots("a", 1))).containsOnlyKeys("a");
    assertThat(Trees.elements(Values.NULL)).isEmpty();
    assertThat(Trees.elements(Values.UNKNOWN)).isEmpty();
    assertThat(Trees.elements(object("a", 1))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cores, cpu.cores",
    "tags, tags",
    "agent, agent.enabled",
    "net3, 'network[\"net3\"]'",
    "scsi30, 'disks[\"scsi30\"]'",
    "ipconfig0, 'guest.addresses[\"net0\"]'"
  })
  void aKeyLeadsBackToItsAttribute(String key, String path) {
    assertThat(TABLE.pathOf(key)).map(Path::toString).contains(path);
  }

  @ParameterizedTest
  @CsvSource({"net32", "scsi31", "scsi", "net-1", "net01", "Net0", "memory", "''"})
  void aKeyOfNobodyLeadsNowhere(String key) {
    assertThat(TABLE.pathOf(key)).isEmpty();
  }

  @Test
  void aSlotHasAKeyAndANameForUsers() {
    Slots slots = Sample.ADDRESSES;

    assertThat(slots.family("net31")).map(family -> family.key("net31")).contains("ipconfig31");
    assertThat(slots.owner("ipconfig7")).map(family -> family.shown("ipconfig7")).contains("net7");
    assertThat(slots.family("ipconfig7")).isEmpty();
    assertThat(slots.owner("net7")).isEmpty();
    assertThat(slots.family("net32")).isEmpty();
  }
}
