package dev.holdfast.resources.pve;

import static dev.holdfast.resources.pve.Sample.TABLE;
import static dev.holdfast.resources.pve.TestValues.object;
import static dev.holdfast.resources.pve.TestValues.slots;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.ConfigChange.Conflict;
import dev.holdfast.resources.pve.WireWriter.NewSlot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireWriterTest {

  private static final Value.Obj BLANK = Values.nullObject(TABLE.body().type());

  private static final NewSlot NEW_DISK =
      (slot, planned, written) -> {
        if (!slot.startsWith("scsi")) {
          return written;
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("file", Values.string(planned.get("storage")).orElseThrow() + ":8");
        parts.putAll(written);
        return parts;
      };

  private static ConfigChange change(Value.Obj prior, Value.Obj planned, Map<String, String> live) {
    return WireWriter.change(TABLE, prior, planned, live, NEW_DISK);
  }

  private static Value.Obj with(String name, Value value) {
    return BLANK.with(name, value);
  }

  private static Value.Obj cores(Object cores) {
    return with("cpu", object("cores", cores, "limit", Values.NULL));
  }

  private static Value.Obj agent(Object enabled, Object type) {
    return with("agent", object("enabled", enabled, "type", type));
  }

  private static Value.Obj net0(Object bridge, Object mac, Object vlan) {
    return with("network", slots("net0", object("bridge", bridge, "mac", mac, "vlan", vlan)));
  }

  private static Value.Obj disk(Object ssd) {
    return with(
        "disks", slots("scsi0", object("storage", "local", "format", Values.NULL, "ssd", ssd)));
  }

  private static Value tags(String... tags) {
    return new Value.SetOf(List.of(tags).stream().map(Value::of).toList());
  }

  @Test
  void aCreateWritesWhatIsKnownAndSet() {
    Value.Obj planned =
        cores(0)
            .with("name", Value.of("web"))
            .with("tags", Values.UNKNOWN)
            .with("agent", object("enabled", false, "type", "isa"))
            .with("network", net0("vmbr0", Values.UNKNOWN, 5).get("network"))
            .with("disks", disk(true).get("disks"))
            .with("guest", object("addresses", slots("net0", object("ipv4", "dhcp"))));

    assertThat(WireWriter.create(TABLE, planned, NEW_DISK))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "name", "web",
                "cores", "0",
                "agent", "0,type=isa",
                "net0", "bridge=vmbr0,tag=5",
                "scsi0", "local:8,ssd=1",
                "ipconfig0", "ip=dhcp"));
  }

  /// One change and what it writes.
  record Case(
      String name,
      Value.Obj prior,
      Value.Obj planned,
      Map<String, String> live,
      Map<String, String> set,
      List<String> delete) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String MAC = "BC:24:11:00:00:01";
  private static final Map<String, String> CORES = Map.of("cores", "2");
  private static final Map<String, String> AGENT =
      Map.of("agent", "1,freeze-fs-on-backup=0,type=isa");
  private static final Map<String, String> NET =
      Map.of("net0", "virtio=" + MAC + ",bridge=vmbr0,queues=4,tag=7");

  static List<Case> cases() {
    Value none = Values.NULL;
    return List.of(
        set("one key", cores(2), cores(4), CORES, Map.of("cores", "4")),
        set("zero is a value", cores(2), cores(0), CORES, Map.of("cores", "0")),
        deleted("null takes a key away", cores(2), cores(none), CORES, "cores"),
        deleted("a whole group", cores(2), BLANK, CORES, "cores"),
        nothing("what is gone already", cores(2), BLANK, Map.of("other", "1")),
        nothing("what is right already", cores(2), cores(4), Map.of("cores", "4")),
        nothing("unknown", cores(2), cores(Values.UNKNOWN), CORES),
        nothing("what did not change", cores(2), cores(2), Map.of("cores", "9")),
        nothing("no key of ours", BLANK, with("policy", Value.of("x")), Map.of()),
        set(
            "a part, beside parts that nobody manages",
            agent(true, "isa"),
            agent(true, "virtio"),
            AGENT,
            Map.of("agent", "1,freeze-fs-on-backup=0,type=virtio")),
        set(
            "a part that is taken away",
            agent(true, "isa"),
            agent(true, none),
            AGENT,
            Map.of("agent", "1,freeze-fs-on-backup=0")),
        deleted("the last parts", agent(true, none), BLANK, Map.of("agent", "1"), "agent"),
        set(
            "a slot, beside parts that nobody manages",
            net0("vmbr0", MAC, 7),
            net0("vmbr1", MAC, none),
            NET,
            Map.of("net0", "virtio=" + MAC + ",bridge=vmbr1,queues=4")),
        set(
            "a new slot",
            BLANK,
            disk(true),
            Map.of("cores", "1"),
            Map.of("scsi0", "local:8,ssd=1")),
        nothing("a slot made already", BLANK, disk(true), Map.of("scsi0", "local:vm-1,ssd=1")),
        set(
            "a slot's own part",
            disk(none),
            disk(false),
            Map.of("scsi0", "local:vm-1,size=8G"),
            Map.of("scsi0", "local:vm-1,size=8G,ssd=0")),
        deleted("a slot that left", disk(true), BLANK, Map.of("scsi0", "local:vm-1"), "scsi0"),
        nothing("a slot that is gone already", disk(true), BLANK, Map.of("cores", "1")),
        nothing(
            "a spelling of the same",
            net0("vmbr0", none, 7),
            net0("vmbr0", "bc-24-11-00-00-01", 7),
            NET),
        nothing(
            "tags in another order", BLANK, with("tags", tags("b", "a")), Map.of("tags", "a;b")),
        deleted(
            "emptied", with("tags", tags("a")), with("tags", tags()), Map.of("tags", "a"), "tags"),
        nothing("empty from the start", BLANK, with("tags", tags()), Map.of("cores", "1")),
        nothing(
            "empty and blank", with("tags", tags("a")), with("tags", tags()), Map.of("tags", " ")));
  }

  private static Case set(
      String name,
      Value.Obj prior,
      Value.Obj planned,
      Map<String, String> live,
      Map<String, String> set) {
    return new Case(name, prior, planned, live, set, List.of());
  }

  private static Case deleted(
      String name, Value.Obj prior, Value.Obj planned, Map<String, String> live, String key) {
    return new Case(name, prior, planned, live, Map.of(), List.of(key));
  }

  private static Case nothing(
      String name, Value.Obj prior, Value.Obj planned, Map<String, String> live) {
    return new Case(name, prior, planned, live, Map.of(), List.of());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aChangeWritesWhatDiffersAndNothingElse(Case each) {
    ConfigChange change = change(each.prior, each.planned, each.live);

    assertThat(change.set()).isEqualTo(each.set);
    assertThat(change.delete()).isEqualTo(each.delete);
    assertThat(change.conflicts()).isEmpty();
    assertThat(change.isEmpty()).isEqualTo(each.set.isEmpty() && each.delete.isEmpty());
  }

  /// A change that somebody else came before.
  record Race(
      String name,
      Value.Obj prior,
      Value.Obj planned,
      Map<String, String> live,
      Path path,
      Value seen,
      Value found) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Race> races() {
    Path bridge = Path.of("network").key("net0").attribute("bridge");
    return List.of(
        new Race(
            "key",
            cores(2),
            cores(4),
            Map.of("cores", "3"),
            Path.of("cpu", "cores"),
            Value.of(2),
            Value.of(3)),
        new Race(
            "key removed",
            cores(2),
            cores(4),
            Map.of("name", "x"),
            Path.of("cpu", "cores"),
            Value.of(2),
            Values.NULL),
        new Race(
            "key set", BLANK, cores(4), CORES, Path.of("cpu", "cores"), Values.NULL, Value.of(2)),
        new Race(
            "part",
            agent(true, "isa"),
            agent(true, "virtio"),
            Map.of("agent", "1"),
            Path.of("agent", "type"),
            Value.of("isa"),
            Values.NULL),
        new Race(
            "slot",
            net0("vmbr0", MAC, 7),
            net0("vmbr1", MAC, 7),
            Map.of("net0", "virtio=" + MAC + ",bridge=vmbr2,tag=7"),
            bridge,
            Value.of("vmbr0"),
            Value.of("vmbr2")),
        new Race(
            "slot taken",
            BLANK,
            net0("vmbr1", Values.NULL, Values.NULL),
            NET,
            bridge,
            Values.NULL,
            Value.of("vmbr0")),
        new Race(
            "slot removed",
            net0("vmbr0", MAC, 7),
            net0("vmbr1", MAC, 7),
            CORES,
            Path.of("network").key("net0"),
            object("bridge", "vmbr0", "mac", MAC, "vlan", 7),
            Values.NULL));
  }

  @ParameterizedTest
  @MethodSource("races")
  void aChangeOfSomebodyElseIsAConflictThatIsNamed(Race race) {
    assertThat(change(race.prior, race.planned, race.live).conflicts())
        .containsExactly(new Conflict(race.path, race.seen, race.found));
  }

  @Test
  void keysAreSortedAndNeverSetAndDeletedAtOnce() {
    var change = new ConfigChange(Map.of("b", "1", "a", "2"), List.of("d", "c", "d"), List.of());

    assertThat(change.set().keySet()).containsExactly("a", "b");
    assertThat(change.delete()).containsExactly("c", "d");
  }
}
