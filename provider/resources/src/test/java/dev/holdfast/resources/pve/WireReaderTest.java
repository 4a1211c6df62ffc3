package dev.holdfast.resources.pve;

import static dev.holdfast.resources.pve.Sample.TABLE;
import static dev.holdfast.resources.pve.TestValues.object;
import static dev.holdfast.resources.pve.TestValues.slots;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.WireReader.Selection;
import dev.holdfast.resources.tree.Trees;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireReaderTest {

  private static final Value.Obj BLANK = Values.nullObject(TABLE.body().type());

  private static Value read(Map<String, String> config, Value.Obj before, Path path) {
    return Trees.at(WireReader.read(TABLE, config, before, Selection.MANAGED), path);
  }

  private static Value imported(Map<String, String> config, Path path) {
    return Trees.at(WireReader.read(TABLE, config, BLANK, Selection.ALL), path);
  }

  @Test
  void keysAndPartsAreDecoded() {
    Map<String, String> config =
        Map.of("name", "web", "tags", "b;a", "cores", "0", "agent", "1,type=isa", "other", "x");

    assertThat(WireReader.read(TABLE, config, BLANK, Selection.ALL))
        .isEqualTo(
            BLANK
                .with("name", Value.of("web"))
                .with("tags", new Value.SetOf(List.of(Value.of("a"), Value.of("b"))))
                .with("cpu", object("cores", 0, "limit", Values.NULL))
                .with("agent", object("enabled", true, "type", "isa")));
  }

  @Test
  void blankMeansUnset() {
    for (String blank : List.of("", " ")) {
      assertThat(
              WireReader.read(
                  TABLE,
                  Map.of("tags", blank, "agent", blank, "net0", blank),
                  BLANK,
                  Selection.ALL))
          .isEqualTo(
              BLANK.with(
                  "network",
                  slots(
                      "net0",
                      object("bridge", Values.NULL, "mac", Values.NULL, "vlan", Values.NULL))));
    }
  }

  @Test
  void anEmptyValueThatWasAskedForStays() {
    Value none = new Value.SetOf(List.of());
    Value.Obj before = BLANK.with("tags", none).with("name", Value.of(""));

    assertThat(read(Map.of("tags", " "), before, Path.of("tags"))).isEqualTo(none);
    assertThat(read(Map.of(), before, Path.of("tags"))).isEqualTo(none);
    assertThat(read(Map.of(), before, Path.of("name"))).isEqualTo(Value.of(""));
    assertThat(read(Map.of("tags", "a"), before, Path.of("tags")).parts())
        .isEqualTo(List.of(Value.of("a")));
    assertThat(read(Map.of(), BLANK.with("name", Value.of("gone")), Path.of("name")))
        .isEqualTo(Values.NULL);
  }

  @Test
  void aGroupIsNullIfItWasAndAllItsPartsAreUnset() {
    Value unset = object("cores", Values.NULL, "limit", Values.NULL);

    assertThat(read(Map.of(), BLANK, Path.of("cpu"))).isEqualTo(Values.NULL);
    assertThat(read(Map.of(), BLANK.with("cpu", unset), Path.of("cpu"))).isEqualTo(unset);
    assertThat(read(Map.of("cpulimit", "1.5"), BLANK, Path.of("cpu")))
        .isInstanceOf(Value.Obj.class);
  }

  @Test
  void unboundAttributesKeepTheirValue() {
    Value.Obj before =
        BLANK
            .with("policy", Value.of("never"))
            .with("disks", slots("scsi0", object("format", "raw")));

    assertThat(read(Map.of(), before, Path.of("policy"))).isEqualTo(Value.of("never"));
    assertThat(read(Map.of("scsi0", "local:1,ssd=1"), before, Path.of("disks")))
        .isEqualTo(slots("scsi0", object("storage", "local", "format", "raw", "ssd", true)));
  }

  @Test
  void managedSlotsAreFollowedAndOthersLeftOut() {
    Value.Obj before =
        BLANK.with(
            "network", slots("net0", object("bridge", "vmbr0"), "net1", object("bridge", "vmbr0")));
    Map<String, String> config =
        Map.of("net0", "virtio=BC:24:11:00:00:01,bridge=vmbr9", "net2", "virtio,bridge=vmbr0");

    assertThat(read(config, before, Path.of("network")))
        .isEqualTo(
            slots(
                "net0",
                object("bridge", "vmbr9", "mac", "BC:24:11:00:00:01", "vlan", Values.NULL)));
    assertThat(read(config, BLANK, Path.of("network"))).isEqualTo(Values.NULL);
    assertThat(Trees.elements(imported(config, Path.of("network"))))
        .containsOnlyKeys("net0", "net2");
  }

  @Test
  void aFamilyMayHaveAnotherNameForUsers() {
    assertThat(imported(Map.of("ipconfig1", "ip=dhcp"), Path.of("guest")))
        .isEqualTo(object("addresses", slots("net1", object("ipv4", "dhcp"))));
  }

  @Test
  void keysThatOnlyLookLikeSlotsAreNone() {
    Map<String, String> config =
        Map.of(
            "net32", "virtio", "net00", "virtio", "netx", "virtio", "scsihw", "virtio", "ide4",
            "x");

    assertThat(WireReader.read(TABLE, config, BLANK, Selection.ALL)).isEqualTo(BLANK);
  }
}
