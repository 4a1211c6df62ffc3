package dev.holdfast.resources.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoCloudTest {
  private static final NoCloud SEED =
      new NoCloud(
          Optional.of("db-1"),
          "#cloud-config\npassword: hunter22\n",
          Optional.of("version: 2\n"),
          Optional.empty());

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }

  @Test
  void theDiskHoldsWhatCloudInitReads() {
    Map<String, byte[]> files = SEED.files();
    assertThat(files.keySet()).containsExactly("meta-data", "network-config", "user-data");
    assertThat(text(files, "meta-data"))
        .isEqualTo("instance-id: " + SEED.instanceId() + "\nlocal-hostname: 'db-1'\n");
    assertThat(text(files, "user-data")).isEqualTo(SEED.userData());
    assertThat(text(files, "network-config")).isEqualTo("version: 2\n");
    assertThat(SEED.image()).isEqualTo(IsoImage.of("cidata", files));
  }

  @Test
  void withoutANameTheImageKeepsItsOwn() {
    NoCloud seed =
        new NoCloud(Optional.empty(), "#cloud-config\n", Optional.empty(), Optional.of("v"));
    assertThat(text(seed.files(), "meta-data")).doesNotContain("local-hostname");
    assertThat(seed.files()).containsKey("vendor-data").doesNotContainKey("network-config");
  }

  @Test
  void anyChangeMakesAnotherInstance() {
    List<NoCloud> others =
        List.of(
            new NoCloud(
                Optional.of("db-2"), SEED.userData(), SEED.networkConfig(), Optional.empty()),
            new NoCloud(SEED.hostname(), "#cloud-config\n", SEED.networkConfig(), Optional.empty()),
            new NoCloud(SEED.hostname(), SEED.userData(), Optional.empty(), Optional.empty()),
            new NoCloud(
                SEED.hostname(), SEED.userData(), Optional.empty(), Optional.of("version: 2\n")));
    assertThat(others).extracting(NoCloud::instanceId).doesNotContain(SEED.instanceId());
    assertThat(others).extracting(NoCloud::instanceId).doesNotHaveDuplicates();
  }

  @Test
  void isNeverPrinted() {
    assertThat(SEED.toString()).doesNotContain("hunter22").contains(SEED.instanceId());
  }
}
