package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.http.Secret;
import dev.holdfast.client.proxmox.Credentials.SecondFactor;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.testing.Act;
import dev.holdfast.client.testing.ScriptedServer;
import dev.holdfast.client.testing.ScriptedServer.Got;
import dev.holdfast.client.testing.SimulatedPacer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Logins, against a server that gives numbered tickets and can withdraw them.
class TicketTest {
  private final SimulatedPacer pacer = new SimulatedPacer();
  private final AtomicInteger tickets = new AtomicInteger();
  private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
  private boolean challenging;
  private final ScriptedServer server = new ScriptedServer(this::act);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void loginHappensOnceForManyCallers() {
    try (var client = client(new SecondFactor.None());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        threads.execute(client::version);
      }
    }
    assertThat(logins()).hasSize(1);
    assertThat(logins().getFirst().body()).isEqualTo("username=root%40pam&password=hush");
  }

  @Test
  void onlyWritesCarryTheTokenAgainstForgery() {
    try (var client = client(new SecondFactor.None())) {
      client.version();
      client.pools().create("p", java.util.Optional.empty());

      assertThat(server.got().get(1).headers())
          .containsEntry("cookie", "PVEAuthCookie=PVE:1")
          .doesNotContainKey("csrfpreventiontoken");
      assertThat(server.got().get(2).headers()).containsEntry("csrfpreventiontoken", "csrf1");
    }
  }

  @Test
  void ticketIsRenewedWithItselfAtHalfItsLife() {
    try (var client = client(new SecondFactor.None())) {
      client.version();
      pacer.advance(Duration.ofMinutes(59));
      client.version();
      assertThat(logins()).hasSize(1);

      pacer.advance(Duration.ofMinutes(2));
      client.version();
      assertThat(logins()).hasSize(2);
      assertThat(logins().getLast().body()).endsWith("password=PVE%3A1");
    }
  }

  @Test
  void withdrawnTicketIsReplacedByANewLoginOnce() {
    try (var client = client(new SecondFactor.None())) {
      client.version();
      withdrawn.add("PVE:1");
      client.pools().create("p", java.util.Optional.empty());

      assertThat(logins()).hasSize(2);
      assertThat(server.got().stream().filter(got -> got.path().equals("/pools"))).hasSize(2);
    }
  }

  @Test
  void ticketThatIsNeverTakenEndsAfterOneNewLogin() {
    withdrawn.addAll(List.of("PVE:1", "PVE:2", "PVE:3"));
    try (var client = client(new SecondFactor.None())) {
      assertThatThrownBy(client::version)
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.code()).isEqualTo(Code.AUTHENTICATION));
      assertThat(logins()).hasSize(2);
    }
  }

  @Test
  void challengeIsAnsweredWithTheOneTimeCode() {
    challenging = true;
    try (var client = client(new SecondFactor.Code(Secret.of("123456")))) {
      client.version();

      assertThat(logins().getLast().body())
          .contains("tfa-challenge=PVE%3A%21tfa%211", "password=totp%3A123456");
    }
  }

  @Test
  void challengeIsAnsweredWithACodeComputedFromTheKey() {
    challenging = true;
    try (var client = client(new SecondFactor.AuthenticatorKey(Secret.of("GEZDGNBVGY3TQOJQ")))) {
      client.version();

      String code = TimeCode.of(Secret.of("GEZDGNBVGY3TQOJQ"), pacer.now());
      assertThat(logins().getLast().body()).endsWith("password=totp%3A" + code);
    }
  }

  @Test
  void challengeWithoutASecondFactorSaysWhatIsMissing() {
    challenging = true;
    try (var client = client(new SecondFactor.None())) {
      assertThatThrownBy(client::version)
          .hasMessageContaining("root@pam")
          .hasMessageContaining("second factor");
    }
  }

  @Test
  void oneTimeCodeIsNeverUsedTwice() {
    challenging = true;
    try (var client = client(new SecondFactor.Code(Secret.of("123456")))) {
      client.version();
      withdrawn.add("PVE:2");
      assertThatThrownBy(client::version).hasMessageContaining("authenticator's key");
    }
  }

  /// The values of the standard's own test table, cut to six digits.
  @ParameterizedTest
  @CsvSource({"59, 287082", "1111111109, 081804", "1234567890, 005924", "20000000000, 353130"})
  void codesAreThoseOfTheStandard(long second, String code) {
    var key = Secret.of("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    assertThat(TimeCode.of(key, Instant.ofEpochSecond(second))).isEqualTo(code);
  }

  private ProxmoxClient client(SecondFactor factor) {
    return Clients.of(
        pacer, new Credentials.Login("root@pam", Secret.of("hush"), factor), List.of(server.uri()));
  }

  private List<Got> logins() {
    return server.got().stream().filter(got -> got.path().equals("/access/ticket")).toList();
  }

  private Act act(Got got) {
    if (got.path().equals("/access/ticket")) {
      int number = tickets.incrementAndGet();
      boolean challenge = challenging && !got.body().contains("tfa-challenge");
      String ticket = challenge ? "PVE:!tfa!" + number : "PVE:" + number;
      return Act.data(
          "{\"ticket\":\"%s\",\"CSRFPreventionToken\":\"csrf%d\",\"NeedTFA\":%d}"
              .formatted(ticket, number, challenge ? 1 : 0));
    }
    String cookie = got.headers().getOrDefault("cookie", "").replace("PVEAuthCookie=", "");
    return withdrawn.contains(cookie)
        ? Act.bare(401, "Authentication failed!")
        : Act.data("{\"version\":\"9.2.1\"}");
  }
}
