package dev.holdfast.simulator.proxmox.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The server's parameter checks and its texts.
class ParameterCheckTest {

  private static final ApiCatalog API = ApiCatalog.of(PveVersion.parse("9.2.11"));
  private static final ApiCall PUT = API.call("PUT /nodes/{node}/qemu/{vmid}/config");

  private static ParameterCheck check(Map<String, String> sent) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    sent.forEach((k, v) -> all.put(k, List.of(v)));
    all.put("node", List.of("pve1"));
    all.put("vmid", List.of("100"));
    return ParameterCheck.of(PUT, all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cores|abc|type check ('integer') failed - got 'abc'",
        "cores|0|value must have a minimum value of 1",
        "cpulimit|129|value must have a maximum value of 128",
        "onboot|maybe|type check ('boolean') failed - got 'maybe'",
        "bios|efi|value 'efi' does not have a value in the enumeration 'seabios, ovmf'",
        "name|under_score|invalid format - value does not look like a valid DNS name",
        "startdate|tomorrow|value does not match the regex pattern",
        "scsi31|local:1|property is not defined in schema and the schema does not allow additional properties",
        "colour|blue|property is not defined in schema and the schema does not allow additional properties",
        "digest|aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx|value may only be 40 characters long",
      })
  void aWrongValueIsRefusedInTheServersWords(String key, String value, String text) {
    assertThat(check(Map.of(key, value)).errors().getOrDefault(key, "").strip()).isEqualTo(text);
  }

  @Test
  void aWrongPartOfAPropertyStringIsNamedWithItsKey() {
    assertThat(check(Map.of("scsi0", "local:1,cache=fast")).errors())
        .containsEntry(
            "scsi0",
            """
            invalid format - format error
            scsi0.cache: value 'fast' does not have a value in the enumeration 'none, writethrough, writeback, unsafe, directsync'
            """);
  }

  @Test
  void severalErrorsComeTogether() {
    assertThat(check(Map.of("cores", "x", "sockets", "y", "nothing", "z")).errors())
        .containsOnlyKeys("cores", "sockets", "nothing");
  }

  @Test
  void aMissingCompanionIsAnErrorOfTheCompanion() {
    assertThat(check(Map.of("force", "1")).errors())
        .containsEntry("delete", "missing property - 'force' requires this property");
  }

  @Test
  void booleansAreStoredAsOneAndZero() {
    assertThat(check(Map.of("onboot", "yes", "kvm", "off")).values())
        .containsEntry("onboot", "1")
        .containsEntry("kvm", "0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nic|model=virtio,macaddr=BC:24:11:aa:BB:cc,tag=3,bridge=vmbr0|virtio=BC:24:11:aa:BB:cc,bridge=vmbr0,tag=3",
        "disk-scsi|size=8G,cache=none,local:100/vm-100-disk-0.raw|local:100/vm-100-disk-0.raw,cache=none,size=8G",
        "disk-scsi|file=local:1,ssd=on|local:1,ssd=1",
      })
  void aPropertyStringIsWrittenLeadingPartFirstThenSorted(
      String parts, String given, String written) {
    PartsSpec spec = Optional.ofNullable(API.parts().get(parts)).orElseThrow();
    assertThat(PropertyString.read(spec, given).text()).isEqualTo(written);
  }

  @Test
  void anOlderServerKnowsNoNewerKeys() {
    ApiCatalog eight = ApiCatalog.of(PveVersion.parse("8.4.14"));
    ApiCall put = eight.call("PUT /nodes/{node}/qemu/{vmid}/config");
    assertThat(put.parameter("intel-tdx")).isEmpty();
    assertThat(PUT.parameter("intel-tdx")).isPresent();
  }
}
