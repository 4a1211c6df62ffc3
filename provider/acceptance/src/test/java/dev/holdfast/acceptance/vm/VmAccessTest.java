package dev.holdfast.acceptance.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.simulator.http.CertificateAuthority;
import dev.holdfast.simulator.http.ConnectionPolicy;
import dev.holdfast.simulator.http.HttpResponse;
import dev.holdfast.simulator.http.HttpServer;
import dev.holdfast.simulator.http.ServerIdentity;
import dev.holdfast.simulator.http.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the provider reaches the cluster and who it is there: every mistake is one error that names
/// what is wrong and the cure.
class VmAccessTest extends VmTest {

  private static final String ONE = "name = \"web\"\nnode = \"pve1\"";

  private Run onlyError(String... texts) {
    Run run = terraform.tryPlan().failedWith(texts);
    assertThat(errors(run)).as(run::toString).isOne();
    assertThat(run.toString() + run.log()).doesNotContain(secret(token));
    return run;
  }

  /// What goes wrong with a block that is not there, Terraform reports a second time in its own
  /// words.
  private void empty() {
    terraform.file("provider.tf", "provider \"proxmox\" {}\n");
  }

  private static int errors(Run run) {
    return run.flowing().split("Error: ", -1).length - 1;
  }

  private static String secret(String token) {
    return token.substring(token.indexOf('=') + 1);
  }

  @Test
  void a_wrong_fingerprint_is_named_with_the_one_seen() {
    environment.put("PROXMOX_VE_TLS_FINGERPRINT", "00:".repeat(31) + "00");
    machine(ONE);
    onlyError(cluster.fingerprint(), "not the pinned one", "fingerprint");
  }

  @Test
  void a_certificate_that_nobody_vouches_for_is_refused_with_its_fingerprint() {
    environment.remove("PROXMOX_VE_TLS_FINGERPRINT");
    machine(ONE);
    onlyError("not trusted", cluster.fingerprint(), "CA file");
  }

  @Test
  void the_authority_of_the_cluster_is_enough(@TempDir Path folder) throws IOException {
    environment.remove("PROXMOX_VE_TLS_FINGERPRINT");
    Path file = Files.writeString(folder.resolve("ca.pem"), cluster.caPem());
    environment.put("PROXMOX_VE_CA_FILE", file.toString());
    machine(ONE);
    terraform.tryPlan().succeeded();
  }

  @Test
  void a_web_server_is_not_taken_for_a_cluster() {
    ServerIdentity identity =
        CertificateAuthority.create("Some CA")
            .issue("web", List.of("localhost"), List.of(InetAddress.getLoopbackAddress()));
    environment.put("PROXMOX_VE_TLS_FINGERPRINT", identity.fingerprint());
    try (var web = webServer(new ServerSettings.Transport.Tls(identity.sslContext()))) {
      environment.put("PROXMOX_VE_ENDPOINT", web.uri().toString());
      machine(ONE);
      onlyError(web.uri().getAuthority(), "Proxmox VE");
    }
  }

  @Test
  void a_server_that_does_not_speak_tls_is_named() {
    try (var web = webServer(new ServerSettings.Transport.Plain())) {
      String place = web.uri().getAuthority();
      environment.put("PROXMOX_VE_ENDPOINT", "https://" + place);
      machine(ONE);
      onlyError(place, "does not speak TLS on this port");
    }
  }

  private HttpServer webServer(ServerSettings.Transport transport) {
    var settings =
        new ServerSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            transport,
            ConnectionPolicy.apiDaemon((_, _) -> false).keepingIdle(),
            "web",
            cluster.clock());
    return HttpServer.start(
        settings, _ -> HttpResponse.text(200, "OK", "text/html", "<html>Welcome</html>"));
  }

  @Test
  void an_endpoint_where_nothing_listens_is_named() throws IOException {
    int free = freePort();
    environment.put("PROXMOX_VE_ENDPOINT", "https://127.0.0.1:" + free);
    machine(ONE);
    onlyError("127.0.0.1:" + free, "reach");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void a_dead_first_endpoint_is_passed_over() throws IOException {
    environment.put(
        "PROXMOX_VE_ENDPOINT", "https://127.0.0.1:" + freePort() + "," + cluster.endpoint());
    machine(ONE);
    terraform.apply();
    terraform.expectNoChanges();
    terraform.destroy();
  }

  @Test
  void a_wrong_token_is_named_and_never_shown() {
    String wrong = "root@pam!terraform=11111111-2222-3333-4444-555555555555";
    environment.put("PROXMOX_VE_API_TOKEN", wrong);
    machine(ONE);
    Run run = onlyError("root@pam!terraform", "API token");
    assertThat(run.toString() + run.log()).doesNotContain(secret(wrong));
  }

  @Test
  void no_settings_at_all_say_what_to_set() {
    environment.clear();
    empty();
    machine(ONE);
    onlyError("PROXMOX_VE_ENDPOINT", "https://pve1.example:8006", "endpoints");
  }

  @Test
  void no_credentials_say_what_to_set() {
    environment.remove("PROXMOX_VE_API_TOKEN");
    empty();
    machine(ONE);
    onlyError("PROXMOX_VE_API_TOKEN", "PROXMOX_VE_USERNAME");
  }

  @Test
  void believing_any_certificate_gives_a_warning() {
    environment.remove("PROXMOX_VE_TLS_FINGERPRINT");
    environment.put("PROXMOX_VE_INSECURE", "true");
    machine(ONE);
    Run run = terraform.tryPlan().succeeded();
    assertThat(run.flowing())
        .contains("Warning: Proxmox VE connection is not safe", "Pin its fingerprint");
  }

  @Test
  void root_with_its_password_may_set_what_no_token_may() {
    environment.remove("PROXMOX_VE_API_TOKEN");
    environment.put("PROXMOX_VE_USERNAME", "root@pam");
    environment.put("PROXMOX_VE_PASSWORD", "secret");
    machine(ONE + "\ncpu = { affinity = \"0\" }");
    terraform.apply();
    assertThat(there(100).config()).containsEntry("affinity", "0");
    terraform.expectNoChanges();
    terraform.destroy();
  }

  @Test
  void a_wrong_password_is_one_error() {
    environment.remove("PROXMOX_VE_API_TOKEN");
    environment.put("PROXMOX_VE_USERNAME", "root@pam");
    environment.put("PROXMOX_VE_PASSWORD", "not-it-at-all");
    machine(ONE);
    Run run = onlyError("root@pam", "password");
    assertThat(run.toString() + run.log()).doesNotContain("not-it-at-all");
  }

  @Test
  void the_token_appears_in_no_output_and_no_log() {
    environment.clear();
    block("api_token = \"" + token + "\"");
    machine(ONE);
    for (Run run : new Run[] {terraform.tryPlan(), terraform.apply(), terraform.destroy()}) {
      run.succeeded();
      assertThat(run.log()).as("the log is there").contains("proxmox_vm.x");
      assertThat(run.toString() + run.log()).doesNotContain(secret(token));
    }
    assertThat(terraform.stateFile().toString()).doesNotContain(secret(token));
  }

  @Test
  void the_provider_block_counts_before_the_environment() {
    environment.put("PROXMOX_VE_ENDPOINT", "https://127.0.0.1:1");
    environment.put("PROXMOX_VE_API_TOKEN", "root@pam!terraform=wrong");
    environment.put("PROXMOX_VE_TLS_FINGERPRINT", "00:".repeat(31) + "00");
    block("api_token = \"" + token + "\"");
    machine(ONE);
    terraform.tryPlan().succeeded();
  }

  @Test
  void a_token_in_the_block_is_not_mixed_with_a_password_of_the_environment() {
    environment.put("PROXMOX_VE_USERNAME", "root@pam");
    environment.put("PROXMOX_VE_PASSWORD", "secret");
    environment.remove("PROXMOX_VE_API_TOKEN");
    block("api_token = \"root@pam!terraform=11111111-2222-3333-4444-555555555555\"");
    machine(ONE);
    terraform.tryPlan().failedWith("API token");
  }

  private void block(String more) {
    terraform.file(
        "provider.tf",
        "provider \"proxmox\" {\nendpoints = [\"%s\"]\ntls_fingerprint = \"%s\"\n%s\n}\n"
            .formatted(cluster.endpoint(), cluster.fingerprint(), more));
  }

  @Test
  void settings_that_are_known_only_after_an_apply_do_not_hinder_the_plan() {
    environment.remove("PROXMOX_VE_ENDPOINT");
    terraform.file(
        "provider.tf",
        """
        resource "terraform_data" "endpoint" {
          input = "%s"
        }

        provider "proxmox" {
          endpoints = [terraform_data.endpoint.output]
        }
        """
            .formatted(cluster.endpoint()));
    machine(ONE);
    terraform.tryPlan().succeeded();
    assertThat(cluster.requests()).isEmpty();
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(named("web")).hasSize(1);
  }
}
