package dev.holdfast.resources.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetmakerSettingsTest {

  private static final Path AT = Path.of("netmaker");
  private static final Value.Obj NOTHING =
      Values.nullObject(Schema.of("Settings.", NetmakerSettings.ATTRIBUTES).type());
  private static final Value.Obj REACHABLE =
      NOTHING.with("endpoint", Value.of("https://api.netmaker.example"));

  private final Diagnostics diagnostics = new Diagnostics();

  private Optional<NetmakerAccess> access(Value.Obj config, Map<String, String> environment) {
    return NetmakerSettings.access(
            config,
            AT,
            name -> Optional.ofNullable(environment.get(name)),
            Pacer.system(),
            diagnostics)
        .access();
  }

  /// A configuration and an environment, and who calls then.
  record Source(Value.Obj config, Map<String, String> environment, String caller) {}

  static List<Source> sources() {
    Map<String, String> login = Map.of("NETMAKER_USERNAME", "joe", "NETMAKER_PASSWORD", "hunter2");
    String token = "the owner of the access token";
    return List.of(
        new Source(REACHABLE, Map.of("NETMAKER_TOKEN", "hunter2"), token),
        new Source(REACHABLE, login, "user joe"),
        new Source(REACHABLE.with("token", Value.of("hunter2")), login, token),
        new Source(
            REACHABLE.with("master_key", Value.of("hunter2")),
            Map.of("NETMAKER_TOKEN", "other"),
            "the master key"),
        new Source(
            NOTHING,
            Map.of("NETMAKER_ENDPOINT", "api.netmaker.example", "NETMAKER_TOKEN", "hunter2"),
            token));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void credentialsOfTwoSourcesAreNeverMixed(Source source) {
    assertThat(access(source.config, source.environment).orElseThrow().caller())
        .isEqualTo(source.caller);
    assertThat(diagnostics.all()).isEmpty();
  }

  /// Settings that cannot work, and words of the one error about them.
  record Wrong(Value.Obj config, Map<String, String> environment, String words) {}

  static List<Wrong> wrongs() {
    Value.Obj token = REACHABLE.with("token", Value.of("hunter2"));
    return List.of(
        new Wrong(NOTHING, Map.of("NETMAKER_TOKEN", "hunter2"), "No endpoint"),
        new Wrong(REACHABLE, Map.of(), "No credentials"),
        new Wrong(
            REACHABLE.with("username", Value.of("joe")),
            Map.of("NETMAKER_PASSWORD", "hunter2"),
            "NETMAKER_PASSWORD is not set"),
        new Wrong(
            token.with("endpoint", Value.of("http://api.netmaker.example")), Map.of(), "https"),
        new Wrong(token.with("ca_file", Value.of("/nowhere/ca.pem")), Map.of(), "/nowhere/ca.pem"),
        new Wrong(token.with("tls_fingerprint", Value.of("AB:CD")), Map.of(), "fingerprint"),
        new Wrong(token, Map.of("NETMAKER_INSECURE", "perhaps"), "NETMAKER_INSECURE"));
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void wrongSettingsGiveOneClearErrorWithoutSecrets(Wrong wrong) {
    assertThat(access(wrong.config, wrong.environment)).isEmpty();
    assertThat(diagnostics.all())
        .singleElement()
        .satisfies(error -> {
          assertThat(error.severity()).isEqualTo(Diagnostic.Severity.ERROR);
          assertThat(error.path()).isEqualTo(AT);
          assertThat(error.detail()).containsIgnoringCase(wrong.words).doesNotContain("hunter2");
        });
  }

  @Test
  void believingAnyCertificateIsWarnedAbout() {
    Value.Obj config = REACHABLE.with("token", Value.of("x")).with("insecure", Value.of(true));
    assertThat(access(config, Map.of())).isPresent();
    assertThat(diagnostics.all())
        .singleElement()
        .matches(found -> found.severity() == Diagnostic.Severity.WARNING);
  }

  @Test
  void unknownSettingsGiveNoAccessAndNoError() {
    for (Attribute attribute : NetmakerSettings.ATTRIBUTES) {
      Value.Obj config =
          REACHABLE.with("token", Value.of("x")).with(attribute.name(), Values.UNKNOWN);
      assertThat(access(config, Map.of())).isEmpty();
    }
    assertThat(diagnostics.all()).isEmpty();
  }

  @Test
  void kubernetesRangesAreKnownToAllResources() {
    Value ranges = new Value.SetOf(List.of(Value.of("10.244.0.0/16"), Value.of("fd00::/64")));
    Value.Obj config = REACHABLE.with("token", Value.of("x")).with("kubernetes_ranges", ranges);
    assertThat(access(config, Map.of()).orElseThrow().kubernetesRanges()).hasSize(2);
  }
}
