package dev.holdfast.client.proxmox.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "virtio=BC:24:11:AA:BB:CC,bridge=vmbr0,firewall=1",
        "model=virtio,macaddr=BC:24:11:AA:BB:CC,bridge=vmbr0,firewall=1",
        "firewall=1, bridge=vmbr0, virtio=BC:24:11:AA:BB:CC",
      })
  void allFormsOfANetworkCardMeanTheSame(String text) {
    PropertyString card = PropertyFormat.NETWORK.parse(text);

    assertThat(card.parts())
        .isEqualTo(
            Map.of(
                "model", "virtio",
                "macaddr", "BC:24:11:AA:BB:CC",
                "bridge", "vmbr0",
                "firewall", "1"));
    assertThat(PropertyFormat.NETWORK.print(card)).startsWith("virtio=BC:24:11:AA:BB:CC,");
  }

  @Test
  void networkCardWithoutAddressKeepsItsModelInFront() {
    PropertyString card = PropertyFormat.NETWORK.parse("bridge=vmbr1,model=e1000");

    assertThat(PropertyFormat.NETWORK.print(card)).isEqualTo("e1000,bridge=vmbr1");
    assertThat(PropertyFormat.NETWORK.parse("e1000,bridge=vmbr1")).isEqualTo(card);
  }

  @Test
  void diskStartsWithItsVolume() {
    PropertyString disk = PropertyFormat.DISK.parse("local:101/vm-101-disk-0.qcow2,size=8G");

    assertThat(disk.value("file")).contains("local:101/vm-101-disk-0.qcow2");
    assertThat(PropertyFormat.DISK.print(disk)).isEqualTo("local:101/vm-101-disk-0.qcow2,size=8G");
  }

  @Test
  void valueMayContainAnEqualsSign() {
    assertThat(PropertyFormat.named().parse("uuid=x,serial=YQ==,base64=1").value("serial"))
        .contains("YQ==");
  }

  @Test
  void malformedPropertyStringsAreRefusedByName() {
    assertThatThrownBy(() -> PropertyFormat.named().parse("lonely"))
        .hasMessageContaining("'lonely'");
    assertThatThrownBy(() -> PropertyFormat.DISK.parse("a:1,size=1G,size=2G"))
        .hasMessageContaining("'size'");
    assertThatThrownBy(() -> PropertyFormat.DISK.print(PropertyString.empty().with("file", "a,b")))
        .hasMessageContaining("'file'");
  }

  @ParameterizedTest
  @CsvSource({
    "8G, 8589934592, 8G",
    "512M, 536870912, 512M",
    "1.5G, 1610612736, 1536M",
    "8GiB, 8589934592, 8G",
    "1024, 1024, 1K",
    "1000, 1000, 1000",
    "0, 0, 0",
    "2t, 2199023255552, 2T",
  })
  void sizesAreReadAndPrintedAsTheServerDoes(String text, long bytes, String printed) {
    assertThat(Size.parse(text)).contains(new Size(bytes));
    assertThat(new Size(bytes).print()).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "-1G", "8X", "1,5G", "99999999999999999T"})
  void otherTextsAreNoSizes(String text) {
    assertThat(Size.parse(text)).isEmpty();
  }

  @Test
  void macAddressesAreEqualWhateverTheirLetterCase() {
    assertThat(MacAddress.parse("bc:24:11:aa:bb:cc"))
        .isEqualTo(MacAddress.parse("BC-24-11-AA-BB-CC"))
        .isPresent();
    assertThat(MacAddress.parse("bc:24:11:aa:bb")).isEmpty();
    assertThat(MacAddress.parse("01:00:5e:00:00:01").orElseThrow().individual()).isFalse();
  }

  @Test
  void tagsAreNormalisedAsTheServerDoes() {
    assertThat(Tags.parse("Web; db,web  ").print()).isEqualTo("db;web");
    assertThat(Tags.parse(" ").print()).isEmpty();
    assertThat(Tags.valid("a b")).isFalse();
  }

  @Test
  void blankBootOptionIsNoDeviceAndLettersAreNoOrder() {
    assertThat(BootOrder.parse(" ").orElseThrow().devices()).isEmpty();
    assertThat(BootOrder.parse("order=scsi0;net0").orElseThrow().devices())
        .containsExactly("scsi0", "net0");
    assertThat(BootOrder.parse("cdn")).isEmpty();
  }

  @Test
  void volumesAreToldFromOtherDrives() {
    assertThat(VolumeId.parse("local-lvm:vm-101-disk-0"))
        .hasValueSatisfying(volume -> assertThat(volume.storage()).isEqualTo("local-lvm"));
    assertThat(VolumeId.parse("none")).isEmpty();
    assertThat(VolumeId.parse("/dev/sda")).isEmpty();
  }
}
