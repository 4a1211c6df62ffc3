package dev.holdfast.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.server.process.ServerException.Code;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchEnvironmentTest {
  private static final String COOKIE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

  private static LaunchEnvironment with(String name, String value) {
    return new LaunchEnvironment(Map.of(name, value));
  }

  @Test
  void onlyTheRightCookieMeansAHost() {
    assertThat(with("TF_PLUGIN_MAGIC_COOKIE", COOKIE).hasMagicCookie()).isTrue();
    assertThat(with("TF_PLUGIN_MAGIC_COOKIE", "other").hasMagicCookie()).isFalse();
    assertThat(new LaunchEnvironment(Map.of()).hasMagicCookie()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6", "5,6", "6,5", " 6 , 5", "7,6", ""})
  void protocolSixIsFoundAmongThoseOffered(String offered) {
    assertThatCode(() -> with("PLUGIN_PROTOCOL_VERSIONS", offered).requireProtocol())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "4,5", "16", "60"})
  void aHostWithoutProtocolSixIsToldWhatIsNeeded(String offered) {
    assertThatThrownBy(() -> with("PLUGIN_PROTOCOL_VERSIONS", offered).requireProtocol())
        .isInstanceOfSatisfying(
            ServerException.class, e -> assertThat(e.code()).isEqualTo(Code.PROTOCOL_NOT_OFFERED))
        .hasMessageContaining("protocol 6")
        .hasMessageEndingWith(offered);
  }

  @ParameterizedTest
  @CsvSource({"PLUGIN_MIN_PORT, x", "PLUGIN_MIN_PORT, 5", "PLUGIN_MAX_PORT, 70000"})
  void portsThatAreNoRangeAreRefused(String name, String value) {
    assertThatThrownBy(() -> with(name, value).ports())
        .isInstanceOf(ServerException.class)
        .hasMessageContaining(name);
  }

  @Test
  void noClientCertificateMeansNoTls() {
    assertThat(new LaunchEnvironment(Map.of()).mutualTls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----"
      })
  void aClientCertificateThatIsNoneIsRefused(String pem) {
    assertThatThrownBy(() -> with("PLUGIN_CLIENT_CERT", pem).mutualTls())
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("PLUGIN_CLIENT_CERT");
  }

  @Test
  void anUnknownKeyTypeIsRefusedWithTheChoices() {
    var environment =
        new LaunchEnvironment(
            Map.of(
                "PLUGIN_CLIENT_CERT",
                PluginClient.Identity.create().pem(),
                "HOLDFAST_PLUGIN_KEY",
                "dsa"));
    assertThatThrownBy(environment::mutualTls)
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("p256, p521, ed25519 or rsa2048");
  }

  @Test
  void printsNamesButNoValues() {
    assertThat(with("PM_API_TOKEN", "hunter2").toString())
        .contains("PM_API_TOKEN")
        .doesNotContain("hunter2");
  }
}
