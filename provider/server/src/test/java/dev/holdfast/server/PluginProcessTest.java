package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.proto.goplugin.Empty;
import dev.holdfast.proto.goplugin.GRPCControllerGrpc;
import dev.holdfast.proto.tfplugin6.GetProviderSchema;
import dev.holdfast.proto.tfplugin6.ProviderGrpc;
import dev.holdfast.proto.tfplugin6.ReadResource;
import dev.holdfast.server.process.PluginClient;
import dev.holdfast.server.process.PluginClient.Identity;
import io.grpc.ManagedChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Starts the echo provider as a process of its own, the way a host does.
class PluginProcessTest {
  private static final String COOKIE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  private static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                EchoMain.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Process start(Map<String, String> variables, String... arguments) throws IOException {
    return start(variables, command(arguments));
  }

  private Process start(Map<String, String> variables, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("(TF|PLUGIN)_.*"));
    builder.environment().put("TMPDIR", folder.toString());
    builder.environment().putAll(variables);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String line(Process process) throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    return Optional.ofNullable(reader.readLine()).orElse("");
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void startedByHandItSaysWhatItIsAndHowToInstallIt() throws Exception {
    Process process = start(Map.of());
    assertThat(text(process.getInputStream())).isEmpty();
    assertThat(text(process.getErrorStream()))
        .contains("Terraform provider holdfast/echo")
        .contains("source = \"holdfast/echo\"")
        .contains("-debug");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void anOldHostIsToldWhatIsNeeded() throws Exception {
    Process process =
        start(Map.of("TF_PLUGIN_MAGIC_COOKIE", COOKIE, "PLUGIN_PROTOCOL_VERSIONS", "4,5"));
    assertThat(text(process.getInputStream())).isEmpty();
    assertThat(text(process.getErrorStream())).contains("protocol 6").contains("4,5");
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void aHostGetsItsSchemaAndTheProcessEndsWhenAsked() throws Exception {
    Identity host = Identity.create();
    Process process =
        start(
            Map.of(
                "TF_PLUGIN_MAGIC_COOKIE",
                COOKIE,
                "PLUGIN_PROTOCOL_VERSIONS",
                "5,6",
                "PLUGIN_CLIENT_CERT",
                host.pem()));
    ManagedChannel channel = PluginClient.dial(line(process), Optional.of(host));
    assertThat(
            ProviderGrpc.newBlockingStub(channel)
                .getProviderSchema(GetProviderSchema.Request.getDefaultInstance())
                .getResourceSchemasMap())
        .containsOnlyKeys("echo_thing");
    assertThat(files()).isEqualTo(1);
    var _ = GRPCControllerGrpc.newBlockingStub(channel).shutdown(Empty.getDefaultInstance());
    channel.shutdownNow();
    // The host kills after two seconds; the test machine may be slower than the program.
    assertThat(process.waitFor(2, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(files()).isZero();
    assertThat(text(process.getErrorStream())).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void interruptAndTerminationAreTheHostsBusiness() throws Exception {
    Process process = start(Map.of("TF_PLUGIN_MAGIC_COOKIE", COOKIE));
    String handshake = line(process);
    for (String signal : List.of("INT", "TERM")) {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }
    ManagedChannel channel = PluginClient.dial(handshake, Optional.empty());
    var schema =
        ProviderGrpc.newBlockingStub(channel)
            .getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
    assertThat(schema.getDiagnosticsList()).isEmpty();
    assertThat(process.isAlive()).isTrue();
    channel.shutdownNow();
  }

  @Test
  void callsAreLoggedWhenTheProvidersOwnVariableAsksForThem() throws Exception {
    Process process =
        start(Map.of("TF_PLUGIN_MAGIC_COOKIE", COOKIE, "TF_LOG_PROVIDER_ECHO", "trace"));
    ManagedChannel channel = PluginClient.dial(line(process), Optional.empty());
    var request = ReadResource.Request.newBuilder().setTypeName("echo_thing").build();
    var _ = ProviderGrpc.newBlockingStub(channel).readResource(request);
    String log = process.errorReader(StandardCharsets.UTF_8).readLine();
    assertThat(log)
        .startsWith("{\"@level\":\"trace\",\"@timestamp\":\"")
        .contains("\"tf_rpc\":\"ReadResource\"")
        .contains("\"tf_resource_type\":\"echo_thing\"");
    channel.shutdownNow();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theProcessEndsWhenItsParentIsKilled() throws Exception {
    // The shell stays the parent because it has something left to do.
    List<String> plugin = command();
    List<String> shell = new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\"; true", "sh"));
    shell.addAll(plugin);
    Process parent = start(Map.of("TF_PLUGIN_MAGIC_COOKIE", COOKIE), shell);
    assertThat(line(parent)).startsWith("1|6|unix|");
    ProcessHandle child = parent.descendants().findFirst().orElseThrow();
    parent.destroyForcibly();
    child.onExit().get(20, TimeUnit.SECONDS);
    assertThat(files()).isZero();
  }

  @Test
  void debugModePrintsTheReattachVariable() throws Exception {
    Process process = start(Map.of(), "-debug");
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String variable = out.lines().filter(line -> line.startsWith("export")).findFirst().orElse("");
    assertThat(variable)
        .isEqualTo(
            "export TF_REATTACH_PROVIDERS='{\"registry.terraform.io/holdfast/echo\":"
                + "{\"Protocol\":\"grpc\",\"ProtocolVersion\":6,\"Pid\":"
                + process.pid()
                + ",\"Test\":true,\"Addr\":{\"Network\":\"unix\",\"String\":\""
                + variable.replaceAll(".*\"String\":\"|\"}}}'", "")
                + "\"}}}'");
    assertThat(variable).contains(folder.toString());
  }
}
