package dev.holdfast.transport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.Target.Credential;
import dev.holdfast.transport.Target.Hop;
import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.Target.HostKeys.Unknown;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.config.SshRequest.Arguments;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of Ansible's variables and of `ssh`'s arguments.
class SshResolverTest {
  private final Map<String, String> files = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private Target.Ssh resolve(SshRequest request) {
    ConfigFiles read =
        new ConfigFiles() {
          @Override
          public Optional<String> read(String path) {
            return Optional.ofNullable(files.get(path));
          }

          @Override
          public List<String> glob(String pattern) {
            return files.containsKey(pattern) ? List.of(pattern) : List.of();
          }
        };
    Surroundings here = new Surroundings("/home/me", "me", "box.lan", environment, read);
    return new SshResolver(here).resolve(request);
  }

  private Target.Ssh common(String arguments) {
    return resolve(
        SshRequest.of("web").withArguments(new Arguments("", arguments, "")).withUser("ops"));
  }

  private static String shown(Target.Ssh target) {
    StringBuilder text = new StringBuilder();
    target.command().ifPresent(command -> text.append('{').append(command).append("} "));
    target.hops().forEach(hop -> text.append(shown(hop)).append(" > "));
    return text.append(shown(target.host())).toString();
  }

  private static String shown(Hop hop) {
    return hop.user().map(user -> user + "@").orElse("")
        + hop.host()
        + ":"
        + hop.port()
        + hop.link().relay().map(relay -> "(" + relay + ")").orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | ops@web:22
          -o Port=2200 | ops@web:2200
          -p 2201 -l other -C -q | ops@web:2201
          -J bastion | bastion:22 > ops@web:22
          -o ProxyJump=a@one:2222,two,ssh://c@three:33 | a@one:2222 > two:22 > c@three:33 > ops@web:22
          -oProxyCommand="ssh -W %h:%p -q admin@bastion" | admin@bastion:22 > ops@web:22
          -o ProxyCommand="ssh -W %h:%p -q -p 2222 -l admin bastion" | admin@bastion:2222 > ops@web:22
          -o ProxyCommand="ssh bastion -W [%h]:%p" | bastion:22 > ops@web:22
          -o ProxyCommand="exec /usr/bin/ssh -o User=x -J first bastion -W %h:%p" | first:22 > x@bastion:22 > ops@web:22
          -o ProxyCommand="ssh bastion nc -w 5 %h %p" | bastion:22(nc -w 5 web 22) > ops@web:22
          -o ProxyCommand="ssh -W inner:2022 bastion" | bastion:22 > ops@inner:2022
          -o ProxyCommand="nc %h %p" | ops@web:22
          -o ProxyCommand="nc -x proxy:1080 %h %p" | {nc -x proxy:1080 web 22} ops@web:22
          -o ProxyCommand="ssh bastion -W %h:%p 2>/dev/null" | {ssh bastion -W web:22 2>/dev/null} ops@web:22
          -o ProxyCommand="cloudflared access ssh --hostname %h" | {cloudflared access ssh --hostname web} ops@web:22
          -o ProxyCommand=none -J ignored | ops@web:22
          -o 'ProxyCommand=ssh -o ProxyCommand="nc -w 1 %%h %%p" bastion -W %h:%p' | bastion:22 > ops@web:22
          """)
  void followsEveryFormOfProxy(String arguments, String expected) {
    assertThat(shown(common(arguments))).isEqualTo(expected);
  }

  @Test
  void takesThePasswordOfSshpassForTheJumpHostOnly() {
    environment.put("SSHPASS", "from environment");
    files.put("/pass", "from file\nmore");
    Map<String, String> forms =
        Map.of(
            "sshpass -p 'geheim 1' ssh -W %h:%p -q u@j", "geheim 1",
            "sshpass -px7ssd ssh -W %h:%p -q u@j", "x7ssd",
            "sshpass -e ssh -o StrictHostKeyChecking=no -W %h:%p u@j", "from environment",
            "/usr/bin/sshpass -f /pass ssh u@j -W %h:%p", "from file");
    forms.forEach((command, password) -> {
      Target.Ssh target =
          resolve(
              SshRequest.of("web")
                  .withPassword(Secret.of("mine"))
                  .withArguments(new Arguments("", "-o ProxyCommand=\"" + command + "\"", "")));
      assertThat(target.hops()).hasSize(1);
      assertThat(target.hops().getFirst().credentials())
          .containsExactly(new Credential.Password(Secret.of(password)));
      assertThat(target.host().credentials())
          .containsExactly(new Credential.Password(Secret.of("mine")));
      assertThat(target.toString()).doesNotContain(password).doesNotContain("mine");
    });
  }

  @Test
  void runsSshpassAsWrittenWhereThePasswordIsNotToBeHad() {
    assertThat(common("-o ProxyCommand=\"sshpass -d 3 ssh -W %h:%p j\"").command())
        .contains("sshpass -d 3 ssh -W web:22 j");
  }

  @Test
  void whatIsSetForTheMachineDoesNotHoldForItsJumpHosts() {
    files.put("/home/me/.ssh/id_ed25519", "a key");
    Target.Ssh target =
        resolve(
            new SshRequest(
                "web",
                Optional.of(2200),
                Optional.of("ops"),
                Optional.of(Secret.of("x")),
                Optional.of("/key"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Duration.ofSeconds(3),
                new Arguments("", "-J bastion", "")));
    Hop jump = target.hops().getFirst();
    assertThat(jump.user()).isEmpty();
    assertThat(jump.port()).isEqualTo(22);
    assertThat(jump.credentials())
        .containsExactly(
            new Credential.KeyFile("/home/me/.ssh/id_ed25519", Optional.empty(), Optional.empty()));
    assertThat(((HostKeys.KnownHosts) jump.hostKeys()).unknown()).isEqualTo(Unknown.REFUSE);
    Hop host = target.host();
    assertThat(host.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(host.credentials())
        .containsExactly(
            new Credential.KeyFile("/key", Optional.empty(), Optional.empty()),
            new Credential.Password(Secret.of("x")));
    assertThat(((HostKeys.KnownHosts) host.hostKeys()).unknown()).isEqualTo(Unknown.ACCEPT_ANY);
  }

  @Test
  void argumentsOfSshBeatVariablesAndThoseBeatCommonArguments() {
    SshRequest request = SshRequest.of("web").withUser("ops").withPort(2200);
    Arguments both = new Arguments("-o User=first", "-o User=later -p 1", "");
    assertThat(shown(resolve(request.withArguments(both)))).isEqualTo("first@web:2200");
  }

  @Test
  void readsTheUsersConfigurationAndExpandsItsTokens() {
    environment.put("SSH_AUTH_SOCK", "/run/agent");
    environment.put("KEYS", "/keys");
    files.put(
        "/home/me/.ssh/config",
        """
        Host web
          HostName %h.example.org
          IdentityFile ${KEYS}/%r_%n_%h_%p_%u_%l_%%
          CertificateFile ~/cert.pub
          IdentitiesOnly yes
          UserKnownHostsFile ~/hosts_%h %d/two
          HostKeyAlias alias
          ProxyJump bastion
          ForwardAgent yes
          ServerAliveInterval 0
          RevokedHostKeys /revoked
          HashKnownHosts yes
        Host bastion
          HostName 10.0.0.1
          ProxyJump outer
          IdentityAgent none
        """);
    Target.Ssh target = resolve(SshRequest.of("web"));
    assertThat(shown(target)).isEqualTo("outer:22 > 10.0.0.1:22 > web.example.org:22");
    String key = "/keys/me_web_web.example.org_22_me_box.lan_%";
    assertThat(target.host().credentials())
        .containsExactly(
            new Credential.Agent("/run/agent", Optional.of(List.of(key))),
            new Credential.KeyFile(key, Optional.empty(), Optional.of("/home/me/cert.pub")),
            new Credential.KeyFile(key, Optional.empty(), Optional.empty()));
    HostKeys.KnownHosts known = (HostKeys.KnownHosts) target.host().hostKeys();
    assertThat(known.files())
        .startsWith("/home/me/hosts_web.example.org", "/home/me/two")
        .contains("/etc/ssh/ssh_known_hosts");
    assertThat(known.alias()).contains("alias");
    assertThat(known.revoked()).contains("/revoked");
    assertThat(known.hashNames()).isTrue();
    assertThat(target.host().link().forwardAgent()).contains("/run/agent");
    assertThat(target.host().link().aliveEvery()).isZero();
    assertThat(target.hops().getLast().credentials()).isEmpty();
  }

  @Test
  void pinsTakeThePlaceOfKnownHosts() {
    SshRequest plain = SshRequest.of("web");
    SshRequest pinned =
        new SshRequest(
            plain.host(),
            plain.port(),
            plain.user(),
            plain.password(),
            plain.keyFile(),
            plain.keyText(),
            plain.passphrase(),
            List.of("SHA256:abc"),
            true,
            plain.timeout(),
            plain.arguments());
    assertThat(resolve(pinned).host().hostKeys())
        .isEqualTo(new HostKeys.Pinned(List.of("SHA256:abc")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-o Port=x",
        "-p 70000",
        "-Z",
        "-o",
        "'unclosed",
        "stray",
        "-o StrictHostKeyChecking=perhaps",
        "-F /none",
        "-o IdentityFile=%x",
        "-o ForwardAgent=%x",
        "-J a,,b"
      })
  void whatCannotBeFollowedIsAnErrorThatNamesTheHost(String arguments) {
    assertThatThrownBy(() -> common(arguments))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.reason()).isEqualTo(TransportException.Reason.CONFIGURATION))
        .hasMessageStartingWith("SSH options for web: ");
  }

  @Test
  void aLoopOfJumpHostsIsAnError() {
    files.put("/home/me/.ssh/config", "Host *\n  ProxyJump loop\n");
    assertThatThrownBy(() -> resolve(SshRequest.of("web")))
        .hasMessageContaining("more than 16 jump hosts; is there a loop?");
  }

  @Test
  void splitsAsAShellDoes() {
    assertThat(ArgumentSplitter.split(" a  'b c'\\ d \"e\\\"f\\g\" '' x\"y\"'z' \\\\ "))
        .containsExactly("a", "b c d", "e\"f\\g", "", "xyz", "\\");
  }
}
