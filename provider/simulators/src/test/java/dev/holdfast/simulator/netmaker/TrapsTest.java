package dev.holdfast.simulator.netmaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The ways in which the real server surprises its users, one by one.
class TrapsTest {
  private NetmakerSimulator server = NetmakerSimulator.start(NetmakerOptions.community());
  private MeshUser user = MeshUser.of(server, server.accessToken());

  @AfterEach
  void stop() {
    assertThat(server.failures()).isEmpty();
    server.close();
  }

  private void playing(UnaryOperator<NetmakerOptions> change) {
    server.close();
    server = NetmakerSimulator.start(change.apply(NetmakerOptions.community()));
    user = MeshUser.of(server, server.accessToken());
  }

  private void network(String name, String range) {
    MeshUser.Answer answer =
        user.call(
            "POST", "/api/networks", "{'netid':'%s','addressrange':'%s'}".formatted(name, range));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private JsonNode key(String name) {
    return Optional.ofNullable(server.keys().get(name)).orElseThrow();
  }

  private JsonNode stored(String network) {
    return Optional.ofNullable(server.networks().get(network)).orElseThrow();
  }

  private JsonNode host(FakeNetclient client) {
    return Optional.ofNullable(server.hosts().get(client.id())).orElseThrow();
  }

  private FakeNetclient machine(String name) {
    FakeNetclient client = server.client(name).register(key("mesh").path("token").asString());
    server.clock().sleep(Duration.ofSeconds(5));
    return client;
  }

  /// A body that no server takes, with what it says.
  record Refused(String body, String words) {}

  static List<Refused> networks() {
    return List.of(
        new Refused("{'netid':'my.mesh','addressrange':'10.1.0.0/16'}", "netid"),
        new Refused("{'netid':'Mesh','addressrange':'10.1.0.0/16'}", "netid"),
        new Refused(
            "{'netid':'%s','addressrange':'10.1.0.0/16'}".formatted("a".repeat(33)), "netid"),
        new Refused("{'netid':'mesh'}", "CIDR required"),
        new Refused("{'netid':'mesh','addressrange':'10.1.0.0/31'}", "CIDR"),
        new Refused("{'netid':'mesh','addressrange':'10.20.7.0/24'}", "in use"),
        new Refused("{'netid':'other','addressrange':'10.9.0.0/16'}", "exists"),
        new Refused(
            "{'netid':'mesh','addressrange':'10.1.0.0/16','auto_join':'true'}", "unmarshal"),
        new Refused("", "decoding"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void badNetworksAreRefused(Refused refused) {
    network("other", "10.20.0.0/16");
    MeshUser.Answer answer = user.call("POST", "/api/networks", refused.body());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains(refused.words());
    assertThat(server.networks()).containsOnlyKeys("other");
  }

  @Test
  void aNetworkBringsAKeyAndPoliciesWithIt() {
    network("mesh", "10.20.5.1/16");
    assertThat(stored("mesh").path("addressrange").asString()).isEqualTo("10.20.0.0/16");
    JsonNode key = key("mesh");
    assertThat(key.path("default").asBoolean()).isTrue();
    assertThat(key.path("unlimited").asBoolean()).isTrue();
    assertThat(server.policy("mesh.all-nodes")).isPresent();
    assertThat(server.policy("mesh.all-gateways")).isPresent();
    String value = key.path("value").asString();
    assertThat(user.call("DELETE", "/api/v1/enrollment-keys/" + value, "").status()).isEqualTo(500);
  }

  @Test
  void aNetworkWithMachinesIsDestroyedWithoutAWord() {
    network("mesh", "10.20.0.0/16");
    machine("web");
    assertThat(user.call("DELETE", "/api/networks/mesh", "").status()).isEqualTo(200);
    // The answer comes first, the work later.
    assertThat(server.networks()).containsKey("mesh");
    server.clock().sleep(Duration.ofSeconds(5));
    assertThat(server.networks()).isEmpty();
    assertThat(server.nodes("mesh")).isEmpty();
    assertThat(server.keys()).isEmpty();
    assertThat(server.hosts()).hasSize(1);
  }

  @Test
  void before099ANetworkWithMachinesWasKept() {
    playing(options -> options.playing(NetmakerOptions.TOO_OLD));
    network("mesh", "10.20.0.0/16");
    machine("web");
    assertThat(user.call("DELETE", "/api/networks/mesh", "").status()).isEqualTo(400);
    assertThat(server.networks()).containsKey("mesh");
  }

  @Test
  void theUpdateGoesByTheBodyAndIgnoresRanges() {
    network("mesh", "10.20.0.0/16");
    MeshUser.Answer answer =
        user.call("PUT", "/api/networks/anything", "{'netid':'mesh','addressrange':'10.9.0.0/16'}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(stored("mesh").path("addressrange").asString()).isEqualTo("10.20.0.0/16");
  }

  @ParameterizedTest
  @CsvSource({"1, 5, 1, 404", "1, 4, 0, 404", "1, 2, 0, 500", "0, 99, 0, 500"})
  void aMissingNetworkIsMissingInManyWays(int major, int minor, int patch, int status) {
    playing(options -> options.playing(new Release(major, minor, patch)));
    assertThat(user.get("/api/networks/nowhere").status()).isEqualTo(status);
  }

  @Test
  void theOldEgressCallStoresNothing() {
    network("mesh", "10.20.0.0/16");
    FakeNetclient web = machine("web");
    String node = server.nodes("mesh").getFirst().path("id").asString();
    MeshUser.Answer answer =
        user.call(
            "POST",
            "/api/nodes/mesh/" + node + "/creategateway",
            "{'ranges':['10.244.0.0/24'],'natenabled':'yes'}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(server.egress()).isEmpty();
    assertThat(web.pull().path("egress_network_routes")).isEmpty();
    assertThat(answer.json().path("isegressgateway").asBoolean()).isFalse();
  }

  @Test
  void theCommunityEditionTakesOneRouter() {
    network("mesh", "10.20.0.0/16");
    machine("one");
    machine("two");
    List<String> ids =
        server.nodes("mesh").stream().map(node -> node.path("id").asString()).toList();
    MeshUser.Answer answer =
        user.call(
            "POST",
            "/api/v1/egress",
            "{'name':'x','network':'mesh','range':'10.244.0.0/24','nodes':{'%s':1,'%s':2}}"
                .formatted(ids.getFirst(), ids.getLast()));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("can only set one routing node on CE");
  }

  @Test
  void anEgressThatIsUpdatedWithoutItsStatusIsSwitchedOff() {
    network("mesh", "10.20.0.0/16");
    machine("one");
    String node = server.nodes("mesh").getFirst().path("id").asString();
    String body = "{%s'name':'x','network':'mesh','range':'10.244.0.9/24','nodes':{'%s':1}}";
    JsonNode made = user.call("POST", "/api/v1/egress", body.formatted("", node)).response();
    assertThat(made.path("status").asBoolean()).isTrue();
    assertThat(made.path("range").asString()).isEqualTo("10.244.0.0/24");
    String id = "'id':'" + made.path("id").asString() + "',";
    JsonNode changed = user.call("PUT", "/api/v1/egress", body.formatted(id, node)).response();
    assertThat(changed.path("status").asBoolean()).isFalse();
  }

  @Test
  void theMasterKeyIsNoFullAdministrator() {
    network("mesh", "10.20.0.0/16");
    MeshUser master = user.as(server.masterKey());
    assertThat(master.get("/api/networks").status()).isEqualTo(200);
    assertThat(
            master
                .call(
                    "POST",
                    "/api/v1/users/access_token",
                    "{'name':'t','user_name':'admin','expires_at':'2030-01-01T00:00:00Z'}")
                .status())
        .isEqualTo(401);
    assertThat(
            master
                .call(
                    "POST",
                    "/api/v1/acls",
                    "{'network_id':'mesh','allowed_traffic_direction':1,'enabled':true}")
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"',''expires_at'':''2030-01-01T00:00:00Z''', 200", "'', 401"})
  void aTokenWithoutAnEndHasEnded(String end, int status) {
    MeshUser.Answer made =
        user.call(
            "POST",
            "/api/v1/users/access_token",
            "{'name':'t','user_name':'admin'%s}".formatted(end));
    String token = made.response().path("AuthToken").asString();
    assertThat(user.as(token).get("/api/networks").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"1, 5, 0, 200", "1, 5, 1, 401"})
  void usersLostTheCallsOfHosts(int major, int minor, int patch, int status) {
    playing(options -> options.playing(new Release(major, minor, patch)));
    network("mesh", "10.20.0.0/16");
    FakeNetclient web = machine("web");
    String path = "/api/hosts/" + web.id() + "?force=true";
    assertThat(user.call("DELETE", path, "").status()).isEqualTo(status);
    assertThat(server.hosts()).hasSize(status == 200 ? 0 : 1);
  }

  @Test
  void aHostKeepsWhatIsZeroAndLosesFlagsThatAreMissing() {
    network("mesh", "10.20.0.0/16");
    FakeNetclient web = machine("web");
    user.call(
        "PUT",
        "/api/hosts/" + web.id(),
        "{'id':'%s','mtu':0,'name':'','isstaticport':true}".formatted(web.id()));
    JsonNode host = host(web);
    assertThat(host.path("mtu").asInt()).isEqualTo(1420);
    assertThat(host.path("name").asString()).isEqualTo("web");
    assertThat(host.path("isstaticport").asBoolean()).isTrue();
    // It was on, and was not sent.
    assertThat(host.path("autoupdate").asBoolean()).isFalse();
  }

  @Test
  void keysAreNamedByTheirFirstTag() {
    network("mesh", "10.20.0.0/16");
    String body = "{'tags':['%s'],'networks':['mesh'],'uses_remaining':%d,'unlimited':%b}";
    assertThat(
            user.call("POST", "/api/v1/enrollment-keys", body.formatted("ab", 1, false)).status())
        .isEqualTo(400);
    assertThat(
            user.call("POST", "/api/v1/enrollment-keys", body.formatted("mesh", 1, false)).status())
        .isEqualTo(400);
    assertThat(
            user.call("POST", "/api/v1/enrollment-keys", body.formatted("abc", 0, false)).status())
        .isEqualTo(500);
    JsonNode key =
        user.call("POST", "/api/v1/enrollment-keys", body.formatted("abc", 1, true)).json();
    // Uses count before everything else.
    assertThat(key.path("type").asInt()).isEqualTo(2);
    assertThat(key.path("unlimited").asBoolean()).isFalse();
    String token = key.path("token").asString();
    assertThat(server.client("one").tryRegister(token).statusCode()).isEqualTo(200);
    assertThat(server.client("two").tryRegister(token).statusCode()).isEqualTo(400);
    assertThat(key("abc").path("uses_remaining").asInt()).isZero();
  }

  @Test
  void addressesAreTheLowestFreeOnes() {
    user.call(
        "POST",
        "/api/networks",
        "{'netid':'mesh','addressrange':'10.20.0.0/24','addressrange6':'fd00:20::/64'}");
    FakeNetclient one = machine("one");
    machine("two");
    one.leave();
    machine("three");
    assertThat(server.nodes("mesh"))
        .extracting(node -> node.path("address").asString())
        .containsExactlyInAnyOrder("10.20.0.1/24", "10.20.0.2/24");
    assertThat(server.nodes("mesh"))
        .extracting(node -> node.path("address6").asString())
        .containsExactlyInAnyOrder("fd00:20::1/64", "fd00:20::2/64");
  }

  @Test
  void oneAddressOnTheInternetHasEachPortOnce() {
    network("mesh", "10.20.0.0/16");
    String token = key("mesh").path("token").asString();
    FakeNetclient one = server.client("one").at("203.0.113.1").register(token);
    FakeNetclient two = server.client("two").at("203.0.113.1").register(token);
    assertThat(host(one).path("listenport").asInt()).isEqualTo(51821);
    assertThat(host(two).path("listenport").asInt()).isEqualTo(51822);
  }

  @Test
  void whatIsNoCallIsPlainText() {
    MeshUser.Answer answer = user.get("/api/v1/nowhere");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("404 page not found\n");
  }

  @Test
  void theEleventhLoginOfAMinuteLocksOutForAnHour() {
    playing(NetmakerOptions::limitingLogins);
    String path = "/api/users/adm/authenticate";
    String right = "{'username':'admin','password':'secret'}";
    for (int i = 0; i < 10; i++) {
      assertThat(user.call("POST", path, right).status()).isEqualTo(200);
    }
    assertThat(user.call("POST", path, right).status()).isEqualTo(429);
    server.clock().sleep(Duration.ofMinutes(59));
    assertThat(user.call("POST", path, right).status()).isEqualTo(429);
    server.clock().sleep(Duration.ofHours(2));
    assertThat(user.call("POST", path, right).status()).isEqualTo(200);
  }
}
