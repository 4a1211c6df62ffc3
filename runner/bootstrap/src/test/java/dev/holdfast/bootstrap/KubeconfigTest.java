package dev.holdfast.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.session.Outcome;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is made of the file that kubeadm prints.
class KubeconfigTest {
  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBnDCCAUOgAwIBAgIUUtO+DVHgBynUE/ws1c29VYj+68YwCgYIKoZIzj0EAwIw
      IzEQMA4GA1UECgwHdGVzdGVyczEPMA0GA1UEAwwGdGVzdGVyMCAXDTI2MTEyMjA3
      MjAxMloYDzIxMjYxMDI5MDcyMDEyWjAjMRAwDgYDVQQKDAd0ZXN0ZXJzMQ8wDQYD
      VQQDDAZ0ZXN0ZXIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARWGsj0lN+oIoFc
      IWJqWRvPvQ9HPDHg5HObcxQhFZA17mmcAkIn30ouIJLbwmrJGVtTQSddEgeSkhOU
      CLaGrnl9o1MwUTAdBgNVHQ4EFgQUP3vVCkgFqDjX9xmBflUQo81GwZcwHwYDVR0j
      BBgwFoAUP3vVCkgFqDjX9xmBflUQo81GwZcwDwYDVR0TAQH/BAUwAwEB/zAKBggq
      hkjOPQQDAgNHADBEAiA+V2CeXaNhElqvuDUG+bG5tiqsnTCZxleX6oAPUIb7EAIg
      IAoY2Za+PyB90YIyKskmNGlphRRzAkxsfGCmTaBygD0=
      -----END CERTIFICATE-----
      """;

  private static Outcome printed(String certificate) {
    String file =
        """
        apiVersion: v1
        kind: Config
        clusters:
        - name: kubernetes
          cluster: {server: "https://api.holdfast.internal:7443", certificate-authority-data: %s}
        users:
        - name: tester
          user: {client-certificate-data: %s, client-key-data: %s}
        """
            .formatted(base64("authority"), base64(certificate), base64("swordfish"));
    DictValue facts = new DictValue();
    facts.put("kubeconfig_made", Str.of(file));
    return new Outcome(
        Outcome.End.OK, Map.of(), List.of(), Map.of("cp1", facts), new DictValue(), List.of());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void its_parts_are_told_and_when_it_ends() {
    Kubeconfig made = Kubeconfig.of(printed(CERTIFICATE));
    assertThat(made.server()).isEqualTo("https://api.holdfast.internal:7443");
    assertThat(made.authority()).isEqualTo("authority");
    assertThat(made.certificate()).isEqualTo(CERTIFICATE);
    assertThat(made.key().reveal()).isEqualTo("swordfish");
    assertThat(made.expires()).isEqualTo(Instant.parse("2126-10-29T07:20:12Z"));
    assertThat(made.toString()).doesNotContain("swordfish");
  }

  @Test
  void what_is_no_certificate_is_not_repeated() {
    assertThatThrownBy(() -> Kubeconfig.of(printed("swordfish")))
        .isInstanceOf(NodeException.class)
        .hasMessageNotContaining("swordfish");
  }

  @Test
  void kubeadm_is_told_who_it_is_for_and_how_long() {
    DictValue told =
        new Kubeconfig.Wanted("ci", List.of("a", "b"), Duration.ofMinutes(90)).variables();
    assertThat(Text.str(told))
        .isEqualTo(
            "{'kubeconfig_user': 'ci', 'kubeconfig_groups': ['a', 'b'], 'kubeconfig_validity': '5400s', 'kubeconfig_hidden': False}");
  }
}
