package dev.holdfast.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `setuptools` 66 makes of the same texts.
final class PipRequirementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Django >= 1.0, <2                        | Django<2,>=1.0                          | django
          a.B_c[x, b]~=1.4.2 ; python_version<"3"  | a.B_c[b,x]~=1.4.2; python_version<"3"   | a-b-c
          pkg @ https://h/p.whl                    | pkg@ https://h/p.whl                    | pkg
          a(>1)                                    | a>1                                     | a
          a ==1.0rc1                               | a==1.0rc1                               | a
          git+https://h/x#egg=y                    | git+https://h/x#egg=y                   | git+https://h/x#egg=y
          ./dir                                    | ./dir                                   | ./dir
          -a                                       | -a                                      | -a
          """)
  void requirementsAreGivenToPipInOneForm(String text, String given, String name) {
    PipRequirement requirement = PipRequirement.of(text);
    assertThat(requirement.given()).isEqualTo(given);
    assertThat(requirement.name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "==1.0, 1.0.0, true",
    "==1.*, 1.4, true",
    "==1.*, 10, false",
    "==1.2.*, 1, false",
    "!=1.*, 1.4, false",
    "!=1.0, 1.0.0, false",
    "~=1.4.2, 1.4.9, true",
    "~=1.4.2, 1.5, false",
    "~=1.4, 1.9, true",
    "<2, 2.0rc1, false",
    "<2, 1.9, true",
    "<2rc2, 2rc1, true",
    "<1, 0.9.post3, true",
    ">1, 1.post1, false",
    ">1.post1, 1.post2, true",
    ">1, 1.0+local, false",
    ">=1, 1.0+local, true",
    ">=2, 2.0.dev1, false",
    "==1.0, 1.0+local, true",
    "==1.0+x, 1.0, false",
    "<=1, 1.0.1, false",
    ">1!1, 2, false",
    "===1.0, 1.0.0, false"
  })
  void conditionsHoldAsPythonHasThem(String condition, String version, boolean holds) {
    assertThat(PipRequirement.of("A_b" + condition).isInstalled("a.B==" + version))
        .isEqualTo(holds);
  }

  @Test
  void aNameIsNotAnothersPackage() {
    assertThat(PipRequirement.of("ab").isInstalled("abc==1")).isFalse();
    assertThat(PipRequirement.of("ab").isInstalled("ab @ file:///srv/ab")).isFalse();
  }

  @Test
  void conditionsThatCameAsNamesBelongToTheNameBefore() {
    List<String> given =
        PipRequirement.all(List.of("django>1.11.1", "<1.11.3", "one[a", "b]", "two>1,<2,three"))
            .stream()
            .map(PipRequirement::given)
            .toList();
    assertThat(given).containsExactly("django<1.11.3,>1.11.1", "one[a,b]", "two<2,>1", "three");
  }
}
