package dev.holdfast.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pve1.example.org | .example.org    | false
          pve1.example.org | example.org     | false
          pve1.example.org | *.example.org   | false
          notexample.org   | example.org     | true
          10.1.2.3         | 10.0.0.0/8      | false
          11.1.2.3         | 10.0.0.0/8      | true
          10.1.2.3         | 0.0.0.0/0       | false
          pve1             | *               | false
          pve1             | pve2,pve1       | false
          pve1             | pve2            | true
          """)
  void exceptionsAreReachedDirectly(String host, String exceptions, boolean served) {
    assertThat(ProxySettings.of("proxy:3128", exceptions).serves(host)).isEqualTo(served);
  }

  @Test
  void environmentIsReadInEitherLetterCaseAndCredentialsAreSecret() {
    var environment = Map.of("https_proxy", "http://me:hush@proxy:3128", "NO_PROXY", "a, b");
    var settings =
        ProxySettings.fromEnvironment(name -> Optional.ofNullable(environment.get(name)));

    assertThat(settings.proxy()).hasToString("Optional[http://proxy:3128]");
    assertThat(settings.user()).contains("me");
    assertThat(settings.except()).containsExactly("a", "b");
    assertThat(settings.toString()).doesNotContain("hush");
  }

  @Test
  void otherKindsOfProxiesAreRefused() {
    assertThatThrownBy(() -> ProxySettings.of("socks5://proxy:1080", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http://host:port");
  }
}
