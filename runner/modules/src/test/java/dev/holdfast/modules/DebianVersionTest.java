package dev.holdfast.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DebianVersionTest {
  /// Each sorts before the next, as `dpkg --compare-versions` has it.
  private static final List<String> RISING =
      List.of(
          "0.9~~",
          "0.9~rc1",
          "0.9",
          "0.9-1",
          "0.9-1+b1",
          "0.9a",
          "0.9+x",
          "0.10",
          "1.0~beta2",
          "1.0",
          "1.0.1",
          "1.2-9",
          "1.2-10",
          "10.0",
          "1:0.1",
          "2:0");

  @Test
  void versionsSortAsDpkgSortsThem() {
    for (int i = 0; i < RISING.size(); i++) {
      for (int j = 0; j < RISING.size(); j++) {
        assertThat(Integer.signum(DebianVersion.ORDER.compare(RISING.get(i), RISING.get(j))))
            .as("%s against %s", RISING.get(i), RISING.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void zerosInFrontDoNotCount() {
    assertThat(DebianVersion.ORDER.compare("1.01", "1.1")).isZero();
    assertThat(DebianVersion.ORDER.compare("0:1", "1")).isZero();
  }
}
