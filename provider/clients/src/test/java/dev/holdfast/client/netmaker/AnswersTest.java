package dev.holdfast.client.netmaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.http.Execution;
import dev.holdfast.client.http.Finding;
import dev.holdfast.client.http.HttpTimeouts;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.netmaker.NetmakerException.Code;
import dev.holdfast.client.testing.Act;
import dev.holdfast.client.testing.ScriptedServer;
import dev.holdfast.client.testing.SimulatedPacer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the answers of a server mean, whose statuses tell little.
class AnswersTest {
  private final SimulatedPacer pacer = new SimulatedPacer();
  private final ConcurrentLinkedQueue<Act> acts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger logins = new AtomicInteger();
  private final ScriptedServer server = new ScriptedServer(this::act);

  @AfterEach
  void stop() {
    server.close();
  }

  private Act act(ScriptedServer.Got got) {
    return switch (got.path()) {
      case "/api/server/status" -> Act.json(200, "OK", "{\"version\":\"v1.5.1\"}");
      case "/api/users/adm/authenticate" ->
          Act.json(
              200,
              "OK",
              "{\"Code\":200,\"Message\":\"\",\"Response\":{\"AuthToken\":\"t%d\"}}"
                  .formatted(logins.incrementAndGet()));
      default -> {
        Act next = acts.poll();
        yield next == null ? Act.json(200, "OK", "[]") : next;
      }
    };
  }

  private NetmakerClient client(Credentials credentials) {
    Duration brief = Duration.ofMillis(1500);
    return NetmakerClient.open(
        NetmakerConfig.of(server.uri(), credentials)
            .withTimeouts(new HttpTimeouts(brief, brief, brief)),
        pacer);
  }

  private NetmakerClient client() {
    return client(new Credentials.AccessToken(Secret.of("hush")));
  }

  private static Act.Answer error(int status, String text) {
    return Act.json(
        status,
        "Error",
        "{\"Code\":%d,\"Message\":\"%s\",\"Response\":null}".formatted(status, text));
  }

  private static Act.Answer words(int status, String text) {
    return new Act.Answer(status, "Error", "Content-Type: text/plain\r\n", text);
  }

  /// One answer and what a write makes of it.
  record Meaning(Act answer, Code code, Execution execution) {}

  static List<Meaning> meanings() {
    return List.of(
        new Meaning(error(400, "record not found"), Code.NOT_FOUND, Execution.NOT_EXECUTED),
        new Meaning(error(500, "no result found"), Code.NOT_FOUND, Execution.NOT_EXECUTED),
        new Meaning(
            error(500, "could not find any records"), Code.NOT_FOUND, Execution.NOT_EXECUTED),
        new Meaning(error(404, "gone"), Code.NOT_FOUND, Execution.NOT_EXECUTED),
        new Meaning(words(404, "404 page not found"), Code.NO_SUCH_CALL, Execution.NOT_EXECUTED),
        new Meaning(words(405, ""), Code.NO_SUCH_CALL, Execution.NOT_EXECUTED),
        new Meaning(error(400, "cidr in use"), Code.REFUSED, Execution.NOT_EXECUTED),
        new Meaning(error(401, "expired"), Code.AUTHENTICATION, Execution.NOT_EXECUTED),
        new Meaning(error(403, "no"), Code.PERMISSION, Execution.NOT_EXECUTED),
        new Meaning(words(429, "Too Many Requests"), Code.RATE_LIMITED, Execution.NOT_EXECUTED),
        new Meaning(error(500, "something broke"), Code.SERVER, Execution.FAILED),
        new Meaning(words(502, "<html>"), Code.OUTCOME_UNKNOWN, Execution.UNKNOWN),
        new Meaning(words(301, "moved"), Code.NOT_NETMAKER, Execution.NOT_EXECUTED),
        new Meaning(new Act.Vanish(), Code.OUTCOME_UNKNOWN, Execution.UNKNOWN),
        new Meaning(new Act.Silence(), Code.OUTCOME_UNKNOWN, Execution.UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("meanings")
  void anAnswerHasItsMeaningAndAWriteIsSentOnce(Meaning meaning) {
    acts.add(meaning.answer());
    try (var client = client()) {
      assertThatThrownBy(() -> client.hosts().join("h", "n"))
          .isInstanceOfSatisfying(
              NetmakerException.class,
              e -> {
                assertThat(e.code()).isEqualTo(meaning.code());
                assertThat(e.execution()).isEqualTo(meaning.execution());
              })
          .hasMessageNotContaining("hush");
      assertThat(server.count("POST")).isOne();
    }
  }

  @Test
  void threeFormsOfSuccessAreRead() {
    try (var client = client()) {
      acts.add(Act.json(200, "OK", "[{\"id\":\"a\"}]"));
      assertThat(client.hosts().list()).extracting(Host::id).containsExactly("a");
      acts.add(
          Act.json(200, "OK", "{\"Code\":200,\"Message\":\"\",\"Response\":[{\"id\":\"e\"}]}"));
      assertThat(client.egress().list("n")).extracting(Egress::id).containsExactly("e");
      acts.add(Act.bare(200, "OK"));
      client.hosts().join("h", "n");
      acts.add(Act.json(200, "OK", "null"));
      assertThat(client.hosts().list()).isEmpty();
      acts.add(error(500, "no result found"));
      assertThat(client.hosts().list()).isEmpty();
    }
  }

  @Test
  void aPassingTroubleOfAReadIsWaitedOut() {
    acts.add(error(500, "database is locked"));
    acts.add(words(503, ""));
    acts.add(new Act.Vanish());
    acts.add(Act.json(200, "OK", "[{\"id\":\"a\"}]"));
    try (var client = client()) {
      assertThat(client.hosts().list()).hasSize(1);
      assertThat(pacer.sleeps()).isNotEmpty();
    }
  }

  @Test
  void aRepeatableWriteIsSentAgainAfterALostAnswer() {
    acts.add(new Act.Vanish());
    acts.add(Act.json(200, "OK", "{\"id\":\"a\"}"));
    try (var client = client()) {
      assertThat(client.hosts().update(new Host(Fields.none().with("id", "a"))).id())
          .isEqualTo("a");
      assertThat(server.count("PUT")).isEqualTo(2);
    }
  }

  @Test
  void aLostAnswerIsResolvedByReadingBack() {
    acts.add(new Act.Vanish());
    try (var client = client()) {
      String done =
          client.resolve(
              () -> {
                client.hosts().join("h", "n");
                return "answered";
              },
              () -> new Finding.Done<>("found"));
      assertThat(done).isEqualTo("found");
      assertThat(server.count("POST")).isOne();
    }
  }

  @Test
  void manyCallersLogInOnce() {
    try (var client = client(SimulatedMesh.login());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        threads.execute(() -> client.hosts().list());
      }
    }
    assertThat(logins).hasValue(1);
  }

  @Test
  void aTokenThatIsRefusedIsReplacedOnce() {
    acts.add(error(401, "expired"));
    acts.add(Act.json(200, "OK", "[]"));
    acts.add(error(401, "expired"));
    acts.add(error(401, "expired"));
    try (var client = client(SimulatedMesh.login())) {
      client.hosts().list();
      assertThat(server.got().getLast().headers()).containsEntry("authorization", "Bearer t2");
      assertThatThrownBy(() -> client.hosts().list()).hasMessageContaining("401");
    }
    assertThat(logins).hasValue(3);
  }

  @Test
  void theValueOfAKeyIsInNoMessage() {
    acts.add(error(500, "something broke"));
    try (var client = client()) {
      assertThatThrownBy(() -> client.keys().delete(Secret.of("letmein")))
          .hasMessageContaining("/api/v1/enrollment-keys/…")
          .hasMessageNotContaining("letmein");
    }
  }
}
