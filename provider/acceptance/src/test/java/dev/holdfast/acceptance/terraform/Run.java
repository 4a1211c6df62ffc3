package dev.holdfast.acceptance.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// What one run of Terraform did.
///
/// @param log the TRACE log, empty where the workspace does not trace
public record Run(List<String> arguments, int exit, String stdout, String stderr, String log) {

  public Run {
    arguments = List.copyOf(arguments);
  }

  /// This run, which must have succeeded.
  public Run succeeded() {
    assertThat(exit).as(this::toString).isZero();
    return this;
  }

  /// This run, which must have failed and said each of the texts.
  public Run failedWith(String... texts) {
    assertThat(exit).as(this::toString).isEqualTo(1);
    assertThat(flowing()).contains(texts);
    return this;
  }

  /// What was said on both outputs in one line: Terraform breaks long sentences and draws a frame.
  public String flowing() {
    return (stdout + "\n" + stderr).replaceAll("[│╷╵\\s]+", " ");
  }

  /// The output as one JSON document.
  public JsonNode json() {
    return ExactJson.read(stdout);
  }

  @Override
  public String toString() {
    return "terraform "
        + String.join(" ", arguments)
        + " ended with "
        + exit
        + "\n"
        + stdout
        + "\n"
        + stderr;
  }
}
