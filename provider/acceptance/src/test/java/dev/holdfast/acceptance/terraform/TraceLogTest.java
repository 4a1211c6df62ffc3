package dev.holdfast.acceptance.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceLogTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true|T [WARN]  Provider \"x\" produced an unexpected new value for corner_rules.x",
        "true|T [WARN]  provider.stdio: received EOF, stopping recv loop",
        "true|T [ERROR] plugin6.(*GRPCProvider).PlanResourceChange: broken",
        "true|T [DEBUG] Provider produced inconsistent result after apply",
        "true|T [TRACE] using the legacy plugin SDK",
        "true|T [ERROR] provider: plugin process exited: error=\"exit status 2\"",
        "false|T [INFO]  provider: plugin process exited: id=3626",
        "false|T [TRACE] provider: plugin process started",
        "false|T [WARN]  Log levels other than TRACE are currently unreliable",
        "false|T [ERROR] AttachSchemaTransformer: No provider config schema available for terraform.io/builtin/terraform"
      })
  void findsWhatTerraformHoldsAgainstAProvider(boolean complaint, String line) {
    assertThat(TraceLog.complaints(line).isEmpty()).isEqualTo(!complaint);
  }
}
