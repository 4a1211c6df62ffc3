package dev.holdfast.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.machine.ShellMachine;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Modules whose work no golden file can hold: random keys, ports of this machine, programs of
/// systems that are not here.
final class MachineToolsTest {
  @TempDir private Path temporary = Path.of("");

  private ModuleResult run(String module, Map<String, Value> arguments) {
    LocalConnection connection =
        new LocalConnection(
            List.of("/bin/sh"),
            temporary.resolve("tools") + ":" + System.getenv("PATH"),
            temporary);
    CaseContext context =
        new CaseContext(
            new ShellMachine(connection, Become.login(), "", Map.of(), Limits.NONE),
            false,
            false,
            temporary,
            new DictValue(),
            new CaseContext.Time());
    return ModuleRunner.run(
            Modules.named(module).orElseThrow(), module, DictValue.of(arguments), context)
        .result();
  }

  private void tool(String name, String text) throws IOException {
    Path path = Files.createDirectories(temporary.resolve("tools")).resolve(name);
    Files.writeString(path, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Map<String, Value> arguments(Object... pairs) {
    Map<String, Value> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      Object value = pairs[i + 1];
      map.put(
          (String) pairs[i],
          value instanceof Boolean flag
              ? Bool.of(flag)
              : value instanceof Integer number
                  ? Int.of(number)
                  : value instanceof Value other ? other : Str.of((String) value));
    }
    return map;
  }

  private String calls() throws IOException {
    Path path = temporary.resolve("calls");
    return Files.exists(path) ? Files.readString(path) : "";
  }

  @Test
  void aKeyIsMadeOnceAndItsCommentFollows() throws IOException {
    Path key = temporary.resolve("key");
    Map<String, Value> wanted = arguments("path", key.toString(), "type", "ed25519");
    ModuleResult first = run("openssh_keypair", wanted);
    assertThat(first.isChanged()).isTrue();
    assertThat(first.text("fingerprint").orElse("")).startsWith("SHA256:");
    assertThat(first.text("public_key").orElse("")).startsWith("ssh-ed25519 ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(run("openssh_keypair", wanted).isChanged()).isFalse();

    wanted.put("comment", Str.of("me"));
    ModuleResult commented = run("openssh_keypair", wanted);
    assertThat(commented.isChanged()).isTrue();
    assertThat(commented.text("comment")).contains("me");
    assertThat(commented.text("fingerprint")).isEqualTo(first.text("fingerprint"));
    assertThat(run("openssh_keypair", wanted).isChanged()).isFalse();

    wanted.put("type", Str.of("ecdsa"));
    ModuleResult other = run("openssh_keypair", wanted);
    assertThat(other.isChanged()).isTrue();
    assertThat(other.text("public_key").orElse("")).startsWith("ecdsa-sha2-nistp256 ");
  }

  @Test
  void anOpenPortIsSeenWithWhatItSays() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greet(server));
      ModuleResult open = run("wait_for", arguments("port", server.getLocalPort(), "timeout", 5));
      assertThat(open.isFailed()).isFalse();
      ModuleResult said =
          run(
              "wait_for",
              arguments(
                  "port", server.getLocalPort(), "timeout", 5, "search_regex", "Open(SSH|SSL)"));
      assertThat(said.isFailed()).isFalse();
      assertThat(said.text("match_groups")).contains("['SSH']");
    }
  }

  private static void greet(ServerSocket server) {
    try {
      while (true) {
        try (Socket socket = server.accept();
            OutputStream out = socket.getOutputStream()) {
          out.write("SSH-2.0-OpenSSH_9\r\n".getBytes(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Test
  void connectionsOfAPortAreCountedUntilTheyAreGone() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      int port = server.getLocalPort();
      Map<String, Value> wanted = arguments("port", port, "state", "drained", "timeout", 1);
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
          Socket ours = server.accept()) {
        assertThat(client.isConnected() && ours.isConnected()).isTrue();
        assertThat(run("wait_for", wanted).text("msg"))
            .contains("Timeout when waiting for 127.0.0.1:%d to drain".formatted(port));
        wanted.put("exclude_hosts", ListValue.of(Str.of("127.0.0.1")));
        assertThat(run("wait_for", wanted).isFailed()).isFalse();
      }
    }
  }

  @Test
  void aSwitchOfThePolicyIsSetWhereItIsOther() throws IOException {
    tool("getsebool", "[ $1 = httpd_x ] || exit 1; echo \"httpd_x --> off\"");
    tool("setsebool", "echo \"$@\" >>" + temporary + "/calls");
    tool("semanage", "echo 'httpd_x                  (off  ,   on)  what it is for'");
    Map<String, Value> wanted =
        arguments("name", "httpd_x", "state", true, "ignore_selinux_state", true);
    assertThat(run("seboolean", wanted).isChanged()).isTrue();
    assertThat(calls()).isEqualTo("httpd_x 1\n");
    wanted.put("persistent", Bool.TRUE);
    assertThat(run("seboolean", wanted).isChanged()).isFalse();
    wanted.put("state", Bool.FALSE);
    assertThat(run("seboolean", wanted).isChanged()).isTrue();
    assertThat(calls()).isEqualTo("httpd_x 1\n-P httpd_x 0\n");
    wanted.put("name", Str.of("nothing"));
    assertThat(run("seboolean", wanted).text("msg"))
        .contains("SELinux boolean nothing does not exist.");
  }

  @Test
  void aPortGetsItsTypeOnce() throws IOException {
    tool(
        "semanage",
        "case $2 in -l) echo 'http_port_t                    tcp      80, 81, 443';"
            + " echo 'ssh_port_t                     tcp      22';; *) echo \"$@\" >>"
            + temporary
            + "/calls;; esac");
    Map<String, Value> wanted =
        arguments(
            "ports",
            ListValue.of(Str.of("80"), Str.of("22"), Str.of("8000-8010")),
            "proto",
            "tcp",
            "setype",
            "http_port_t",
            "ignore_selinux_state",
            true);
    assertThat(run("seport", wanted).isChanged()).isTrue();
    assertThat(calls())
        .isEqualTo("port -m -t http_port_t -p tcp 22\nport -a -t http_port_t -p tcp 8000-8010\n");
    Files.delete(temporary.resolve("calls"));
    wanted.put("state", Str.of("absent"));
    assertThat(run("seport", wanted).isChanged()).isTrue();
    assertThat(calls()).isEqualTo("port -d -p tcp 80\n");
  }

  @Test
  void selinuxIsSwitchedOffInItsFileAndWantsARestart() throws IOException {
    Path file =
        Files.writeString(
            temporary.resolve("config"), "# c\nSELINUX=enforcing\nSELINUXTYPE=targeted\n");
    Map<String, Value> wanted = arguments("state", "disabled", "configfile", file.toString());
    ModuleResult off = run("selinux", wanted);
    assertThat(off.isChanged()).isTrue();
    assertThat(off.text("msg"))
        .contains("Config SELinux state changed from 'enforcing' to 'disabled'");
    assertThat(Files.readString(file)).isEqualTo("# c\nSELINUX=disabled\nSELINUXTYPE=targeted\n");
    assertThat(run("selinux", wanted).isChanged()).isFalse();
    wanted.put("state", Str.of("permissive"));
    assertThat(run("selinux", wanted).text("msg"))
        .contains("Policy is required if state is not 'disabled'");
    wanted.put("policy", Str.of("targeted"));
    ModuleResult on = run("selinux", wanted);
    assertThat(on.value("reboot_required")).isEqualTo(Optional.of(Bool.TRUE));
  }

  @Test
  void aRestartOfThisMachineIsRefused() {
    assertThat(run("reboot", Map.of()).text("msg"))
        .contains("Running reboot with local connection would reboot the control node.");
  }

  @Test
  void aMachineThatAnswersIsNotWaitedFor() {
    ModuleResult result = run("wait_for_connection", arguments("timeout", 5));
    assertThat(result.isFailed()).isFalse();
    assertThat(result.value("elapsed")).isPresent();
  }
}
