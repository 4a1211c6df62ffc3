package dev.holdfast.resources.vm;

import static dev.holdfast.resources.pve.TestValues.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.Importable.Target;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmImportTest {

  private final Diagnostics diagnostics = new Diagnostics();

  @ParameterizedTest
  @CsvSource({"101, , 101", "pve1/100, pve1, 100", "node-2/999999999, node-2, 999999999"})
  void anIdMayNameTheNode(String text, String node, int id) {
    assertThat(VmImport.parse(new Target.Id(text), diagnostics))
        .contains(new VmImport(new VmId(id), Optional.ofNullable(node)));
    assertThat(diagnostics.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101, 110, 9000, 1_000_000})
  void anIdentityIsTheId(int id) {
    assertThat(VmImport.parse(new Target.Identity(object("vmid", id)), diagnostics))
        .contains(new VmImport(new VmId(id), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "web",
        "99",
        "0101",
        "1000000000",
        "pve1/",
        "/101",
        "a/b/101",
        "101 ",
        "pve_1/101"
      })
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThat(VmImport.parse(new Target.Id(text), diagnostics)).isEmpty();
    assertThat(diagnostics.all())
        .singleElement()
        .extracting(Diagnostic::detail)
        .asString()
        .contains("\"" + text + "\"", "pve1/101");
  }

  @Test
  void anIdentityWithoutANumberIsRefused() {
    assertThat(VmImport.parse(new Target.Identity(object("vmid", Values.NULL)), diagnostics))
        .isEmpty();
    assertThat(diagnostics.hasErrors()).isTrue();
  }

  @Test
  void theStubOfTheStateHoldsWhatTheImportSaid() {
    Value.Obj plain = new VmImport(new VmId(101), Optional.empty()).on(Machines.BLANK);
    Value.Obj placed = new VmImport(new VmId(101), Optional.of("pve1")).on(Machines.BLANK);

    assertThat(plain).isEqualTo(Machines.machine("id", "101", "vmid", 101));
    assertThat(placed.get("node")).isEqualTo(Value.of("pve1"));
  }
}
