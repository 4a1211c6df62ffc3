package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.http.TlsTrust;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxmoxConfigTest {
  private static final String TOKEN = "API_TOKEN=root@pam!tf=hush";

  @Test
  void tokenAndSeveralEndpointsAreRead() {
    ProxmoxConfig config = read("ENDPOINT=https://pve1:8006/api2/json,  pve2", TOKEN);

    assertThat(config.endpoints())
        .containsExactly(URI.create("https://pve1:8006"), URI.create("https://pve2:8006"));
    assertThat(config.credentials()).isInstanceOf(Credentials.ApiToken.class);
    assertThat(config.credentials().root()).isFalse();
    assertThat(config.warnings()).isEmpty();
    assertThat(config.toString()).doesNotContain("hush");
  }

  @Test
  void userAndPasswordAreReadAndRootIsRecognised() {
    ProxmoxConfig config =
        read("ENDPOINT=pve1", "USERNAME=root@pam", "PASSWORD=hush", "OTP=123456");

    assertThat(config.credentials().root()).isTrue();
    assertThat(config.toString()).doesNotContain("hush").doesNotContain("123456");
  }

  @Test
  void insecureIsPossibleAndWarnedAbout() {
    assertThat(read("ENDPOINT=pve1", TOKEN, "INSECURE=true").warnings())
        .singleElement()
        .asString()
        .contains("not verified");
  }

  @Test
  void fingerprintsOfSeveralNodesAreRead() {
    String one = "AB:".repeat(31) + "ab";
    String other = "cd".repeat(32);
    assertThat(read("ENDPOINT=pve1", TOKEN, "TLS_FINGERPRINT=" + one + "," + other).trust())
        .isEqualTo(new TlsTrust.Pinned(java.util.Set.of("AB".repeat(32), "CD".repeat(32))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          API_TOKEN=root@pam!tf=hush                            | PROXMOX_VE_ENDPOINT
          ENDPOINT=pve1                                         | PROXMOX_VE_API_TOKEN
          ENDPOINT=pve1;USERNAME=root@pam                       | PROXMOX_VE_PASSWORD
          ENDPOINT=pve1;PASSWORD=hush                           | PROXMOX_VE_USERNAME
          ENDPOINT=pve1;USERNAME=root;PASSWORD=hush             | name@realm
          ENDPOINT=pve1;API_TOKEN=root@pam!tf                   | user@realm!name=secret
          ENDPOINT=pve1;API_TOKEN=root@pam=hush                 | user@realm!name=secret
          ENDPOINT=http://pve1;API_TOKEN=root@pam!tf=hush       | https
          ENDPOINT=ftp://pve1;API_TOKEN=root@pam!tf=hush        | https
          ENDPOINT=a b;API_TOKEN=root@pam!tf=hush               | 'a b'
          ENDPOINT=pve1;API_TOKEN=a@pam!tf=hush;INSECURE=maybe  | PROXMOX_VE_INSECURE
          ENDPOINT=pve1;API_TOKEN=a@pam!tf=hush;TLS_FINGERPRINT=12:34 | SHA-256
          ENDPOINT=pve1;API_TOKEN=a@pam!tf=hush;INSECURE=1;CA_FILE=x  | exclude
          """)
  void mistakeIsNamedWithoutSecrets(String settings, String named) {
    assertThatThrownBy(() -> read(settings.split(";")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @CsvSource({
    "pve1, https://pve1:8006",
    "https://pve1/, https://pve1:8006",
    "https://gate.example/pve/, https://gate.example:443/pve",
    "https://[fd00::1]:8006, https://[fd00::1]:8006",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
  })
  void endpointsAreWrittenInManyWays(String text, URI canonical) {
    assertThat(ConfigReader.ENDPOINT.parse(text)).isEqualTo(canonical);
  }

  private static ProxmoxConfig read(String... settings) {
    Map<String, String> environment =
        Arrays.stream(settings)
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> "PROXMOX_VE_" + pair[0], pair -> pair[1]));
    return ProxmoxConfig.fromEnvironment(name -> Optional.ofNullable(environment.get(name)));
  }
}
