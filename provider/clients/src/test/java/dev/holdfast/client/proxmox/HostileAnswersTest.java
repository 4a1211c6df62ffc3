package dev.holdfast.client.proxmox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.testing.SimulatedPacer;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers that are broken, hostile, or simply something else than Proxmox VE.
class HostileAnswersTest {
  private static final WireMockServer SERVER = new WireMockServer(options().dynamicPort());
  private static final String JSON = "application/json";

  private final ProxmoxClient client =
      Clients.of(
          new SimulatedPacer(),
          Clients.TOKEN,
          List.of(URI.create("http://127.0.0.1:" + SERVER.port())));

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @AfterEach
  void reset() {
    client.close();
    SERVER.resetAll();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void readEndsWithOneClearError(ResponseDefinitionBuilder answer, Code code, int requests) {
    SERVER.stubFor(any(anyUrl()).willReturn(answer));

    var failure = catchThrowableOfType(ProxmoxException.class, client::version);

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.getMessage()).contains("127.0.0.1").doesNotContain("hush");
    assertThat(SERVER.getAllServeEvents()).hasSize(requests);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void writeIsSentOnceAndNeverTakenForDone(
      ResponseDefinitionBuilder answer, Code code, int requests) {
    SERVER.stubFor(any(anyUrl()).willReturn(answer));

    var failure =
        catchThrowableOfType(
            ProxmoxException.class, () -> client.pools().create("p", java.util.Optional.empty()));

    assertThat(failure.code()).isIn(Code.OUTCOME_UNKNOWN, Code.NOT_PROXMOX);
    assertThat(SERVER.getAllServeEvents()).hasSize(1);
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        argumentSet("garbage for JSON", ok(JSON, "{\"data\": [1, 2"), Code.NOT_PROXMOX, 1),
        argumentSet("a list for an envelope", ok(JSON, "[1, 2]"), Code.NOT_PROXMOX, 1),
        argumentSet("no data in it", ok(JSON, "{\"hello\": 1}"), Code.NOT_PROXMOX, 1),
        argumentSet("nothing at all", ok(JSON, ""), Code.NOT_PROXMOX, 1),
        argumentSet(
            "a web page", ok("text/html", "<html>Welcome to nginx</html>"), Code.NOT_PROXMOX, 1),
        argumentSet(
            "JSON nested beyond reason",
            ok(JSON, "{\"data\":" + "[".repeat(100_000)),
            Code.NOT_PROXMOX,
            1),
        argumentSet(
            "a login page elsewhere",
            aResponse().withStatus(302).withHeader("Location", "https://evil.invalid/"),
            Code.NOT_PROXMOX,
            1),
        argumentSet(
            "a page that is not there",
            aResponse().withStatus(404).withBody("<html>Not Found</html>"),
            Code.NOT_PROXMOX,
            1),
        argumentSet(
            "a reset connection",
            aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
            Code.UNREACHABLE,
            5),
        argumentSet(
            "an empty answer", aResponse().withFault(Fault.EMPTY_RESPONSE), Code.UNREACHABLE, 5),
        argumentSet(
            "noise instead of HTTP",
            aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
            Code.UNREACHABLE,
            5),
        argumentSet(
            "a broken chunk",
            aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
            Code.NOT_PROXMOX,
            1));
  }

  @Test
  void wrongMediaTypeIsForgivenWhenTheContentIsRight() {
    SERVER.stubFor(
        any(anyUrl()).willReturn(ok("text/plain", "{\"data\":{\"version\":\"8.4.1\"}}")));

    assertThat(client.version().atLeast(8, 4)).isTrue();
    assertThat(client.version().atLeast(9, 0)).isFalse();
  }

  @Test
  void fieldsOfUnexpectedTypesAreReadLeniently() {
    SERVER.stubFor(
        any(anyUrl())
            .willReturn(
                ok(
                    JSON,
                    """
                    {"data":{"memory":"256","cores":2,"onboot":true,"tags":" ","digest":"d",
                     "sshkeys":"ssh-ed25519%20AAA%0A","odd":{"a":1},"none":null}}
                    """)));
    VmConfig config = client.vm(Clients.PVE1, new VmId(100)).config();

    assertThat(config.digest()).isEqualTo("d");
    assertThat(config.values())
        .containsOnlyKeys("memory", "cores", "onboot", "sshkeys", "odd")
        .containsEntry("memory", "256")
        .containsEntry("cores", "2")
        .containsEntry("onboot", "1")
        .containsEntry("sshkeys", "ssh-ed25519 AAA\n");
  }

  @Test
  void listsOfTheWrongShapeAreEmptyAndNotACrash() {
    SERVER.stubFor(any(anyUrl()).willReturn(ok(JSON, "{\"data\":{\"vmid\":1}}")));

    assertThat(client.cluster().vms()).isEmpty();
    assertThat(client.node(Clients.PVE1).qemu().list()).isEmpty();
    assertThat(client.nodes().list()).isEmpty();
  }

  private static ResponseDefinitionBuilder ok(String mediaType, String body) {
    return aResponse().withStatus(200).withHeader("Content-Type", mediaType).withBody(body);
  }
}
