package dev.holdfast.client.netmaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetmakerConfigTest {

  private static NetmakerConfig read(String settings) {
    Map<String, String> environment =
        Arrays.stream(settings.split(";"))
            .map(setting -> setting.split("=", 2))
            .collect(Collectors.toMap(pair -> "NETMAKER_" + pair[0], pair -> pair[1]));
    return NetmakerConfig.fromEnvironment(name -> Optional.ofNullable(environment.get(name)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ENDPOINT=api.nm.example;TOKEN=hush              | https://api.nm.example:443  | the owner of the access token
          ENDPOINT=https://api.nm.example/api/;TOKEN=hush | https://api.nm.example:443  | the owner of the access token
          ENDPOINT=api.nm.example;USERNAME=joe;PASSWORD=h | https://api.nm.example:443  | user joe
          ENDPOINT=https://h:8443/nm;MASTER_KEY=hush      | https://h:8443/nm           | the master key
          ENDPOINT=http://127.0.0.1:8081;TOKEN=hush       | http://127.0.0.1:8081       | the owner of the access token
          """)
  void settingsAreRead(String settings, String endpoint, String caller) {
    NetmakerConfig config = read(settings);
    assertThat(config.endpoint()).hasToString(endpoint);
    assertThat(config.credentials().caller()).isEqualTo(caller);
    assertThat(config.toString()).doesNotContain("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TOKEN=hush                                       | NETMAKER_ENDPOINT
          ENDPOINT=api.nm.example                          | No credentials
          ENDPOINT=api.nm.example;USERNAME=joe             | NETMAKER_PASSWORD
          ENDPOINT=api.nm.example;TOKEN=hush;MASTER_KEY=x  | exclude
          ENDPOINT=http://api.nm.example;TOKEN=hush        | https
          ENDPOINT=https://joe:hush@api.nm.example;TOKEN=x | no credentials
          ENDPOINT=api.nm.example;TOKEN=hush;INSECURE=1;CA_FILE=x | exclude
          """)
  void aMistakeIsNamedWithoutSecrets(String settings, String named) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .hasMessageNotContaining("hush");
  }
}
