package dev.holdfast.resources.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.run.Way;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.work.StepFailure;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshWaysTest {
  private static final Path AT = Path.of("ssh");
  private static final String KEY = "SHA256:" + "A".repeat(43);
  private static final Value.Obj NOTHING =
      Values.nullObject(Schema.of("", SshTable.ATTRIBUTES).type());

  private static Value.Obj server(String host) {
    return NOTHING.with("host", Value.of(host)).with("host_key", Value.of(KEY));
  }

  private static Value.Obj profile(Map<String, String> texts) {
    Value.Obj profile = new Value.Obj(Map.of("agent", Values.NULL));
    for (Map.Entry<String, String> text : texts.entrySet()) {
      profile = profile.with(text.getKey(), Value.of(text.getValue()));
    }
    return profile;
  }

  private static SshAccess access(Map<String, Value> profiles, Map<String, String> texts) {
    Value.Obj block = new Value.Obj(Map.of("profiles", new Value.MapOf(profiles)));
    for (Map.Entry<String, String> text : texts.entrySet()) {
      block = block.with(text.getKey(), Value.of(text.getValue()));
    }
    return SshSettings.access(new Value.Obj(Map.of("ssh", block)));
  }

  private static final SshAccess ACCESS =
      access(
          Map.of(
              "default", profile(Map.of("private_key", "KEY", "passphrase", "P")),
              "admin", profile(Map.of("user", "admin", "password", "W", "become_password", "B"))),
          Map.of());

  @Test
  void a_server_gets_what_its_profile_says_and_the_rest_by_default() {
    Way way = new SshWays(ACCESS).to(AT, server("10.0.0.1"));

    assertThat(way.becomePassword()).isEmpty();
    assertThat(way.target())
        .isEqualTo(
            new Target.Ssh(
                List.of(),
                new Target.Hop(
                    "10.0.0.1",
                    22,
                    Optional.of("root"),
                    List.of(
                        new Target.Credential.KeyText(
                            Secret.of("KEY"), Optional.of(Secret.of("P")))),
                    new Target.HostKeys.Pinned(List.of(KEY)),
                    Duration.ofSeconds(10))));
  }

  @Test
  void every_jump_has_a_login_of_its_own() {
    Value.Obj jump = server("jump").with("profile", Value.of("admin")).with("port", Value.of(2222));
    Way way =
        new SshWays(ACCESS)
            .to(
                AT,
                server("10.0.0.1")
                    .with("profile", Value.of("admin"))
                    .with("user", Value.of("me"))
                    .with("jumps", new Value.ListOf(List.of(jump, server("second")))));

    assertThat(way.becomePassword()).contains(Secret.of("B"));
    assertThat(way.target()).isInstanceOf(Target.Ssh.class);
    if (way.target() instanceof Target.Ssh ssh) {
      assertThat(ssh.host().user()).contains("me");
      assertThat(ssh.hops())
          .extracting(hop -> hop.user().orElse("") + "@" + hop.host() + ":" + hop.port())
          .containsExactly("admin@jump:2222", "root@second:22");
    }
  }

  @Test
  void what_is_missing_is_said_with_its_place() {
    SshWays ways = new SshWays(ACCESS);
    assertThatThrownBy(() -> ways.to(AT, server("a").with("profile", Value.of("nobody"))))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("no \"nobody\"; there are \"admin\", \"default\"");
    assertThatThrownBy(() -> ways.to(AT, server("a").with("host_key", Values.NULL)))
        .hasMessageContaining("Host key is not pinned");
    SshWays without = new SshWays(access(Map.of(), Map.of()));
    assertThatThrownBy(() -> without.to(AT, server("a")))
        .hasMessageContaining("Nothing to log in with");
  }

  @Test
  void known_hosts_and_agent_of_the_provider_serve_where_nothing_else_is_said() {
    SshWays ways =
        new SshWays(access(Map.of(), Map.of("known_hosts", "/etc/known", "agent", "/run/agent")));
    Way way = ways.to(AT, server("a").with("host_key", Values.NULL));

    assertThat(way.target()).isInstanceOf(Target.Ssh.class);
    if (way.target() instanceof Target.Ssh ssh) {
      assertThat(ssh.host().credentials())
          .containsExactly(new Target.Credential.Agent("/run/agent"));
      assertThat(ssh.host().hostKeys())
          .isEqualTo(
              new Target.HostKeys.KnownHosts(
                  List.of("/etc/known"), Target.HostKeys.Unknown.REFUSE, Optional.empty()));
    }
  }

  @Test
  void nothing_of_a_profile_is_printed() {
    assertThat(ACCESS.toString()).doesNotContain("KEY").doesNotContain("W").doesNotContain("B,");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 2", "5, 4", "60, 7", "300, 15"})
  void tries_last_as_long_as_a_machine_may_take(int seconds, int tries) {
    assertThat(SshWays.retries(Duration.ofSeconds(seconds))).isEqualTo(tries);
  }
}
