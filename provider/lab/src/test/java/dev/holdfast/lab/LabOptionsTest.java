package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabOptionsTest {

  @Test
  void withoutArgumentsThereAreNoFilesAndAnyPortWillDo() {
    LabOptions options = LabOptions.parse(List.of());

    assertThat(options.port()).isZero();
    assertThat(options.path(LabOptions.Option.ENV_FILE)).isEmpty();
    assertThat(options.has(LabOptions.Option.QUIET)).isFalse();
  }

  @Test
  void everyOptionIsUnderstood() {
    LabOptions options =
        LabOptions.parse(
            List.of(
                "--env-file",
                "/a/env",
                "--ready-file",
                "/a/ready",
                "--request-log",
                "/a/log",
                "--port",
                "8006",
                "--quiet",
                "--help"));

    assertThat(options.port()).isEqualTo(8006);
    assertThat(options.path(LabOptions.Option.ENV_FILE)).contains(Path.of("/a/env"));
    assertThat(options.path(LabOptions.Option.READY_FILE)).contains(Path.of("/a/ready"));
    assertThat(options.path(LabOptions.Option.REQUEST_LOG)).contains(Path.of("/a/log"));
    assertThat(options.has(LabOptions.Option.QUIET)).isTrue();
    assertThat(options.has(LabOptions.Option.HELP)).isTrue();
  }

  @Test
  void aRelativeFileStaysWhereItIsWhenTheFolderChanges() {
    assertThat(LabOptions.parse(List.of("--env-file", "env")).path(LabOptions.Option.ENV_FILE))
        .hasValueSatisfying(file -> assertThat(file).isAbsolute());
  }

  @ParameterizedTest
  @CsvSource({
    "--colour,There is no option --colour.",
    "lab.env,There is no option lab.env.",
    "--port,The option --port needs a value."
  })
  void whatCannotBeUnderstoodIsNamed(String argument, String message) {
    assertThatThrownBy(() -> LabOptions.parse(List.of(argument)))
        .isInstanceOf(LabException.Usage.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"65536", "-1", "https", "''", "8006.0"})
  void aPortIsANumberThatExists(String port) {
    LabOptions options = LabOptions.parse(List.of("--port", port));

    assertThatThrownBy(options::port)
        .isInstanceOf(LabException.Usage.class)
        .hasMessageContaining("up to 65535");
  }

  @Test
  void theUsageNamesEveryOption() {
    assertThat(LabOptions.Option.values())
        .allSatisfy(option ->
            assertThat(LabOptions.USAGE)
                .contains("--" + option.name().toLowerCase(Locale.ROOT).replace('_', '-')));
  }
}
