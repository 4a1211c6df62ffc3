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

class ProxmoxSettingsTest {

  private static final Path AT = Path.of("proxmox");
  private static final Value ENDPOINTS =
      new Value.ListOf(List.of(Value.of("https://pve1.example:8006")));
  private static final Value.Obj NOTHING =
      Values.nullObject(Schema.of("Settings.", ProxmoxSettings.ATTRIBUTES).type());
  private static final Map<String, String> LOGIN =
      Map.of("PROXMOX_VE_USERNAME", "root@pam", "PROXMOX_VE_PASSWORD", "hunter2");
  private static final Map<String, String> TOKEN =
      Map.of("PROXMOX_VE_API_TOKEN", "root@pam!ci=hunter2");

  private final Diagnostics diagnostics = new Diagnostics();

  private Optional<ProxmoxAccess> access(Value.Obj config, Map<String, String> environment) {
    return ProxmoxSettings.access(
            config,
            AT,
            name -> Optional.ofNullable(environment.get(name)),
            Pacer.system(),
            diagnostics)
        .access();
  }

  private static Value.Obj reachable() {
    return NOTHING.with("endpoints", ENDPOINTS);
  }

  private static Value.Obj withToken() {
    return reachable().with("api_token", Value.of("root@pam!ci=secret"));
  }

  private static Value.Obj withLogin() {
    return reachable().with("username", Value.of("root@pam")).with("password", Value.of("secret"));
  }

  /// A configuration and an environment, and whether the caller is root itself then, which only a
  /// login makes it.
  record Source(String name, Value.Obj config, Map<String, String> environment, boolean root) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Source> sources() {
    return List.of(
        new Source("token of the environment", reachable(), TOKEN, false),
        new Source("login of the environment", reachable(), LOGIN, true),
        new Source("token beside a login of the environment", withToken(), LOGIN, false),
        new Source("login beside a token of the environment", withLogin(), TOKEN, true),
        new Source(
            "login of another user than the environment's",
            withLogin(),
            Map.of("PROXMOX_VE_USERNAME", "joe@pve", "PROXMOX_VE_PASSWORD", "other"),
            true),
        new Source(
            "all of it in the environment",
            NOTHING,
            Map.of(
                "PROXMOX_VE_ENDPOINT", "pve1.example,pve2.example",
                "PROXMOX_VE_API_TOKEN", "root@pam!ci=hunter2"),
            false));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void theConfigurationCountsBeforeTheEnvironment(Source source) {
    Optional<ProxmoxAccess> access = access(source.config, source.environment);

    assertThat(diagnostics.all()).isEmpty();
    assertThat(access.orElseThrow().root()).isEqualTo(source.root);
  }

  @Test
  void halfALoginIsNotCompletedFromTheEnvironment() {
    assertThat(access(reachable().with("username", Value.of("joe@pve")), LOGIN)).isEmpty();
    assertThat(diagnostics.all())
        .singleElement()
        .extracting(Diagnostic::detail)
        .asString()
        .contains("PROXMOX_VE_PASSWORD is not set");
  }

  @Test
  void trustOfTheConfigurationIsNotMixedWithTrustOfTheEnvironment() {
    var environment = Map.of("PROXMOX_VE_INSECURE", "true");
    Value.Obj pinned = withToken().with("tls_fingerprint", Value.of("AB:".repeat(31) + "AB"));

    assertThat(access(pinned, environment)).isPresent();
    assertThat(diagnostics.all()).isEmpty();
  }

  @Test
  void believingAnyCertificateIsWarnedAbout() {
    assertThat(access(withToken().with("insecure", Value.of(true)), Map.of())).isPresent();
    assertThat(diagnostics.all())
        .singleElement()
        .matches(found -> found.severity() == Diagnostic.Severity.WARNING)
        .matches(found -> found.path().equals(AT));
  }

  /// Settings that cannot work, and words of the one error about them.
  record Wrong(Value.Obj config, Map<String, String> environment, String words) {}

  static List<Wrong> wrongs() {
    Value.Obj token = withToken();
    return List.of(
        new Wrong(NOTHING, Map.of(), "No endpoint"),
        new Wrong(NOTHING.with("endpoints", new Value.ListOf(List.of())), TOKEN, "No endpoint"),
        new Wrong(reachable(), Map.of(), "No credentials"),
        new Wrong(reachable().with("api_token", Value.of("")), LOGIN, "No credentials"),
        new Wrong(reachable().with("api_token", Value.of("hunter2")), Map.of(), "user@realm!name"),
        new Wrong(withLogin().with("username", Value.of("root")), Map.of(), "name@realm"),
        new Wrong(token.with("ca_file", Value.of("/nowhere/ca.pem")), Map.of(), "/nowhere/ca.pem"),
        new Wrong(token.with("tls_fingerprint", Value.of("AB:CD")), Map.of(), "fingerprint"),
        new Wrong(
            token.with("endpoints", new Value.ListOf(List.of(Value.of("http://pve1:8006")))),
            Map.of(),
            "https"),
        new Wrong(
            token.with(
                "endpoints", new Value.ListOf(List.of(Value.of("https://joe:hunter2@pve1:8006")))),
            Map.of(),
            "no credentials"),
        new Wrong(token, Map.of("PROXMOX_VE_INSECURE", "perhaps"), "PROXMOX_VE_INSECURE"),
        new Wrong(token.with("proxy", Value.of("::")), Map.of(), "proxy"));
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void wrongSettingsGiveOneClearErrorWithoutSecrets(Wrong wrong) {
    assertThat(access(wrong.config, wrong.environment)).isEmpty();
    Diagnostic error = diagnostics.all().getFirst();

    assertThat(diagnostics.all()).hasSize(1);
    assertThat(error.severity()).isEqualTo(Diagnostic.Severity.ERROR);
    assertThat(error.path()).isEqualTo(AT);
    assertThat(error.detail()).containsIgnoringCase(wrong.words).doesNotContain("hunter2");
  }

  @Test
  void unknownSettingsGiveNoAccessAndNoError() {
    for (Attribute attribute : ProxmoxSettings.ATTRIBUTES) {
      assertThat(access(withToken().with(attribute.name(), Values.UNKNOWN), Map.of())).isEmpty();
    }
    assertThat(
            access(withToken().with("endpoints", new Value.ListOf(List.of(Values.UNKNOWN))), LOGIN))
        .isEmpty();
    assertThat(diagnostics.all()).isEmpty();
  }

  @Test
  void ownerAndFirstIdHaveValuesOfTheirOwnWhereLeftOut() {
    ProxmoxAccess plain = access(withToken(), Map.of()).orElseThrow();
    ProxmoxAccess set =
        access(
                withToken().with("owner", Value.of("team-a")).with("vmid_start", Value.of(9000)),
                Map.of())
            .orElseThrow();

    assertThat(plain.owner()).isEqualTo("terraform");
    assertThat(plain.firstId()).isEqualTo(100);
    assertThat(set.owner()).isEqualTo("team-a");
    assertThat(set.firstId()).isEqualTo(9000);
  }

  @Test
  void aClaimedIdIsFreeAgainOnlyAfterItsRelease() {
    ProxmoxAccess access = access(withToken(), Map.of()).orElseThrow();
    var id = new dev.holdfast.client.proxmox.VmId(100);

    assertThat(access.claim(id)).isTrue();
    assertThat(access.claimed(id)).isTrue();
    assertThat(access.claim(id)).isFalse();
    access.release(id);
    assertThat(access.claimed(id)).isFalse();
    assertThat(access.claim(id)).isTrue();
  }
}
