package dev.holdfast.lab.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.LabMachines;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Identity;
import dev.holdfast.lab.machine.MemoryMachine;
import dev.holdfast.lab.program.MachineSpec;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import dev.holdfast.simulator.netmaker.NetmakerSimulator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Machines in memory register at a simulated Netmaker server and leave it again.
class NetclientTest {
  private final NetmakerSimulator server = NetmakerSimulator.start(NetmakerOptions.community());
  private final LabMachines machines = new LabMachines(new MeshWorld(server::client));

  private int keys;

  @AfterEach
  void end() {
    machines.close();
    server.close();
  }

  private MemoryMachine start(String name, String address) {
    return machines
        .start(MachineSpec.of(name), Map.of(address, name + " at home"))
        .debian()
        .machine();
  }

  private static Ran run(MemoryMachine machine, String line) {
    Identity root = Identity.ROOT;
    List<String> words = List.of(line.split(" "));
    return machine.run(new Call(machine, root, words, Bytes.EMPTY, "/root", root.environment()));
  }

  private void joined(MemoryMachine machine, String token) {
    FileView files = machine.files().as(Identity.ROOT);
    files.put("/etc/apt/sources.list.d/n.list", "deb https://apt.netmaker.org stable main\n", 0644);
    assertThat(run(machine, "apt-get update").ok()).isTrue();
    assertThat(run(machine, "apt-get -y install netclient").ok()).isTrue();
    Ran ran = run(machine, "netclient register -t " + token + " -o " + machine.name());
    assertThat(ran.text()).as("%s", ran.errors()).contains("registered with server");
  }

  @Test
  void machinesOfDifferentSitesMeetInTheMeshAndLeaveIt() throws Exception {
    server.lab().addNetwork("mesh", "10.20.0.0/24");
    MemoryMachine one = start("one", "10.1.0.1/24");
    MemoryMachine two = start("two", "10.2.0.1/24");
    assertThat(run(one, "ip -o addr show dev netmaker").errors()).contains("does not exist");

    joined(one, token());
    joined(two, token());
    // What the server does a little later is done then; its time is virtual.
    server.clock().sleep(Duration.ofSeconds(30));

    assertThat(run(one, "ip -o addr show dev netmaker").text()).contains("inet 10.20.0.");
    assertThat(run(two, "ip -o addr show dev netmaker").text()).contains("inet 10.20.0.");
    assertThat(run(one, "netclient list").text()).contains("\"mesh\"");
    assertThat(sites("one")).containsValue("mesh mesh");
    assertThat(sites("two")).containsValue("mesh mesh");

    assertThat(run(one, "netclient leave other").errors()).contains("network other not found");
    assertThat(run(one, "netclient leave mesh").ok()).isTrue();
    assertThat(run(one, "ip -o addr show dev netmaker").status()).isEqualTo(1);
    assertThat(server.hosts()).hasSize(1);
  }

  private Map<String, String> sites(String name) {
    return machines.machine(name).orElseThrow().debian().interfaces().sites();
  }

  @Test
  void aTokenThatIsNoneIsAnError() {
    MemoryMachine one = start("one", "10.1.0.1/24");
    FileView files = one.files().as(Identity.ROOT);
    files.put("/usr/sbin/netclient", "", 0755);

    Ran ran = run(one, "netclient register -t bm90aGluZw==");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.errors()).contains("error registering with server");
    assertThat(files.exists("/etc/netclient/servers.json")).isFalse();
  }

  private String token() throws IOException, InterruptedException, GeneralSecurityException {
    String body =
        "{\"tags\": [\"%s\"], \"networks\": [\"mesh\"], \"uses_remaining\": 0, \"unlimited\": true,"
            + " \"type\": 1, \"expiration\": 0}";
    keys++;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + "/api/v1/enrollment-keys"))
            .header("Authorization", "Bearer " + server.masterKey())
            .POST(HttpRequest.BodyPublishers.ofString(body.formatted("key" + keys)))
            .build();
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .sslContext(trusting())
            .build()
            .send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body()).path("token").asString("");
  }

  private SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, new char[0]);
    byte[] pem = server.caPem().getBytes(StandardCharsets.US_ASCII);
    store.setCertificateEntry(
        "authority",
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
